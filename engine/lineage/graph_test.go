package lineage_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/engine/lineage"
)

// small is: mart.m.share ← step.n (a count of core.s) and core.s.v ← raw.r.v.
func small() *lineage.Graph {
	edge := func(to, how, from string) lineage.Edge {
		e := lineage.Edge{How: lineage.How(how)}
		e.Table, e.Column = cut(to)
		e.From.Table, e.From.Column = cut(from)
		return e
	}
	return lineage.NewGraph([]lineage.Edge{
		edge("mart.m.share", "computed", "step.n"),
		edge("mart.m.share", "computed", "core.s.v"),
		edge("mart.m.fixed", "constant", "."),
		edge("step.n", "aggregated", "core.s.*"),
		edge("step.v", "direct", "step.v"),
		edge("core.s.*", "rows", "raw.r.*"),
		edge("core.s.*", "filter", "raw.r.deleted"),
		edge("core.s.v", "direct", "raw.r.v"),
	}, map[string][]string{"mart.m": {"share", "fixed"}, "core.s": {"v"}, "raw.r": {"v", "deleted", "unused"}})
}

func cut(name string) (table, column string) {
	dot := strings.LastIndex(name, ".")
	return name[:dot], name[dot+1:]
}

func walk(t *testing.T, name string, o lineage.Options) string {
	t.Helper()
	starts, err := small().Find(name, o.Rows)
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{}
	for _, hop := range small().Walk(starts, o) {
		lines = append(lines, fmt.Sprintf("%d %s.%s %s %s.%s", hop.Level, hop.Table, hop.Column, hop.How, hop.From.Table, hop.From.Column))
	}
	return strings.Join(lines, "\n")
}

func TestWalk(t *testing.T) {
	for _, c := range []struct {
		name    string
		options lineage.Options
		want    []string
	}{
		{"mart.m.share", lineage.Options{}, []string{
			"1 mart.m.share aggregated core.s.*", "1 mart.m.share computed core.s.v", "2 core.s.* rows raw.r.*", "2 core.s.v direct raw.r.v",
		}},
		{"MART.M.Share", lineage.Options{Steps: true}, []string{
			"1 mart.m.share computed core.s.v", "1 mart.m.share computed step.n", "2 core.s.v direct raw.r.v",
			"2 step.n aggregated core.s.*", "3 core.s.* rows raw.r.*",
		}},
		{"core.s.*", lineage.Options{Rows: true}, []string{"1 core.s.* rows raw.r.*", "1 core.s.* filter raw.r.deleted"}},
		{"raw.r", lineage.Options{Down: true}, []string{"1 core.s.v direct raw.r.v", "2 mart.m.share computed core.s.v"}},
		{"raw.r.deleted", lineage.Options{Down: true, Rows: true}, []string{"1 core.s.* filter raw.r.deleted", "2 mart.m.share aggregated core.s.*"}},
		{"raw.r.unused", lineage.Options{Down: true}, nil},
		{"mart.m.fixed", lineage.Options{}, []string{"1 mart.m.fixed constant ."}},
	} {
		if got, want := walk(t, c.name, c.options), strings.Join(c.want, "\n"); got != want {
			t.Errorf("%s %+v:\n%s\nwant\n%s", c.name, c.options, got, want)
		}
	}
}

func TestFindNamesTheNearest(t *testing.T) {
	for name, want := range map[string]string{
		"mart.n":        `there is no table "mart.n": did you mean "mart.m"?`,
		"m.share":       `there is no table "m.share": did you mean "mart.m"?`,
		"m":             `there is no table "m": did you mean "mart.m"?`,
		"mart.m.shares": `mart.m has no column "shares": did you mean "share"?`,
		"mart.m.zzzzzz": `mart.m has no column "zzzzzz": it has share, fixed`,
		"nonsense.q.x":  `there is no table "nonsense.q.x": sprue query`,
		"":              `there is no table "": sprue query`,
	} {
		_, err := small().Find(name, false)
		var e *engine.Error
		if !errors.As(err, &e) || e.Code != engine.CodeUsage || !strings.HasPrefix(e.Message+": "+e.Hint, want) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestMermaid(t *testing.T) {
	starts, err := small().Find("mart.m", false)
	if err != nil {
		t.Fatal(err)
	}
	want := `flowchart LR
    subgraph t1["core.s"]
        c2["*"]
        c4["v"]
    end
    subgraph t2["mart.m"]
        c1["fixed"]
        c3["share"]
    end
    subgraph t3["raw.r"]
        c5["*"]
        c6["v"]
    end
    c2 -->|aggregated| c3
    c4 -->|computed| c3
    c5 -->|rows| c2
    c6 --> c4
`
	got := lineage.Mermaid(small().Walk(starts, lineage.Options{}))
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
