package snapshot

import (
	"errors"
	"fmt"
)

// Config is the section 'snapshots' of sprue.yaml.
type Config struct {
	// Folder holds the versions; "" is <database>.snapshots beside the file.
	Folder string `yaml:"folder"`
	// BeforeMigration makes a version before the tables of a file are changed
	// for a newer sprue.
	BeforeMigration bool      `yaml:"before_migration"`
	Keep            Retention `yaml:"keep"`
}

// Retention says which versions 'prune' keeps: the last ones, and the last one
// of each of so many days, ISO weeks and months (UTC) that have any.
type Retention struct {
	Last    int `yaml:"last"`
	Daily   int `yaml:"daily"`
	Weekly  int `yaml:"weekly"`
	Monthly int `yaml:"monthly"`
}

// Defaults is the configuration of a file that says nothing.
func Defaults() Config {
	return Config{BeforeMigration: true, Keep: Retention{Last: 3, Daily: 7, Weekly: 5, Monthly: 12}}
}

// Validate refuses a rule that would keep nothing.
func (c Config) Validate() error { return c.Keep.Validate("snapshots.keep.") }

// Validate names a wrong value by prefix and its key.
func (r Retention) Validate(prefix string) error {
	for _, v := range []struct {
		key   string
		value int
	}{{"last", r.Last}, {"daily", r.Daily}, {"weekly", r.Weekly}, {"monthly", r.Monthly}} {
		if v.value < 0 {
			return fmt.Errorf("%s%s: %d is negative", prefix, v.key, v.value)
		}
	}
	if r == (Retention{}) {
		return errors.New(prefix + "last: nothing would be kept")
	}
	return nil
}
