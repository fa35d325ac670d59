package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"sprue/engine"
	"sprue/engine/roi"
)

// yearOf gives the money of a year by the key of its row in roi_year.sql, in one
// of the sums of the pieces. A row of several tools is the sum of theirs.
func yearOf(pieces []yearPiece, boot *roi.Bootstrap, money func(yearPiece) []float64) map[string]roi.Annual {
	sums := map[string]*roi.Yearly{}
	for _, piece := range pieces {
		if sums[piece.key] == nil {
			sums[piece.key] = &roi.Yearly{}
		}
		sums[piece.key].Add(piece.tool, piece.coverage, piece.days, money(piece))
	}
	years := map[string]roi.Annual{}
	for key, sum := range sums {
		years[key] = sum.Annual(boot)
	}
	return years
}

func (a *Analysis) yearPieces(ctx context.Context, p priced, by engine.Grouping) ([]yearPiece, error) {
	return common(ctx, a, "year by "+string(by), p, func(ctx context.Context) ([]yearPiece, error) {
		query, args, err := a.overPriced(ctx, p, by, roiYearSQL, step{name: "lost", sql: lostSQL}, step{name: "covered", sql: roiCoveredSQL})
		if err != nil {
			return nil, err
		}
		return list(ctx, a.reader, "find what a year costs", query, args, scanYearPiece)
	})
}

// annualise adds the money of a year to rows. No day, shift or hour has data
// enough for one.
func (a *Analysis) annualise(ctx context.Context, p priced, by engine.Grouping, rows []ROIRow) error {
	var pieces []yearPiece
	if !slices.Contains([]engine.Grouping{engine.ByDay, engine.ByShift, engine.ByHour}, by) {
		var err error
		if pieces, err = a.yearPieces(ctx, p, by); err != nil {
			return err
		}
	}
	var boot roi.Bootstrap
	losses := yearOf(pieces, &boot, func(y yearPiece) []float64 { return y.loss })
	downtimes := yearOf(pieces, &boot, func(y yearPiece) []float64 { return y.downtime })
	annual := func(years map[string]roi.Annual, key string, money *float64) roi.Annual {
		year, ok := years[key]
		switch {
		case money == nil:
			return roi.Annual{Reason: noApproved}
		case !ok:
			return roi.Annual{Reason: roi.TooLittle}
		}
		return year
	}
	for i, row := range rows {
		key := yearKey(by, row)
		rows[i].AnnualLoss, rows[i].AnnualDowntime = annual(losses, key, row.Loss), annual(downtimes, key, row.Downtime)
	}
	return nil
}

// yearKey is what roi_year.sql calls a row.
func yearKey(by engine.Grouping, row ROIRow) string {
	switch {
	case len(row.Keys) == 0:
		return ""
	case by == engine.ByWeek || by == engine.ByMonth:
		return row.Label
	}
	return words(row.Keys[0])
}

// yearPiece is what a tool adds to a row.
type yearPiece struct {
	key, tool string
	coverage  roi.Coverage
	days      []int64   // since 1970
	loss      []float64 // money of each of them
	downtime  []float64
	saved     []float64
}

func scanYearPiece(rows *sql.Rows) (yearPiece, error) {
	var p yearPiece
	var coveredUS, productionUS int64
	err := rows.Scan(&p.key, &p.tool, &p.coverage.AnnualHours, &coveredUS, &productionUS,
		listTo(&p.days), listTo(&p.loss), listTo(&p.downtime), listTo(&p.saved))
	p.coverage.Days, p.coverage.ProductionHours = float64(coveredUS)/86400e6, hoursOf(productionUS)
	return p, err
}

// typedList scans a list without NULLs of a query; NULL is an empty one.
type typedList[T any] struct{ values *[]T }

func listTo[T any](values *[]T) sql.Scanner { return typedList[T]{values} }

func (l typedList[T]) Scan(v any) error {
	all, _ := v.([]any)
	for i, one := range all {
		value, ok := one.(T)
		if !ok {
			return fmt.Errorf("element %d of the list is a %T", i, one)
		}
		*l.values = append(*l.values, value)
	}
	return nil
}
