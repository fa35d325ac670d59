package main

import (
	"strings"
	"testing"
)

// A dry run has read nothing and taken no time, so it tells of neither.
func TestADryRunTellsWhatWouldBeRead(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.sample("csv")
	r := p.must("sync", "--dry-run", "--format", "csv")
	if !strings.HasPrefix(r.stdout, "source,table,files,bytes\n") || !strings.Contains(r.stdout, "\nplant,DATA_SHOT,") {
		t.Errorf("stdout:\n%s", r.stdout)
	}
	if !strings.Contains(r.stderr, "files would be read; nothing was changed") {
		t.Errorf("stderr:\n%s", r.stderr)
	}
	p.must("sync", "--quiet")
	if r := p.must("build", "--dry-run"); r.stdout != "" {
		t.Errorf("a header over no rows:\n%s", r.stdout)
	}
	if seconds := readableNumber(named("seconds")[0], 0.00000007); seconds != "0.00" {
		t.Errorf("70 ns are %s s", seconds)
	}
}
