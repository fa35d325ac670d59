package analysis

import (
	"context"
	"time"

	"sprue/engine"
)

// Question asks for the run rate of what Filter leaves, a row for each By.
type Question struct {
	Filter engine.Filter
	By     engine.Grouping
}

// Answer is the run rate.
type Answer struct {
	Question Question // with a fixed window
	Keys     []Column // the key columns of By, none for ByNone
	Rows     []Row    // in the order of their keys; none where there are no data
	Total    Figures
	Sentence string
	Range    Range // of all data that the other filters leave
}

// Row is the figures of one key.
type Row struct {
	Keys  []any  // one for each of Answer.Keys; nil where unknown
	Label string // the keys for a reader: 'MX-2208', '2026-W14'
	Figures
}

// Range is where data lie, on the production days of the plants; both zero
// where there are none.
type Range struct {
	First time.Time
	Last  time.Time // inclusive
}

// RunRate answers the question. An unknown tool, part, supplier or location is
// an *engine.Error that names the nearest.
func (a *Analysis) RunRate(ctx context.Context, q Question) (Answer, error) { return Answer{}, nil }

// Table has the key columns, then those of mart.run that add up or are made of
// them.
func (a Answer) Table() Table { return Table{} }
