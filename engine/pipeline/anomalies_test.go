package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/store"
)

// TestAnomaliesAreTheReference judges random levels of days, and again after
// some days changed, came or went, of which only those are judged anew.
func TestAnomaliesAreTheReference(t *testing.T) {
	enginetest.Seeds(t, 3, func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 31))
		s := openStore(t)
		prepareRunRate(t, s, Defaults())
		levels := []reference.Level{}
		for tool := range 3 {
			for date := range int64(90) {
				if rnd.IntN(5) > 0 {
					levels = append(levels, randomLevel(rnd, fmt.Sprint("T-", tool), 20_500+date))
				}
			}
		}
		judgeLevels(t, s, levels, nil)
		pipelinetest.CheckAnomalies(t, s, levels, "full")
		for step := range 4 {
			after, changed := changeLevels(rnd, levels)
			levels = after
			judgeLevels(t, s, levels, changed)
			pipelinetest.CheckAnomalies(t, s, levels, fmt.Sprint("step ", step))
		}
	})
}

// randomLevel is usual on most days.
func randomLevel(rnd *rand.Rand, tool string, date int64) reference.Level {
	odd := func(usual, by float64) float64 {
		if rnd.IntN(12) == 0 {
			return usual + by*rnd.Float64()
		}
		return usual
	}
	some := func(v float64) reference.Float { return reference.Float{V: v, Valid: rnd.IntN(15) > 0} }
	return reference.Level{
		Tool: tool, Date: date, Shots: 500, Items: 100 + rnd.Int64N(900),
		PerHour: some(odd(float64(60+rnd.IntN(10)), 200)), Missing: odd(0, 0.1), Duplicates: odd(0.01, 0.2), Quarantine: odd(0, 0.02), Late: odd(0, 1),
		CT: some(odd(30+float64(rnd.IntN(4))/10, 5)), Temperature: some(odd(60+float64(rnd.IntN(20))/10, -20)),
		Quarantined: rnd.Int64N(4), Broken: rnd.Int64N(3), Conflicts: rnd.Int64N(3),
		PartID: reference.Int{V: 1 + date/25, Valid: date%20 != 0}, Counter: fmt.Sprint("CNT-", date/30),
	}
}

// changeLevels gives the new levels, and those of days that are others now.
func changeLevels(rnd *rand.Rand, levels []reference.Level) (after, changed []reference.Level) {
	tool := fmt.Sprint("T-", rnd.IntN(3))
	from := 20_500 + rnd.Int64N(90)
	to := from + rnd.Int64N(4)
	for _, l := range levels {
		if l.Tool != tool || l.Date < from || l.Date > to {
			after = append(after, l)
		}
	}
	for date := from; date <= to; date++ {
		l := randomLevel(rnd, tool, date)
		changed = append(changed, l)
		if rnd.IntN(4) > 0 {
			after = append(after, l)
		}
	}
	slices.SortFunc(after, func(a, b reference.Level) int {
		return strings.Compare(fmt.Sprint(a.Tool, a.Date), fmt.Sprint(b.Tool, b.Date))
	})
	return after, changed
}

// judgeLevels writes the levels and judges the days of changed, or all.
func judgeLevels(t testing.TB, s *store.Store, levels, changed []reference.Level) {
	t.Helper()
	inBuild(t, s, Defaults(), func(ctx context.Context, b *build) error {
		b.full = changed == nil
		values := []string{}
		for _, l := range levels {
			values = append(values, levelValues(l))
		}
		if err := b.exec(ctx, "write levels", "TRUNCATE mart.data_level; INSERT INTO mart.data_level VALUES "+strings.Join(values, ", ")); err != nil {
			return err
		}
		if b.full {
			changed = levels
		}
		for _, l := range changed {
			err := b.exec(ctx, "scope", "INSERT INTO scope_quality_day VALUES (?, DATE '1970-01-01' + ?::INTEGER)", l.Tool, l.Date)
			if err != nil {
				return err
			}
		}
		if err := b.exec(ctx, "scope", scopeDeviations); err != nil {
			return err
		}
		return b.compareLevels(ctx)
	})
}

// exact keeps every bit: a literal with a point is a decimal first.
func exact(v float64) string { return fmt.Sprintf("'%v'::DOUBLE", v) }

func levelValues(l reference.Level) string {
	float := func(v reference.Float) string {
		if !v.Valid {
			return "NULL"
		}
		return exact(v.V)
	}
	part := "NULL"
	if l.PartID.Valid {
		part = fmt.Sprint(l.PartID.V)
	}
	return fmt.Sprintf("('%s', DATE '1970-01-01' + %d, %d, %s, %s, %s, %s, %s, %s, %s, %d, %d, %d, %d, %s, '%s')",
		l.Tool, l.Date, l.Shots, float(l.PerHour), exact(l.Missing), exact(l.Duplicates), exact(l.Quarantine), exact(l.Late), float(l.CT), float(l.Temperature),
		l.Items, l.Quarantined, l.Broken, l.Conflicts, part, l.Counter)
}
