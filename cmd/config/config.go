package config

import (
	"path/filepath"
)

// Config is the whole of sprue.yaml.
type Config struct {
	Database string       `yaml:"database"` // the DuckDB file
	Sources  []Source     `yaml:"sources"`
	Server   ServerConfig `yaml:"server"`
	Log      LogConfig    `yaml:"log"`

	// Sections of the contract that no part of this version reads. A file that
	// has them stays valid; doctor says that they have no effect.
	ROI     any `yaml:"roi,omitempty"`
	Quality any `yaml:"quality,omitempty"`
	Alerts  any `yaml:"alerts,omitempty"`
	Auth    any `yaml:"auth,omitempty"`
}

// Source is one place that tables are mirrored from.
type Source struct {
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	Path string `yaml:"path"`
}

// ServerConfig says where the dashboard listens and how often it looks for new
// data.
type ServerConfig struct {
	Addr  string `yaml:"addr"`
	Every string `yaml:"every"`
}

// LogConfig says what goes to stderr, and how.
type LogConfig struct {
	Level  string `yaml:"level"`  // debug, info, warn, error
	Format string `yaml:"format"` // text, json
}

// Default is the configuration of an empty file.
func Default() Config {
	return Config{
		Database: "sprue.duckdb",
		Server:   ServerConfig{Addr: "127.0.0.1:8080", Every: "1m"},
		Log:      LogConfig{Level: "warn", Format: "text"},
	}
}

// resolvePaths makes relative paths count from dir.
func (c *Config) resolvePaths(dir string) {
	c.Database = absolute(dir, c.Database)
	for i := range c.Sources {
		c.Sources[i].Path = absolute(dir, c.Sources[i].Path)
	}
}

// unused lists the sections that a file has and no part of this version reads.
func (c *Config) unused() []string {
	var names []string
	for _, section := range []struct {
		name  string
		value any
	}{{"roi", c.ROI}, {"quality", c.Quality}, {"alerts", c.Alerts}, {"auth", c.Auth}} {
		if section.value != nil {
			names = append(names, section.name)
		}
	}
	return names
}

var _ = filepath.Join
