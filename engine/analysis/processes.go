package analysis

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"sprue/engine"
)

// Processes is which processes changed in a window.
type Processes struct {
	Range    Range          // of all data that the other filters leave
	Rows     []ProcessRow   // those that changed first, by the share of the change
	Events   []ProcessEvent // of them all, the latest first
	Sentence string
}

// ProcessRow is a tool and part.
type ProcessRow struct {
	Tool     string
	PartID   *int64
	PartCode string
	Shots    int64
	Days     int64         // production days with shots
	Median   float64       // ct of its last day, s
	Events   int64         // drifts and shifts of ct or temperature
	Last     *ProcessEvent // the one of ct with the largest share; nil without one
}

// Processes lists what drifted or shifted in the window, for all that the filter
// leaves.
func (a *Analysis) Processes(ctx context.Context, f engine.Filter) (Processes, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Processes{}, err
	}
	var p Processes
	query := with(processToolsSQL, step{name: "tool_of_scope", sql: toolOfScopeSQL})
	p.Rows, err = list(ctx, a.reader, "list the processes", query, s.args(), func(rows *sql.Rows) (ProcessRow, error) {
		var r ProcessRow
		var code sql.NullString
		err := rows.Scan(&r.Tool, &r.PartID, &code, &r.Shots, &r.Days, &r.Median)
		r.PartCode = code.String
		return r, err
	})
	if err != nil {
		return Processes{}, err
	}
	if p.Events, err = a.processEvents(ctx, s); err != nil {
		return Processes{}, err
	}
	if p.Range, err = a.dataRange(ctx, s); err != nil {
		return Processes{}, err
	}
	p.place()
	if p.Sentence = processesSentence(p); len(p.Rows) == 0 {
		p.Sentence = emptySentence(s, p.Range)
	}
	return p, nil
}

// place gives the rows their events.
func (p *Processes) place() {
	for i := range p.Rows {
		r := &p.Rows[i]
		for k := range p.Events {
			e := &p.Events[k]
			if e.Tool != r.Tool || !equal(e.PartID, r.PartID) {
				continue
			}
			r.Events++
			if e.Measure == MeasureCT && (r.Last == nil || e.weight() > r.Last.weight()) {
				r.Last = e
			}
		}
	}
	slices.SortStableFunc(p.Rows, func(a, b ProcessRow) int { return cmp.Compare(b.weight(), a.weight()) })
}

// weight is how much a change matters: its share, whatever its way.
func (e ProcessEvent) weight() float64 {
	share := e.Share()
	if share == nil {
		return 0
	}
	return max(*share, -*share)
}

func (r ProcessRow) weight() float64 {
	switch {
	case r.Last != nil:
		return r.Last.weight()
	case r.Events > 0:
		return 0
	}
	return -1
}

func equal[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// Table has a row for each tool and part.
func (p Processes) Table() Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "part_id", Kind: Whole}, {Name: "part_code"},
		{Name: "shots", Kind: Whole}, {Name: "days", Kind: Whole}, {Name: "median_ct", Unit: "s", Kind: Real},
		{Name: "events", Kind: Whole}, {Name: "kind"}, {Name: "from_date", Kind: Date}, {Name: "to_date", Kind: Date},
		{Name: "level_before", Unit: "s", Kind: Real}, {Name: "level_after", Unit: "s", Kind: Real}, {Name: "size_share", Unit: "share", Kind: Real},
		{Name: "slope_per_day", Unit: "s", Kind: Real}, {Name: "confidence", Kind: Real}, {Name: "reaches_10_percent_date", Kind: Date},
	}}
	for _, r := range p.Rows {
		row := []any{r.Tool, value(r.PartID), text(r.PartCode), r.Shots, r.Days, r.Median, r.Events}
		if e := r.Last; e != nil {
			row = append(row, e.Kind, e.From, e.To, e.Before, e.After, value(e.Share()), value(e.Slope), e.Confidence, dateOrNil(e.Reaches))
		} else {
			row = append(row, make([]any, 9)...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func dateOrNil(t *time.Time) any {
	if t == nil {
		return nil
	}
	return *t
}

// EventsTable has a row for each drift and shift.
func (p Processes) EventsTable() Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "part_id", Kind: Whole}, {Name: "part_code"}, {Name: "measure"}, {Name: "kind"},
		{Name: "from_date", Kind: Date}, {Name: "to_date", Kind: Date}, {Name: "level_before", Kind: Real}, {Name: "level_after", Kind: Real},
		{Name: "size", Kind: Real}, {Name: "size_share", Unit: "share", Kind: Real},
		{Name: "slope_per_day", Kind: Real}, {Name: "slope_low", Kind: Real}, {Name: "slope_high", Kind: Real},
		{Name: "confidence", Kind: Real}, {Name: "shots", Kind: Whole}, {Name: "reaches_10_percent_date", Kind: Date},
	}}
	for _, e := range p.Events {
		t.Rows = append(t.Rows, []any{
			e.Tool, value(e.PartID), text(e.PartCode), string(e.Measure), e.Kind, e.From, e.To, e.Before, e.After, e.Size(), value(e.Share()),
			value(e.Slope), value(e.Low), value(e.High), e.Confidence, e.Shots, dateOrNil(e.Reaches),
		})
	}
	return t
}
