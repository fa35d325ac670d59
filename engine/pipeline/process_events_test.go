package pipeline

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/spc"
	"sprue/engine/store"
)

// daily is a row of mart.process_day.
type daily struct {
	tool, measure, part string
	day                 int
	shots               int64
	median              float64
}

// TestEventsAreOfTheWholeTool: after some days changed, came or went, the events
// of their tools are those of all days, and the others' stay.
func TestEventsAreOfTheWholeTool(t *testing.T) {
	enginetest.Seeds(t, 2, func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 41))
		s := openStore(t)
		prepareRunRate(t, s, Defaults())
		var days []daily
		for tool := range 4 {
			for _, measure := range []string{"ct", "temperature"} {
				for _, part := range []string{"NULL", "7"} {
					days = append(days, randomDays(rnd, fmt.Sprint("T-", tool), measure, part)...)
				}
			}
		}
		judgeProcess(t, s, days, nil)
		checkEvents(t, s, days, "full")
		for step := range 3 {
			tool := fmt.Sprint("T-", rnd.IntN(4))
			for i := range days {
				if days[i].tool == tool && rnd.IntN(3) == 0 {
					days[i].median += 2 * rnd.NormFloat64()
				}
			}
			judgeProcess(t, s, days, []string{tool})
			checkEvents(t, s, days, fmt.Sprint("step ", step))
		}
	})
}

// randomDays shift once, drift from some day on, or do neither.
func randomDays(rnd *rand.Rand, tool, measure, part string) (days []daily) {
	at, size, slope := rnd.IntN(60), 4*rnd.NormFloat64(), 0.04*rnd.NormFloat64()
	for day := range 60 {
		if rnd.IntN(4) == 0 {
			continue
		}
		median := 30 + 0.1*rnd.NormFloat64() + slope*float64(max(0, day-at))
		if day >= at {
			median += size
		}
		days = append(days, daily{tool, measure, part, 20_500 + day, 15 + rnd.Int64N(300), math.Round(20*median) / 20})
	}
	return days
}

// judgeProcess writes the days and judges those tools, or all.
func judgeProcess(t testing.TB, s *store.Store, days []daily, tools []string) {
	t.Helper()
	inBuild(t, s, Defaults(), func(ctx context.Context, b *build) error {
		var rows []string
		for _, d := range days {
			rows = append(rows, fmt.Sprintf("('%s', %s, DATE '1970-01-01' + %d, '%s', %d, %s)", d.tool, d.part, d.day, d.measure, d.shots, exact(d.median)))
			if tools == nil {
				if err := b.exec(ctx, "scope", "INSERT INTO scope_quality_day VALUES (?, DATE '1970-01-01')", d.tool); err != nil {
					return err
				}
			}
		}
		for _, tool := range tools {
			if err := b.exec(ctx, "scope", "INSERT INTO scope_quality_day VALUES (?, DATE '1970-01-01')", tool); err != nil {
				return err
			}
		}
		err := b.exec(ctx, "write days", `
			DELETE FROM mart.process_day;
			INSERT INTO mart.process_day (equipment_code, part_id, local_date, measure, shots, median) VALUES `+strings.Join(rows, ", "))
		if err != nil {
			return err
		}
		return b.judgeDays(ctx)
	})
}

func checkEvents(t testing.TB, s *store.Store, days []daily, when string) {
	t.Helper()
	type key struct{ tool, measure, part string }
	series, shots := map[key]*spc.Series{}, map[key]map[int]int64{}
	for _, d := range days {
		k := key{d.tool, d.measure, d.part}
		if series[k] == nil {
			series[k], shots[k] = &spc.Series{Step: 0.1}, map[int]int64{}
		}
		if d.shots >= 20 {
			series[k].Days, series[k].Values = append(series[k].Days, d.day), append(series[k].Values, d.median)
			shots[k][d.day] = d.shots
		}
	}
	sum := func(k key, from, to int) (all int64) {
		for day := from; day <= to; day++ {
			all += shots[k][day]
		}
		return all
	}
	var want []string
	for k, one := range series {
		shifts, drifts := spc.Changes(*one, spc.Defaults().Bounds())
		head := fmt.Sprint(k.tool, " ", strings.Replace(k.part, "NULL", "-1", 1), " ", k.measure)
		for _, e := range shifts {
			want = append(want, fmt.Sprintf("%s shift %d %d %.6f %.6f %.6f -1.000000 %d", head, e.Day, e.Day, e.Before, e.After, e.After-e.Before, sum(k, e.First, e.Last)))
		}
		for _, e := range drifts {
			want = append(want, fmt.Sprintf("%s drift %d %d %.6f %.6f %.6f %.6f %d", head, e.From, e.To, e.Before, e.After, e.After-e.Before, e.Trend.Slope, sum(k, e.From, e.To)))
		}
	}
	if len(want) == 0 {
		t.Fatalf("%s: no event at all", when)
	}
	pipelinetest.CheckLines(t, when+": events", pipelinetest.Lines(t, s, `
		SELECT format('{} {} {} {} {} {} {:.6f} {:.6f} {:.6f} {:.6f} {}', equipment_code, coalesce(part_id, -1), measure, kind,
			from_date - DATE '1970-01-01', to_date - DATE '1970-01-01', level_before, level_after, size, coalesce(slope_per_day, -1), shots)
		FROM mart.process_event`), want)
}
