package config

import (
	"errors"
	"fmt"
	"strings"

	"sprue/engine"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
)

// Source is one place that tables are mirrored from: where it is, by its kind,
// and how it is mirrored. Both have its name.
type Source struct {
	Kind                string `yaml:"kind"`
	files.Config        `yaml:",inline"`
	mirror.SourceConfig `yaml:",inline"`
}

func kinds() []string { return []string{"files"} }

// Open makes the source. It reaches nothing yet.
func (s Source) Open() (source.Source, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	return files.New(s.Config)
}

// Validate checks the kind, then asks it.
func (s Source) Validate() error {
	if s.Kind != "files" {
		return &engine.Error{
			Code:    engine.CodeUsage,
			Message: fmt.Sprintf("source %q is of kind %q, which is not known", s.Config.Name, s.Kind),
			Hint:    engine.DidYouMean("did you mean %q? ", s.Kind, kinds()) + "known: " + strings.Join(kinds(), ", "),
		}
	}
	return errors.Join(s.Config.Validate(), s.SourceConfig.Validate())
}

// validateSources checks each source, and that each has a name of its own: the
// ledger goes by it.
func validateSources(sources []Source) error {
	names := map[string]bool{}
	for _, s := range sources {
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

// Mirror is the configuration of the mirror, whose settings stand in two
// sections.
func (c *Config) Mirror() mirror.Config {
	settings := mirror.Config{CounterPattern: c.Shots.CounterPattern}
	for _, s := range c.Sources {
		settings.Sources = append(settings.Sources, s.SourceConfig)
	}
	return settings
}
