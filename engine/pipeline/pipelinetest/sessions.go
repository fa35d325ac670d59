package pipelinetest

import (
	"fmt"
	"math"
	"testing"
	"time"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckSessions compares mart.ana_* with what the reference computed.
func CheckSessions(t testing.TB, s *store.Store, want []reference.Session, when string) {
	t.Helper()
	lines := []string{}
	for _, w := range want {
		lines = append(lines, line(
			w.Key.EquipmentCode, w.MoldID, w.PartID, w.PartCode, w.SupplierID, w.LocationID, w.Approved, w.Start, w.End, w.StartLocal, w.EndLocal,
			len(w.Shots), w.Parts, w.L1Below, w.L1Above, w.L2Below, w.L2Above, w.Below, w.Within, w.Above, w.Beyond,
			nearly(w.CTBelow), nearly(w.CTWithin), nearly(w.CTAbove), w.Idle, nearly(w.Mean), nearly(w.Deviation), nearly(over(w.Deviation, w.Mean)),
			w.Min, nearly(w.P05), nearly(w.P50), nearly(w.P95), w.Max, w.Mode, nearly(w.TempMean), w.TempMin, w.TempMax, nearly(w.TempSpread),
			w.Production, w.IdleTime, w.End-w.Start, nearly(over(float(w.Production), float(w.End-w.Start))),
			w.IsoYear, w.IsoWeek, w.FirstLocal/86_400_000_000, w.Weekday, w.Month, (w.Month+2)/3, w.Year, nearly(reference.Float{V: w.Quality, Valid: true}),
		))
	}
	near := func(column, factor string) string { return fmt.Sprintf("printf('%%.12e', %s * %s)", column, factor) }
	CheckLines(t, when+": sessions", Lines(t, s, `
		SELECT equipment_code, mold_id, part_id, part_code, supplier_id, location_id, ct_us(approved_ct), epoch_us(start_utc), epoch_us(end_utc), epoch_us(start_local), epoch_us(end_local),
			shots_made, parts_made, ct_us(l1_below), ct_us(l1_above), ct_us(l2_below), ct_us(l2_above), shots_below, shots_within, shots_above, shots_beyond_l2,
			`+near("ct_below", "1e6")+", "+near("ct_within", "1e6")+", "+near("ct_above", "1e6")+", shots_idle, "+near("ct_mean", "1e6")+", "+near("ct_stddev", "1e6")+", "+near("ct_cv", "1")+`,
			ct_us(ct_min), `+near("ct_p05", "1e6")+", "+near("ct_p50", "1e6")+", "+near("ct_p95", "1e6")+", ct_us(ct_max), ct_us(ct_mode), "+near("temp_mean", "1e6")+", temp_min, temp_max, "+near("temp_stddev", "1e6")+`,
			production_time_us, idle_time_us, total_time_us, `+near("uptime", "1")+`,
			iso_year, iso_week, (local_date - DATE '1970-01-01')::BIGINT, weekday, month, quarter, year, `+near("quality_score", "1")+`
		FROM mart.ana_shot_made`), lines)
	checkMade(t, s, want, when, "ana_day", "(local_date - DATE '1970-01-01')::BIGINT, 0", func(at time.Time) (int, int) { return int(at.Unix() / 86400), 0 })
	checkMade(t, s, want, when, "ana_week", "iso_year, iso_week", time.Time.ISOWeek)
	checkMade(t, s, want, when, "ana_month", "year, month", func(at time.Time) (int, int) { return at.Year(), int(at.Month()) })
}

func checkMade(t testing.TB, s *store.Store, sessions []reference.Session, when, table, key string, period func(time.Time) (int, int)) {
	t.Helper()
	lines := []string{}
	for _, m := range reference.MadeBy(sessions, period) {
		lines = append(lines, line(m.Tool, m.PartID, m.Period, m.Place, m.Shots, m.Parts, m.Below, m.Within, m.Above, m.Beyond, m.Idle, m.Production, m.IdleTime))
	}
	CheckLines(t, when+": "+table, Lines(t, s, `
		SELECT equipment_code, part_id, `+key+`, shots_made, parts_made, shots_below, shots_within, shots_above, shots_beyond_l2, shots_idle, production_time_us, idle_time_us
		FROM mart.`+table), lines)
}

// nearly is a number with thirteen digits: the last ones of a root or a ratio are
// not the same everywhere.
func nearly(v reference.Float) reference.Text {
	return reference.Text{V: fmt.Sprintf("%.12e", v.V), Valid: v.Valid}
}

func float(v int64) reference.Float { return reference.Float{V: float64(v), Valid: true} }

func over(a, b reference.Float) reference.Float {
	return reference.Float{V: a.V / b.V, Valid: a.Valid && b.Valid && b.V != 0 && !math.IsNaN(a.V)}
}
