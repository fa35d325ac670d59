package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sprue/engine"
)

// Histogram is the distribution of a tool's cycle times in a window.
type Histogram struct {
	Tool   string
	Bins   []Bin    // of slow, fast and normal shots, shortest first; empty ones are left out
	Width  float64  // of each, seconds
	Mode   *float64 // on the grid of 0.1 s; nil without shots
	Limits []LimitStep
	Long   int64 // shots in no bin
	Idle   int64
	Total  int64 // Σ of the bins, Long and Idle
	// Against the limits that were in force, idle shots aside; of shots for
	// which nothing was approved they say nothing.
	Below, Within, Above, BeyondL2 int64
}

// Core is the bins without the few shots at either end, which would squeeze the
// picture of all others, and how many shots lie on each side of them.
func (h Histogram) Core() (bins []Bin, shorter, longer int64) {
	const few = 0.0025
	room := int64(few * float64(h.Total-h.Long-h.Idle))
	from, to := 0, len(h.Bins)
	for from < to && shorter+h.Bins[from].Shots <= room {
		shorter += h.Bins[from].Shots
		from++
	}
	for to > from && longer+h.Bins[to-1].Shots <= 3*room {
		to--
		longer += h.Bins[to].Shots
	}
	return h.Bins[from:to], shorter, longer
}

// Bin counts the shots in [From, To).
type Bin struct {
	From, To              float64 // seconds
	Shots, SlowOf, FastOf int64   // SlowOf and FastOf of these
}

// Histogram of the filter's tool, which must be one.
func (a *Analysis) Histogram(ctx context.Context, f engine.Filter) (Histogram, error) {
	v, err := a.view(ctx, f)
	if err != nil {
		return Histogram{}, err
	}
	h := Histogram{Tool: v.tool}
	type row struct {
		from, to          *float64
		shots, slow, fast *int64
	}
	query := with(histogramSQL, v.shots(), step{name: "tenth", sql: tenthSQL})
	rows, err := list(ctx, a.reader, "draw the histogram", query, v.args(), func(rows *sql.Rows) (row, error) {
		var r row
		err := rows.Scan(&r.from, &r.to, &r.shots, &r.slow, &r.fast, &h.Mode, &h.Long, &h.Idle)
		return r, err
	})
	if err != nil {
		return Histogram{}, err
	}
	h.Total = h.Long + h.Idle
	for _, r := range rows {
		if r.from == nil {
			continue
		}
		h.Bins = append(h.Bins, Bin{From: *r.from, To: *r.to, Shots: *r.shots, SlowOf: *r.slow, FastOf: *r.fast})
		h.Width, h.Total = *r.to-*r.from, h.Total+*r.shots
	}
	if h.Limits, err = a.limits(ctx, v); err != nil {
		return Histogram{}, err
	}
	return h, a.setBeyond(ctx, v, &h)
}

// setBeyond asks once for each step of the limits: a handful in years, and a
// join of shots with steps would cost more than all else.
func (a *Analysis) setBeyond(ctx context.Context, v view, h *Histogram) error {
	for i, l := range h.Limits {
		if l.Approved == nil {
			continue
		}
		from, to := l.FromUTC, l.ToUTC
		if i == 0 {
			from = time.Time{}
		}
		if i == len(h.Limits)-1 {
			to = to.AddDate(1, 0, 0) // a counter's clock may be ahead of ours
		}
		var below, within, above, beyond int64
		args := append(v.args(), sql.Named("l1_below", l.L1Below), sql.Named("l1_above", l.L1Above),
			sql.Named("l2_below", l.L2Below), sql.Named("l2_above", l.L2Above), sql.Named("step_from", from), sql.Named("step_to", to))
		err := a.reader.QueryRow(ctx, with(beyondSQL, v.shots()), args...).Scan(&below, &within, &above, &beyond)
		if err != nil {
			return fmt.Errorf("compare with the limits: %w", err)
		}
		h.Below, h.Within, h.Above, h.BeyondL2 = h.Below+below, h.Within+within, h.Above+above, h.BeyondL2+beyond
	}
	return nil
}

// Table has a row for each bin.
func (h Histogram) Table() Table {
	t := Table{Columns: []Column{
		{Name: "from_ct", Unit: "s", Kind: Real}, {Name: "to_ct", Unit: "s", Kind: Real},
		{Name: "shots", Kind: Whole}, {Name: "slow_shots", Kind: Whole}, {Name: "fast_shots", Kind: Whole},
	}}
	for _, b := range h.Bins {
		t.Rows = append(t.Rows, []any{b.From, b.To, b.Shots, b.SlowOf, b.FastOf})
	}
	return t
}
