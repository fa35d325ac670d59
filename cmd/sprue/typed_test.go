package main

import "testing"

// TestHintsRepeatTheFlags: a command of a hint asks the file that was asked.
func TestHintsRepeatTheFlags(t *testing.T) {
	for _, c := range []struct{ config, db, hint, want string }{
		{"", "", `sprue query "FROM core.quarantine"`, `sprue query "FROM core.quarantine"`},
		{"a b.yaml", "", `sprue query "FROM core.quarantine"`, `sprue query --config "a b.yaml" "FROM core.quarantine"`},
		{"p.yaml", "p.duckdb", "is the mirror still empty? run sprue sync first", "is the mirror still empty? run sprue sync --config p.yaml --db p.duckdb first"},
		{"", "p.duckdb", "'sprue build --help' lists all flags", "'sprue build --help' lists all flags"},
		{"p.yaml", "p.duckdb", "sprue check --config other.yaml", "sprue check --db p.duckdb --config other.yaml"},
		{"p.yaml", "", "start sprue again", "start sprue again"},
	} {
		a := &app{flags: flags{config: c.config, db: c.db}}
		if got := a.withFlags(c.hint); got != c.want {
			t.Errorf("%s: %s, want %s", c.hint, got, c.want)
		}
	}
}
