package web

import (
	"fmt"
	"time"

	"sprue/engine"
)

// Config has useful zero values.
type Config struct {
	// Hosts are names under which the server may be called beside those of
	// loopback. On a loopback address any other name is refused: a page of
	// another site could otherwise point its own name here and read answers.
	Hosts   []string      `yaml:"hosts"`
	Timeout time.Duration `yaml:"timeout"` // of one answer; 0 is 30 s
	Grace   time.Duration `yaml:"grace"`   // for answers under way at the end; 0 is 10 s
	Beat    time.Duration `yaml:"-"`       // between signs of life to open pages; 0 is 15 s
	Good    float64       `yaml:"good"`    // from here efficiency and stability are good; 0 is 0.70
	Watch   float64       `yaml:"watch"`   // from here to be watched; 0 is 0.50
	Kiosk   bool          `yaml:"kiosk"`   // the first page is the screen for the wall

	// Development serves /design too, which shows every part of a page in every
	// state: for those who work on them.
	Development bool `yaml:"development"`
}

// Defaults fills in what is not set.
func (c Config) Defaults() Config {
	if c.Timeout == 0 {
		c.Timeout = 30 * time.Second
	}
	if c.Grace == 0 {
		c.Grace = 10 * time.Second
	}
	if c.Good == 0 {
		c.Good = 0.70
	}
	if c.Watch == 0 {
		c.Watch = 0.50
	}
	return c
}

// Validate refuses limits that make no sense.
func (c Config) Validate() error {
	c = c.Defaults()
	switch {
	case c.Timeout < 0 || c.Grace < 0:
		return wrong("timeout and grace cannot be negative")
	case c.Good > 1 || c.Watch < 0 || c.Watch > c.Good:
		return wrong(fmt.Sprintf("the limits %g (good) and %g (watch) are not 1 ≥ good ≥ watch ≥ 0", c.Good, c.Watch))
	}
	return nil
}

func wrong(message string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "read the settings of the server", Message: message}
}
