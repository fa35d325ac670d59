package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"sprue/engine"
)

// Question asks for the run rate of what Filter leaves, a row for each By.
type Question struct {
	Filter engine.Filter
	By     engine.Grouping
	// WithImputed adds columns for the shots of mart.imputed_shot, and a
	// sentence that says so; no other figure changes.
	WithImputed bool
}

// Answer is the run rate.
type Answer struct {
	Question Question // with a fixed window
	Keys     []Column // the key columns of By, none for ByNone
	Rows     []Row    // in the order of their keys; none where there are no data
	Total    Figures
	OEE      *OEE    // of all rows; nil where no calendar says what is planned
	Imputed  Imputed // of all rows
	Sentence string
	Range    Range // of all data that the other filters leave
}

// Row is the figures of one key.
type Row struct {
	Keys  []any  // one for each of Answer.Keys; nil where unknown
	Label string // the keys for a reader: 'MX-2208', '2026-W14'
	Figures
	OEE     *OEE    // nil where no calendar says what is planned
	Imputed Imputed // in none of Figures
}

// Imputed counts shots that were made and did not arrive whole.
type Imputed struct {
	Shots int64
	Parts int64
}

// sentence says what was added.
func (i Imputed) sentence() string {
	return fmt.Sprintf(" Imputed beside them, in no other figure: %s shots of %s parts that never arrived whole.", engine.Count(i.Shots), engine.Count(i.Parts))
}

// Range is where data lie, on the production days of the plants; both zero
// where there are none.
type Range struct {
	First time.Time
	Last  time.Time // inclusive
}

// RunRate answers the question. An unknown tool, part, supplier or location is
// an *engine.Error that names the nearest.
func (a *Analysis) RunRate(ctx context.Context, q Question) (Answer, error) {
	s, err := a.scope(ctx, q.Filter)
	if err != nil {
		return Answer{}, err
	}
	q.Filter.Window = s.window
	if q.By == "" {
		q.By = engine.ByNone
	}
	answer := Answer{Question: q, Keys: answerKeys(q.By)}
	if answer.Rows, err = a.rows(ctx, s, q.By); err != nil {
		return Answer{}, err
	}
	for _, row := range answer.Rows {
		answer.Total = answer.Total.Add(row.Figures)
		answer.Imputed.Shots += row.Imputed.Shots
		answer.Imputed.Parts += row.Imputed.Parts
	}
	if err := a.addOEE(ctx, s, &answer); err != nil {
		return Answer{}, err
	}
	if answer.Range, err = a.dataRange(ctx, s); err != nil {
		return Answer{}, err
	}
	answer.Sentence, err = a.sentence(ctx, s, answer)
	if q.WithImputed && len(answer.Rows) > 0 {
		answer.Sentence += answer.Imputed.sentence()
	}
	return answer, err
}

func answerKeys(by engine.Grouping) []Column {
	var keys []Column
	for _, i := range keysOf(by) {
		keys = append(keys, keyColumns()[i])
	}
	return keys
}

// rows sums up the figures of a scope.
func (a *Analysis) rows(ctx context.Context, s scope, by engine.Grouping) ([]Row, error) {
	return common(ctx, a, "rows by "+string(by), s, func(ctx context.Context) ([]Row, error) { return a.askRows(ctx, s, by) })
}

func (a *Analysis) askRows(ctx context.Context, s scope, by engine.Grouping) ([]Row, error) {
	query, args, err := a.over(ctx, s, by, answerSQL)
	if err != nil {
		return nil, err
	}
	return list(ctx, a.reader, "compute the run rate", query, args,
		func(rows *sql.Rows) (Row, error) { return scanRow(rows, by) })
}

func scanRow(rows *sql.Rows, by engine.Grouping) (Row, error) {
	var row Row
	all, dest := keyDest()
	if err := rows.Scan(slices.Concat(dest, row.dest(), []any{&row.Imputed.Shots, &row.Imputed.Parts})...); err != nil {
		return Row{}, err
	}
	row.Keys = keysIn(by, all)
	row.Label = label(by, row.Keys)
	return row, nil
}

func (a *Analysis) dataRange(ctx context.Context, s scope) (Range, error) {
	return common(ctx, a, "range", s.always(), func(ctx context.Context) (Range, error) { return a.askDataRange(ctx, s) })
}

func (a *Analysis) askDataRange(ctx context.Context, s scope) (Range, error) {
	var first, last sql.NullTime
	if err := a.reader.QueryRow(ctx, rangeSQL, s.args()...).Scan(&first, &last); err != nil {
		return Range{}, fmt.Errorf("find the range of the data: %w", err)
	}
	return Range{First: first.Time, Last: last.Time}, nil
}

// Table has the key columns, then those of mart.run that add up or are made of
// them, OEE where a calendar says what is planned, and with the imputed ones two
// columns more.
func (a Answer) Table() Table {
	t := Table{Columns: append(slices.Clone(a.Keys), figureColumns()...)}
	if a.OEE != nil {
		t.Columns = append(t.Columns, oeeColumns()...)
	}
	if a.Question.WithImputed {
		t.Columns = append(t.Columns, Column{Name: "imputed_shots", Kind: Whole}, Column{Name: "imputed_parts", Kind: Whole})
	}
	for _, row := range a.Rows {
		values := append(slices.Clone(row.Keys), row.values()...)
		if row.OEE != nil {
			values = append(values, row.OEE.values()...)
		}
		if a.Question.WithImputed {
			values = append(values, row.Imputed.Shots, row.Imputed.Parts)
		}
		t.Rows = append(t.Rows, values)
	}
	return t
}
