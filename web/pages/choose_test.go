package pages

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

func TestContaining(t *testing.T) {
	names := []string{"A-MX", "MX-1", "mx-2", "P-1"}
	for text, want := range map[string][]string{
		"":   names,
		"mx": {"MX-1", "mx-2", "A-MX"}, // those that begin with it first
		"-1": {"MX-1", "P-1"},
		"zz": nil,
	} {
		if got := containing(names, text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestInForceFirst(t *testing.T) {
	names := []string{"a", "b", "c"}
	if got := inForceFirst(names, []string{"c"}); !slices.Equal(got, []string{"c", "a", "b"}) || names[0] != "a" {
		t.Errorf("%q; the list that all pages share is %q", got, names)
	}
}

func TestWhereAChoiceLeads(t *testing.T) {
	on := func(path, query string) asked {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		return asked{here: address{path: path, values: values}}
	}
	for _, test := range []struct{ got, want string }{
		{on("/run-rate", "last=7d").added("part", "P 1"), "/run-rate?last=7d&part=P+1"},
		{on("/run-rate", "part=A").added("part", "B"), "/run-rate?part=A&part=B"},
		{on("/run-rate", "part=A&part=B").added("part", "A"), "/run-rate?part=B"},
		{on("/tools/MX-1", "stops=all").added("tool", "MX/2"), "/tools/MX%2F2"},
		{on("/tools/MX-1", "last=7d&sort=x&tool=Z").opens("tool", "MX-2"), "/tools/MX-2?last=7d"},
		{on("/run-rate", "last=7d&location=Brno&compare=none").opens("supplier", "S"), "/run-rate?compare=none&last=7d&supplier=S"},
	} {
		if test.got != test.want {
			t.Errorf("%s, want %s", test.got, test.want)
		}
	}
}

func TestBrushEdges(t *testing.T) {
	first := time.Date(2026, 3, 30, 0, 0, 0, 0, time.UTC)
	for step, want := range map[engine.Grouping][]string{
		engine.ByHour:  {"2026-03-30T00:00:00Z", "2026-03-30T01:00:00Z"},
		engine.ByDay:   {"2026-03-30", "2026-03-31"},
		engine.ByWeek:  {"2026-03-30", "2026-04-06"},
		engine.ByMonth: {"2026-03-30", "2026-04-30"},
	} {
		got := brush(address{path: "/x", values: url.Values{"last": {"7d"}, "tool": {"A"}}}, step, []analysis.Point{{At: first}})
		if got.URL != "/x?tool=A" || !slices.Equal(got.Edges, want) {
			t.Errorf("%s: %+v", step, got)
		}
	}
	if brush(address{}, engine.ByTool, []analysis.Point{{}}) != nil || brush(address{}, engine.ByDay, nil) != nil {
		t.Error("a brush over what is no time")
	}
}
