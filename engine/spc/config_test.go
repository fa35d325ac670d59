package spc

import (
	"math"
	"strings"
	"testing"
)

func TestConfig(t *testing.T) {
	if err := Defaults().Validate(); err != nil {
		t.Errorf("defaults: %v", err)
	}
	if on := Defaults().Rules(); on != RuleSet(1, 2) {
		t.Errorf("%b are on", on)
	}
	if on := (Config{Rule3: true, Rule8: true}).Rules(); on != RuleSet(3, 8) {
		t.Errorf("%b are on", on)
	}
	for want, change := range map[string]func(c *Config){
		"subgroup: 1":      func(c *Config) { c.Subgroup = 1 },
		"lambda: 0":        func(c *Config) { c.Lambda = 0 },
		"lambda: NaN":      func(c *Config) { c.Lambda = math.NaN() },
		"l: -1":            func(c *Config) { c.L = -1 },
		"k: -1":            func(c *Config) { c.K = -1 },
		"h: 0":             func(c *Config) { c.H = 0 },
		"alarm_need: 0":    func(c *Config) { c.AlarmNeed = 0 },
		"alarm_of: 2":      func(c *Config) { c.AlarmOf = 2 },
		"drift_days: 5":    func(c *Config) { c.DriftDays = 5 },
		"drift_share: 2":   func(c *Config) { c.DriftShare = 2 },
		"shift_share: 0 i": func(c *Config) { c.ShiftShare = 0 },
	} {
		c := Defaults()
		change(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
