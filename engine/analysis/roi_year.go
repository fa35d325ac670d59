package analysis

import (
	"context"
	"database/sql"
	"slices"

	"sprue/engine"
	"sprue/engine/roi"
)

// years are what the money of a year is made of.
type years struct {
	all []yearPiece            // of all rows together
	of  map[string][]yearPiece // of each row, by its yearKey; none of days, shifts and hours
}

// years are those of a scope. No day, shift or hour has data enough for one; that
// of all days or weeks together rests on the whole window.
func (a *Analysis) years(ctx context.Context, p priced, by engine.Grouping) (y years, err error) {
	y.of = map[string][]yearPiece{}
	var pieces []yearPiece
	err = atOnce(ctx,
		func(ctx context.Context) (err error) {
			if !isTime(by) || by == engine.ByWeek || by == engine.ByMonth {
				pieces, err = a.yearPieces(ctx, p, by)
			}
			return err
		},
		func(ctx context.Context) (err error) {
			if isTime(by) {
				y.all, err = a.yearPieces(ctx, p, engine.ByNone)
			}
			return err
		},
	)
	for _, piece := range pieces {
		y.of[piece.key] = append(y.of[piece.key], piece)
	}
	if !isTime(by) {
		y.all = pieces
	}
	return y, err
}

// isTime tells groupings that come one after the other.
func isTime(by engine.Grouping) bool {
	return slices.Contains([]engine.Grouping{engine.ByDay, engine.ByWeek, engine.ByMonth, engine.ByShift, engine.ByHour}, by)
}

// annualise adds the money of a year. Ranges of hundreds of rows are a fifth of what
// a page of ROI takes: they are drawn on all cores.
func (a *ROIAnswer) annualise(y years) {
	var boot roi.Bootstrap
	onAllCores(len(a.Rows), func(i int) { a.Rows[i].setYear(y.of[yearKey(a.Question.By, a.Rows[i])], &boot) })
	a.Total.setYear(y.all, &boot)
}

// setYear gives figures the money of a year.
func (f *ROIFigures) setYear(pieces []yearPiece, boot *roi.Bootstrap) {
	f.AnnualLoss = annualOf(pieces, boot, func(y yearPiece) []float64 { return y.loss })
	f.AnnualDowntime = annualOf(pieces, boot, func(y yearPiece) []float64 { return y.downtime })
	if f.Loss == nil {
		f.AnnualLoss = roi.Annual{Reason: f.uncompared()}
	}
	if f.Downtime == nil {
		f.AnnualDowntime = roi.Annual{Reason: f.uncompared()}
	}
}

// annualOf is the money of a year of one of the sums of pieces.
func annualOf(pieces []yearPiece, boot *roi.Bootstrap, money func(yearPiece) []float64) roi.Annual {
	var sum roi.Yearly
	for _, piece := range pieces {
		sum.Add(piece.tool, piece.coverage, piece.days, money(piece))
	}
	return sum.Annual(boot)
}

func (a *Analysis) yearPieces(ctx context.Context, p priced, by engine.Grouping) ([]yearPiece, error) {
	if by == engine.ByNone { // the same pieces, which others ask too
		pieces, err := a.yearPieces(ctx, p, engine.ByTool)
		pieces = slices.Clone(pieces)
		for i := range pieces {
			pieces[i].key = ""
		}
		return pieces, err
	}
	return common(ctx, a, "year by "+string(by), p, func(ctx context.Context) ([]yearPiece, error) {
		query, args, err := a.overPriced(ctx, p, by, roiYearSQL, step{name: "lost", sql: lostSQL}, step{name: "covered", sql: roiCoveredSQL})
		if err != nil {
			return nil, err
		}
		return list(ctx, a.reader, "find what a year costs", query, args, scanYearPiece)
	})
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
	key, tool        string
	coverage         roi.Coverage
	ctUS, approvedUS int64     // of the shots with an approved cycle time
	days             []int64   // since 1970, in any order
	loss             []float64 // money of each of them
	downtime         []float64
	saved            []float64
}

func scanYearPiece(rows *sql.Rows) (yearPiece, error) {
	var p yearPiece
	var coveredUS, productionUS int64
	var days []any
	err := rows.Scan(&p.key, &p.tool, &p.coverage.AnnualHours, &coveredUS, &productionUS, &p.ctUS, &p.approvedUS, &anyList{&days})
	p.coverage.Days, p.coverage.ProductionHours = float64(coveredUS)/86400e6, hoursOf(productionUS)
	number := func(i int) float64 { v, _ := days[i].(float64); return v }
	for i := 0; i+3 < len(days); i += 4 {
		p.days = append(p.days, int64(number(i)))
		p.loss, p.downtime, p.saved = append(p.loss, number(i+1)), append(p.downtime, number(i+2)), append(p.saved, number(i+3))
	}
	return p, err
}
