package pipeline

import (
	"context"
	"database/sql"
	"math"
	"time"

	"sprue/engine/spc"
)

const (
	// leastOfDay is the number of values under which a day's median says too
	// little to take part.
	leastOfDay = 20
	// tenYears is how far a drift is drawn out, in days.
	tenYears = 3653
)

// processScope makes the temp table into which the events are written that
// engine/spc finds.
func processScope() []string {
	return []string{
		`CREATE OR REPLACE TEMP TABLE scope_process_event (
			equipment_code VARCHAR, part_id BIGINT, measure VARCHAR, kind VARCHAR, from_date DATE, to_date DATE,
			level_before DOUBLE, level_after DOUBLE, slope_per_day DOUBLE, slope_low DOUBLE, slope_high DOUBLE,
			confidence DOUBLE, shots BIGINT, reaches_10_percent_date DATE)`,
	}
}

// processEvents finds the drifts and shifts of the tools with days in
// scope_quality_day, each tool whole: how a day is judged hangs on all others. Its
// days come from day_value, which anomalies made and nothing after it reads.
func (b *build) processEvents(ctx context.Context) error {
	if err := b.refillDays(ctx, "mart.process_day", "scope_quality_day", b.allDays); err != nil {
		return err
	}
	if err := b.dropStep(ctx, "day_value"); err != nil {
		return err
	}
	if err := b.clearScratch(); err != nil {
		return err
	}
	if b.isAnew("mart.process_event") {
		err := b.exec(ctx, "scope all tools", "INSERT INTO scope_quality_day SELECT equipment_code, min(local_date) FROM mart.process_day GROUP BY equipment_code")
		if err != nil {
			return err
		}
	} else if b.stays() {
		return nil
	}
	return b.judgeDays(ctx)
}

// judgeDays finds the events of the tools in scope, from the days as they are.
func (b *build) judgeDays(ctx context.Context) error {
	all, err := b.processSeries(ctx)
	if err != nil {
		return err
	}
	for _, series := range all {
		if err := b.findEvents(ctx, series); err != nil {
			return err
		}
	}
	err = b.exec(ctx, "clear mart.process_event", `
		DELETE FROM mart.process_event AS e
		USING (SELECT DISTINCT equipment_code FROM scope_quality_day) AS t
		WHERE t.equipment_code = e.equipment_code`)
	if err != nil {
		return err
	}
	return b.fill(ctx, "mart.process_event")
}

// processSeries is a measure of a tool's shots of a part, day by day since 1970.
type processSeries struct {
	tool, measure string
	part          sql.NullInt64
	approved      sql.NullFloat64 // of the last shots, s
	days          []int
	medians       []float64
	shots         []int64
}

func (b *build) processSeries(ctx context.Context) ([]*processSeries, error) {
	rows, err := b.tx.Query(ctx, processDays, leastOfDay)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	var all []*processSeries
	for rows.Next() {
		var next processSeries
		var day int
		var median float64
		var shots int64
		if err := rows.Scan(&next.tool, &next.part, &next.measure, &next.approved, &day, &median, &shots); err != nil {
			return nil, err
		}
		s := &next
		if n := len(all); n > 0 && all[n-1].tool == next.tool && all[n-1].part == next.part && all[n-1].measure == next.measure {
			s = all[n-1]
		} else {
			all = append(all, s)
		}
		s.days, s.medians, s.shots = append(s.days, day), append(s.medians, median), append(s.shots, shots)
	}
	return all, rows.Err()
}

// The approved cycle time is that of the part's last slot, the shortest where
// there are several.
const processDays = `
	WITH tool AS (SELECT DISTINCT equipment_code FROM scope_quality_day),
	approved AS (
		SELECT s.equipment_code, s.part_id, s.approved_ct_us / 1000000 AS approved_ct
		FROM mart.roi_slot s
		SEMI JOIN tool t ON t.equipment_code = s.equipment_code
		WHERE s.approved_ct_us IS NOT NULL AND s.shots > 0
		QUALIFY row_number() OVER (PARTITION BY s.equipment_code, s.part_id ORDER BY s.slot_start_utc DESC, s.approved_ct_us) = 1
	)
	SELECT d.equipment_code, d.part_id, d.measure::VARCHAR, a.approved_ct, d.local_date - DATE '1970-01-01', d.median, d.shots
	FROM mart.process_day d
	SEMI JOIN tool t ON t.equipment_code = d.equipment_code
	LEFT JOIN approved a ON a.equipment_code = d.equipment_code AND a.part_id IS NOT DISTINCT FROM d.part_id
	WHERE d.shots >= ?
	ORDER BY d.equipment_code, d.part_id NULLS FIRST, d.measure::VARCHAR, d.local_date`

// findEvents writes the events of a series into scope_process_event.
func (b *build) findEvents(ctx context.Context, s *processSeries) error {
	// Counters measure in steps of 0.1 s and 0.1 °C.
	shifts, drifts := spc.Changes(spc.Series{Days: s.days, Values: s.medians, Step: 0.1}, b.cfg.Quality.SPC.Bounds())
	for _, v := range shifts {
		err := b.addEvent(ctx, s, "shift", v.Day, v.Day, v.Before, v.After, nil, nil, nil, v.Confidence, s.shotsOf(v.First, v.Last), nil)
		if err != nil {
			return err
		}
	}
	for _, v := range drifts {
		t := v.Trend
		err := b.addEvent(ctx, s, "drift", v.From, v.To, v.Before, v.After, t.Slope, t.Low, t.High, v.Confidence, s.shotsOf(v.From, v.To), s.reaches(v))
		if err != nil {
			return err
		}
	}
	return nil
}

// addEvent takes the values of the columns after the measure.
func (b *build) addEvent(ctx context.Context, s *processSeries, kind string, from, to int, values ...any) error {
	row := append([]any{s.tool, s.part, s.measure, kind, dateOf(from), dateOf(to)}, values...)
	return b.exec(ctx, "note a process event", "INSERT INTO scope_process_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row...)
}

func dateOf(day int) time.Time { return time.Unix(int64(day)*86_400, 0).UTC() }

// shotsOf counts the shots from one day to another, both in.
func (s *processSeries) shotsOf(from, to int) (sum int64) {
	for i, day := range s.days {
		if day >= from && day <= to {
			sum += s.shots[i]
		}
	}
	return sum
}

// reaches is the day on which a drift brings ct 10 % above the approved one; nil
// where it does not. A drift that ended is not drawn out.
func (s *processSeries) reaches(d spc.Drift) any {
	limit := 1.1 * s.approved.Float64
	if s.measure != "ct" || !s.approved.Valid || d.Trend.Slope <= 0 || d.Before >= limit {
		return nil
	}
	// A whole number of days must not become one more by a last binary digit.
	days := math.Ceil(float64(d.To-d.From) + (limit-d.After)/d.Trend.Slope - 1e-6)
	ended := d.To < s.days[len(s.days)-1]
	if day := float64(d.From) + days; days <= tenYears && (!ended || day <= float64(d.To)) {
		return dateOf(int(day))
	}
	return nil
}
