package config

import (
	"cmp"
	"fmt"
	"strings"

	"sprue/engine"
	"sprue/sync/snowflake"
)

// validatePush checks that the source is there that push is to log in as.
func (c *Config) validatePush() error {
	if err := c.Push.Validate(); err != nil || c.Push.Source == "" {
		return err
	}
	_, err := c.pushSource()
	return err
}

// PushTarget says where 'sprue push' writes: a source's account and log-in, or those
// of a named connection, with the schema, the role and what else push names.
func (c *Config) PushTarget() (snowflake.Config, error) {
	p := c.Push
	if p.Schema == "" {
		return snowflake.Config{}, &engine.Error{Code: engine.CodeUsage, Doing: "push", Message: "no schema is configured to push into",
			Hint: "write push: { schema: NAME, role: NAME } into sprue.yaml; docs/snowflake.md has the SQL that makes both"}
	}
	into := snowflake.Config{Connection: p.Connection, ConnectionsDir: p.ConnectionsDir}
	if p.Connection == "" {
		from, err := c.pushSource()
		if err != nil {
			return snowflake.Config{}, err
		}
		into = from
	}
	into.Name = "push"
	into.Schema = p.Schema
	into.Database = cmp.Or(p.Database, into.Database)
	into.Role = cmp.Or(p.Role, into.Role)
	into.Warehouse = cmp.Or(p.Warehouse, into.Warehouse)
	return into, nil
}

// pushSource is the source of kind snowflake that push names, or the only one.
func (c *Config) pushSource() (snowflake.Config, error) {
	var found []snowflake.Config
	var names []string
	for _, s := range c.Sources {
		if s.Kind != Snowflake {
			continue
		}
		names = append(names, s.Config.Name)
		if c.Push.Source == "" || c.Push.Source == s.Config.Name {
			found = append(found, s.Snowflake)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	e := &engine.Error{Code: engine.CodeUsage, Hint: "sources of kind snowflake: " + strings.Join(names, ", ")}
	switch {
	case len(names) == 0:
		e.Message, e.Hint = "push: no source of kind snowflake says how to log in", "write push: { connection: NAME } for one of connections.toml"
	case len(found) == 0:
		e.Message = fmt.Sprintf("push.source: no source of kind snowflake is named %q", c.Push.Source)
		e.Hint = engine.DidYouMean("did you mean %q? ", c.Push.Source, names) + e.Hint
	default:
		e.Message = "push: several sources are of kind snowflake"
		e.Hint = "write push: { source: NAME }; " + e.Hint
	}
	return snowflake.Config{}, e
}
