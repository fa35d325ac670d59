package analysis

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"sprue/engine"
)

// Cause is the stops of one kind.
type Cause struct {
	Kind       string // gap, long or idle
	Stops      int64
	MicroStops int64
	DowntimeUS int64
	Share      float64 // of the downtime of all causes
	Cumulative float64 // with the larger ones
	Largest    string  // tool with most of it
	LargestUS  int64
}

// Pareto gives the causes of stops that start in the window, largest first.
func (a *Analysis) Pareto(ctx context.Context, f engine.Filter) ([]Cause, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	causes, err := a.toolCauses(ctx, s, StopCut{})
	if err != nil {
		return nil, err
	}
	return pareto(causes), nil
}

// toolCause is the stops of one kind of one tool.
type toolCause struct {
	tool string
	Cause
}

// toolCauses are in the order of their downtime, largest first.
func (a *Analysis) toolCauses(ctx context.Context, s scope, cut StopCut) ([]toolCause, error) {
	type part struct {
		scope
		cut StopCut
	}
	return common(ctx, a, "causes by tool", part{s, cut}, func(ctx context.Context) ([]toolCause, error) { return a.askToolCauses(ctx, s, cut) })
}

func (a *Analysis) askToolCauses(ctx context.Context, s scope, cut StopCut) ([]toolCause, error) {
	return list(ctx, a.reader, "sum up the stops", stopsOf(causesSQL), append(s.args(), cut.args()...), func(rows *sql.Rows) (toolCause, error) {
		var c toolCause
		err := rows.Scan(&c.tool, &c.Kind, &c.Stops, &c.MicroStops, &c.DowntimeUS)
		return c, err
	})
}

func pareto(tools []toolCause) []Cause {
	kinds := map[string]*Cause{}
	var total int64
	for _, t := range tools {
		c := kinds[t.Kind]
		if c == nil { // its largest tool comes first
			c = &Cause{Kind: t.Kind, Largest: t.tool, LargestUS: t.DowntimeUS}
			kinds[t.Kind] = c
		}
		c.Stops += t.Stops
		c.MicroStops += t.MicroStops
		c.DowntimeUS += t.DowntimeUS
		total += t.DowntimeUS
	}
	var causes []Cause
	for _, c := range kinds {
		causes = append(causes, *c)
	}
	slices.SortFunc(causes, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.DowntimeUS, a.DowntimeUS), cmp.Compare(a.Kind, b.Kind))
	})
	var sum int64
	for i := range causes {
		sum += causes[i].DowntimeUS
		causes[i].Share = float64(causes[i].DowntimeUS) / float64(total)
		causes[i].Cumulative = float64(sum) / float64(total)
	}
	return causes
}
