package mirror

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/sync/source"
)

// Config says how sources are mirrored.
type Config struct {
	// Sources by name; one that is not listed gets the defaults.
	Sources []SourceConfig `yaml:"sources"`
	// CounterPattern limits the counters that are mirrored (CNT-*, in any case);
	// empty is all. What it leaves out is counted.
	CounterPattern string `yaml:"counter_pattern"`
	// MemoryLimitMB is the memory that the process aims to stay in while a sync of
	// many rows runs; 0 leaves what is set. See share.
	MemoryLimitMB int `yaml:"-"`
}

// SourceConfig is what the configuration says about mirroring one source.
type SourceConfig struct {
	Name string `yaml:"name"`
	// Tables that the source delivers; empty is all of the catalogue.
	Tables []string `yaml:"tables"`
	// Cursor names the arrival column of DATA_SHOT, if it has one: a timestamp,
	// which is then its cursor too.
	Cursor string `yaml:"cursor"`
	// Overlap is how far behind the watermark a sync begins, such as 48h.
	Overlap PerTable `yaml:"overlap"`
	// SchemaMode is evolve (default), freeze or discard.
	SchemaMode PerTable `yaml:"schema_mode"`
	// Deletes is mark (default): a packet that vanished from the source is kept
	// and marked; or mirror: it is deleted here too.
	Deletes string `yaml:"deletes"`
}

// The modes of a table whose columns change.
const (
	Evolve  = "evolve"
	Freeze  = "freeze"
	Discard = "discard"
)

// PerTable is one value for all tables, or one for each: '48h', or
// '{DATA_SHOT: 48h, STATISTICS: 72h}'.
type PerTable map[string]string

// UnmarshalYAML reads both spellings.
func (p *PerTable) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*p = PerTable{"*": one}
		return nil
	}
	var each map[string]string
	if err := unmarshal(&each); err != nil {
		return err
	}
	*p = each
	return nil
}

// of gives the value for a table, in any case.
func (p PerTable) of(table, otherwise string) string {
	for name, value := range p {
		if strings.EqualFold(name, table) {
			return value
		}
	}
	if value, ok := p["*"]; ok {
		return value
	}
	return otherwise
}

// Mode is what becomes of a table whose columns change.
func (c SourceConfig) Mode(table string) string { return c.SchemaMode.of(table, Evolve) }

// Delivers are the tables of the catalogue that the source has, with its
// settings.
func (c SourceConfig) Delivers() []source.Table {
	var tables []source.Table
	for _, t := range source.Catalogue() {
		if among(t.Name, c.Tables) {
			tables = append(tables, c.table(t))
		}
	}
	return tables
}

// among: no names are all names.
func among(name string, names []string) bool {
	return len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// Validate says what is wrong with the settings.
func (c Config) Validate() error {
	for _, s := range c.Sources {
		if err := s.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// Validate says what is wrong with the settings.
func (c SourceConfig) Validate() error {
	for _, table := range c.Tables {
		if err := c.checkTable("tables", table); err != nil {
			return err
		}
	}
	for table, value := range c.Overlap {
		if err := c.checkTable("overlap", table); err != nil {
			return err
		}
		if d, err := time.ParseDuration(value); err != nil || d < 0 {
			return c.wrong(fmt.Sprintf("overlap %q is no duration", value), "write it as 48h or 90m")
		}
	}
	for table, value := range c.SchemaMode {
		if err := c.checkTable("schema_mode", table); err != nil {
			return err
		}
		if !slices.Contains([]string{Evolve, Freeze, Discard}, value) {
			return c.wrong(fmt.Sprintf("schema_mode %q is unknown", value), "it is evolve, freeze or discard")
		}
	}
	if !slices.Contains([]string{"", "mark", "mirror"}, c.Deletes) {
		return c.wrong(fmt.Sprintf("deletes %q is unknown", c.Deletes), "it is mark or mirror")
	}
	return nil
}

func (c SourceConfig) checkTable(key, name string) error {
	if _, ok := source.FindTable(name); ok || name == "*" {
		return nil
	}
	hint := "tables are " + strings.Join(source.Names(), ", ")
	if near := source.Nearest(name, source.Names()); near != "" {
		hint = "did you mean " + near + "?"
	}
	return c.wrong(fmt.Sprintf("%s: table %q is unknown", key, name), hint)
}

func (c SourceConfig) wrong(message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "source " + c.Name, Message: message, Hint: hint}
}

// source gives the settings of a source, defaults where it has none.
func (c Config) source(name string) SourceConfig {
	for _, s := range c.Sources {
		if strings.EqualFold(s.Name, name) {
			return s
		}
	}
	return SourceConfig{Name: name}
}

// table gives a table of the catalogue with the settings of the source applied.
func (c SourceConfig) table(t source.Table) source.Table {
	if c.Cursor != "" && t.Name == "DATA_SHOT" {
		t.Cursor = source.Cursor{Column: strings.ToUpper(c.Cursor), Kind: source.Instant}
	}
	if d, err := time.ParseDuration(c.Overlap.of(t.Name, "")); err == nil {
		t.Overlap = d
	}
	return t
}
