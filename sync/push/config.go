package push

import (
	"fmt"

	"sprue/engine"
)

// Config says where tables are written, and which. The log-in is that of a source
// of kind snowflake, or of a connection of Snowflake's own tools.
type Config struct {
	// Source names the source in sprue.yaml whose account and log-in are used; empty
	// is the only one of kind snowflake.
	Source string `yaml:"source"`
	// Connection names one in connections.toml or config.toml, in place of a source.
	Connection string `yaml:"connection"`
	// ConnectionsDir is the folder of those files.
	ConnectionsDir string `yaml:"connections_dir"`

	Database string `yaml:"database"` // empty is that of the source
	Schema   string `yaml:"schema"`   // a schema of its own
	// Role may write; empty is that of the source, which as a rule may only read.
	Role      string `yaml:"role"`
	Warehouse string `yaml:"warehouse"` // empty is that of the source
	// Tables are those that are sent; none are the usual ones.
	Tables []string `yaml:"tables"`
}

// IsSet tells whether the section says anything.
func (c Config) IsSet() bool {
	return c.Source+c.Connection+c.ConnectionsDir+c.Database+c.Schema+c.Role+c.Warehouse != "" || len(c.Tables) > 0
}

// Validate refuses what cannot be.
func (c Config) Validate() error {
	wrong := func(message, hint string) error {
		return &engine.Error{Code: engine.CodeUsage, Message: fmt.Sprintf("push: %s", message), Hint: hint}
	}
	switch {
	case !c.IsSet():
		return nil
	case c.Schema == "":
		return wrong("schema is missing", "write push: { schema: NAME }, a schema of its own for the copies")
	case c.Source != "" && c.Connection != "":
		return wrong("it names a source and a connection", "leave one of them out")
	case c.ConnectionsDir != "" && c.Connection == "":
		return wrong("connections_dir is set and no connection", "write connection: NAME too")
	}
	return nil
}

// Usual are the tables that are sent where nobody names any: figures by run, stop
// and day, and where each tool stands.
func Usual() []string {
	return []string{"mart.run", "mart.stop", "mart.run_rate_day", "mart.roi_tool_day", "mart.quality_tool_day", "mart.data_quality_day", "mart.benchmark", "mart.end_of_life"}
}
