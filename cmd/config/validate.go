package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/quality"
)

// Validate checks what no section can check alone, then asks the sections.
func (c *Config) Validate() error {
	if c.Database == "" {
		return &engine.Error{Code: engine.CodeUsage, Message: "database is empty", Hint: "name the DuckDB file, as in 'database: plant.duckdb'"}
	}
	return errors.Join(validateSources(c.Sources), c.validatePush(), c.Config.Validate(), c.Server.Validate(), c.Snapshots.Validate(), c.Log.Validate(), c.validateRules())
}

// validateRules refuses limits and switches of rules that nobody knows.
func (c *Config) validateRules() error {
	_, err := quality.Rules(c.Quality)
	return err
}

// Validate refuses words that it does not know.
func (c LogConfig) Validate() error {
	if err := oneOf("log.level", c.Level, logLevels()...); err != nil {
		return err
	}
	return oneOf("log.format", c.Format, LogFormats()...)
}

func logLevels() []string { return []string{"debug", "info", "warn", "error"} }

// LogFormats lists them for flags and completion.
func LogFormats() []string { return []string{"text", "json"} }

func oneOf(key, value string, known ...string) error {
	if slices.Contains(known, value) {
		return nil
	}
	hint := engine.DidYouMean("did you mean %q? ", value, known) + "one of " + strings.Join(known, ", ")
	return &engine.Error{Code: engine.CodeUsage, Message: fmt.Sprintf("%s: %q is not known", key, value), Hint: hint}
}
