package config

import (
	"time"

	"sprue/engine/pipeline"
	"sprue/engine/snapshot"
	"sprue/sync/push"
	"sprue/web"
)

// Config is the whole of sprue.yaml.
type Config struct {
	Database        string      `yaml:"database"` // the DuckDB file
	Sources         []Source    `yaml:"sources"`
	Push            push.Config `yaml:"push"`
	pipeline.Config `yaml:",inline"`
	Server          ServerConfig    `yaml:"server"`
	Snapshots       snapshot.Config `yaml:"snapshots"`
	Log             LogConfig       `yaml:"log"`

	// Sections of the contract that no part of this version reads; doctor says
	// that they have no effect. They have no settings yet.
	Alerts *struct{} `yaml:"alerts,omitempty"`
	Auth   *struct{} `yaml:"auth,omitempty"`
}

// ServerConfig says where the dashboard listens and how often it looks for new
// data.
type ServerConfig struct {
	Addr       string            `yaml:"addr"`
	Every      pipeline.Duration `yaml:"every"` // 0 never
	web.Config `yaml:",inline"`
}

// LogConfig says what goes to stderr, and how.
type LogConfig struct {
	Level  string `yaml:"level"`  // debug, info, warn, error
	Format string `yaml:"format"` // text, json
}

// Default is the configuration of an empty file.
func Default() Config {
	return Config{
		Database:  "sprue.duckdb",
		Config:    pipeline.Defaults(),
		Server:    ServerConfig{Addr: "127.0.0.1:8080", Every: pipeline.Duration(time.Minute), Config: web.Config{}.Defaults()},
		Snapshots: snapshot.Defaults(),
		Log:       LogConfig{Level: "warn", Format: "text"},
	}
}

// resolvePaths makes relative paths count from dir.
func (c *Config) resolvePaths(dir string) {
	c.Database = absolute(dir, c.Database)
	if c.Snapshots.Folder != "" {
		c.Snapshots.Folder = absolute(dir, c.Snapshots.Folder)
	}
	c.Push.ConnectionsDir = absolute(dir, c.Push.ConnectionsDir)
	for i := range c.Sources {
		s := &c.Sources[i]
		for _, path := range []*string{&s.Path, &s.Snowflake.ConnectionsDir, &s.Snowflake.PrivateKeyFile, &s.Snowflake.TokenFile} {
			*path = absolute(dir, *path)
		}
	}
}
