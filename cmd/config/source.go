package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"sprue/engine"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/snowflake"
	"sprue/sync/source"
)

// Source is one place that tables are mirrored from: where it is, by its kind,
// and how it is mirrored. All have its name.
type Source struct {
	Kind                string `yaml:"kind"`
	files.Config        `yaml:",inline"`
	Snowflake           snowflake.Config `yaml:",inline"`
	mirror.SourceConfig `yaml:",inline"`
}

// The kinds of sources.
const (
	Files     = "files"
	Snowflake = "snowflake"
)

func kinds() []string { return []string{Files, Snowflake} }

// Open makes the source. It reaches nothing yet. One that is an io.Closer is to be
// closed once it is not needed any more.
func (s Source) Open(log *slog.Logger) (source.Source, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if s.Kind == Snowflake {
		return snowflake.New(s.Snowflake, log)
	}
	return files.New(s.Config)
}

// Validate checks the kind, then asks it.
func (s Source) Validate() error {
	var own error
	switch s.Kind {
	case Files:
		own = errors.Join(s.noOther(s.Snowflake != snowflake.Config{Name: s.Snowflake.Name, BatchMB: s.Snowflake.BatchMB}), s.Config.Validate())
	case Snowflake:
		own = errors.Join(s.noOther(s.Path != ""), s.Snowflake.Validate())
	default:
		return &engine.Error{
			Code:    engine.CodeUsage,
			Message: fmt.Sprintf("source %q is of kind %q, which is not known", s.Config.Name, s.Kind),
			Hint:    engine.DidYouMean("did you mean %q? ", s.Kind, kinds()) + "known: " + strings.Join(kinds(), ", "),
		}
	}
	if own != nil {
		return own
	}
	return s.SourceConfig.Validate()
}

// noOther refuses settings of another kind: they would have no effect.
func (s Source) noOther(set bool) error {
	if !set {
		return nil
	}
	return &engine.Error{Code: engine.CodeUsage, Message: fmt.Sprintf("source %q of kind %s has settings of another kind", s.Config.Name, s.Kind),
		Hint: "a folder has a path; a Snowflake schema has a connection or an account"}
}

// validateSources checks each source, and that each has a name of its own: the
// ledger goes by it.
func validateSources(sources []Source) error {
	names := map[string]bool{}
	for i, s := range sources {
		if s.Config.Name == "" {
			return &engine.Error{Code: engine.CodeUsage, Message: fmt.Sprintf("sources[%d].name is missing", i), Hint: "the mirror tells sources apart by name, as in 'name: plant'"}
		}
		if err := s.Validate(); err != nil {
			return err
		}
		if names[s.Config.Name] {
			return &engine.Error{Code: engine.CodeUsage, Message: fmt.Sprintf("two sources are named %q", s.Config.Name), Hint: "the mirror tells them apart by name"}
		}
		names[s.Config.Name] = true
	}
	return nil
}

// Mirror is the configuration of the mirror, whose settings stand in three
// sections.
func (c *Config) Mirror() mirror.Config {
	settings := mirror.Config{CounterPattern: c.Shots.CounterPattern, MemoryLimitMB: c.Build.MemoryLimitMB}
	for _, s := range c.Sources {
		settings.Sources = append(settings.Sources, s.SourceConfig)
	}
	return settings
}
