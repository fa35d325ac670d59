package pipelinetest

import (
	"slices"
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckRates compares mart.*, and the flags of the shots, with what the
// reference computed.
func CheckRates(t testing.TB, s *store.Store, want reference.Rates, when string) {
	t.Helper()
	tables := rateTables(want)
	for name, query := range rateQueries() {
		lines := []string{}
		for _, r := range tables[name] {
			lines = append(lines, line(r...))
		}
		CheckLines(t, when+": "+name, Lines(t, s, query), lines)
	}
	checkToolDays(t, s, want.ToolDays, when)
}

// row is a row of a table, ready to be compared.
type row []any

// rateTables are the marts as the reference computes them, by name.
func rateTables(r reference.Rates) map[string][]row {
	tables := map[string][]row{}
	for _, s := range r.Shots {
		tables["flags"] = append(tables["flags"], row{s.Counter, s.TimeUTC, s.Seq, int64(s.Flags), s.Flags.Score(), s.TemperatureImputed})
	}
	for _, in := range r.Intervals {
		doubtful := int64(0)
		if in.Doubtful {
			doubtful = in.W
		}
		tables["interval"] = append(tables["interval"], row{
			in.Run.EquipmentCode, in.Run.TimeUTC, in.Shot.Counter, in.Shot.Seq, in.Shot.TimeUTC, in.Shot.CT, in.RefCT, in.Class, in.D, in.C, in.W, doubtful,
			in.Shot.PartID, in.Shot.SupplierID, in.Shot.LocationID,
		})
	}
	for _, run := range r.Runs {
		tables["run"] = append(tables["run"], append(row{
			run.Key.EquipmentCode, run.Key.TimeUTC, run.MoldID, run.PartID, run.StartUTC, run.EndUTC, run.StartLocal, run.EndLocal, run.RefCT, run.ReferenceMethod,
			run.Efficiency(), run.Stability(), run.MTTR(), run.MTBF(), run.ShotsPerStop(), run.AverageCT(), run.QualityScore,
		}, figures(run.Figures)...))
	}
	for _, s := range r.Stops {
		tables["stop"] = append(tables["stop"], row{
			s.Run.EquipmentCode, s.Run.TimeUTC, s.StartUTC, s.EndUTC, s.StartLocal, s.Downtime, s.Kind, s.Shots, s.IsMicro, s.Shift.Shift, s.Shift.LocalDate,
		})
	}
	for _, m := range r.Imputed {
		tables["imputed"] = append(tables["imputed"], row{m.Run.EquipmentCode, m.Run.TimeUTC, m.Counter, m.Seq, m.TimeUTC, m.CT, m.Method})
	}
	tables["hour"] = buckets(r.Hours, func(b reference.Bucket) row { return row{b.StartUTC, b.StartLocal} })
	tables["day"] = buckets(r.Days, func(b reference.Bucket) row { return row{b.LocalDate} })
	tables["shift"] = buckets(r.Shifts, func(b reference.Bucket) row { return row{b.LocalDate, b.Shift} })
	return tables
}

func buckets(all []reference.Bucket, key func(reference.Bucket) row) []row {
	rows := []row{}
	for _, b := range all {
		rows = append(rows, slices.Concat(row{b.EquipmentCode, b.PartID}, key(b), figures(b.Figures),
			row{b.PlannedRun, b.PlannedProduction, b.Ideal, b.IdealProduction}))
	}
	return rows
}

func figures(f reference.Figures) row {
	return row{
		f.Shots, f.NormalShots, f.SlowShots, f.FastShots, f.StopShots, f.Parts, f.RunTime, f.ProductionTime, f.Downtime,
		f.Doubtful, f.Stops, f.MicroStops, f.SpeedLoss, f.SpeedGain, f.CT, f.ImputedShots, f.ImputedParts,
	}
}

// rateQueries give the same rows from the tables.
func rateQueries() map[string]string {
	const figures = `shots, normal_shots, slow_shots, fast_shots, stop_shots, parts, run_time_us, production_time_us, downtime_us,
		doubtful_us, stops, micro_stops, speed_loss_us, speed_gain_us, ct_us, imputed_shots, imputed_parts`
	const planned = figures + ", planned_run_us, planned_production_us, ideal_us, ideal_production_us"
	return map[string]string{
		"flags": "SELECT counter_code, epoch_us(shot_time_utc), seq, dq_flags::BIGINT, quality_score::BIGINT, temperature_imputed FROM core.master_shot",
		"interval": `SELECT r.equipment_code, epoch_us(r.first_shot_utc), i.counter_code, seq, epoch_us(shot_time_utc), ct_us(ct), ct_us(i.ref_ct), class, d_us, c_us, w_us, i.doubtful_us,
				k.part_id, k.supplier_id, k.location_id
			FROM mart.shot_interval i JOIN mart.run r USING (run_id, equipment_code) JOIN core.shot_context k USING (context_no)`,
		"run": `SELECT equipment_code, epoch_us(first_shot_utc), mold_id, part_id, epoch_us(start_utc), epoch_us(end_utc), epoch_us(start_local), epoch_us(end_local),
			ct_us(ref_ct), reference_method, efficiency, stability, mttr_s, mtbf_s, shots_per_stop, average_ct, quality_score, ` + figures + " FROM mart.run",
		"stop": `SELECT equipment_code, epoch_us(r.first_shot_utc), epoch_us(s.start_utc), epoch_us(s.end_utc), epoch_us(s.start_local), s.downtime_us, kind, s.shots, is_micro,
				coalesce(shift, ''), (shift_date - DATE '1970-01-01')::BIGINT
			FROM mart.stop s JOIN mart.run r USING (run_id, equipment_code)`,
		"imputed": `SELECT equipment_code, epoch_us(r.first_shot_utc), counter_code, seq, epoch_us(shot_time_utc), ct_us(ct), method
			FROM mart.imputed_shot i JOIN mart.run r USING (run_id, equipment_code)`,
		"hour":  "SELECT equipment_code, part_id, epoch_us(bucket_start_utc), epoch_us(bucket_start_local), " + planned + " FROM mart.run_rate_hour",
		"day":   "SELECT equipment_code, part_id, (local_date - DATE '1970-01-01')::BIGINT, " + planned + " FROM mart.run_rate_day",
		"shift": "SELECT equipment_code, part_id, (local_date - DATE '1970-01-01')::BIGINT, coalesce(shift, ''), " + planned + " FROM mart.run_rate_shift",
	}
}
