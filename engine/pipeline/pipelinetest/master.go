package pipelinetest

import (
	"testing"
	"time"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckContexts wants one set of decisions for each that holds for a span of a mapped
// counter, as a full build makes them, and the set of every row that has one.
func CheckContexts(t testing.TB, s *store.Store, when string) {
	t.Helper()
	CheckLines(t, when+": contexts", Lines(t, s, "SELECT counter_code, decision FROM core.shot_context"),
		Lines(t, s, "SELECT DISTINCT counter_code, decision FROM core.counter_period WHERE equipment_code IS NOT NULL"))
	CheckLines(t, when+": rows without their context", Lines(t, s, `
		SELECT r.name, count(*)
		FROM (
			SELECT 'shot' AS name, context_no FROM core.shot
			UNION ALL SELECT 'shot_hour', context_no FROM core.shot_hour
			UNION ALL SELECT 'shot_interval', context_no FROM mart.shot_interval
		) AS r
		ANTI JOIN core.shot_context c ON c.context_no = r.context_no
		GROUP BY r.name`), nil)
}

// CheckMaster compares core.* with what the reference computed. The flags that
// are known only after the run rate are left to CheckRates.
func CheckMaster(t testing.TB, s *store.Store, want reference.Result, when string) {
	t.Helper()
	tables := masterTables(want)
	for name, query := range masterQueries() {
		CheckLines(t, when+": "+name, Lines(t, s, query), tables[name])
	}
}

// masterQueries read the tables in the shape of masterTables.
func masterQueries() map[string]string {
	return map[string]string{
		"shot": `SELECT counter_code, seq, epoch_us(shot_time_utc), epoch_us(shot_time_local), utc_day - DATE '1970-01-01', local_date - DATE '1970-01-01',
			ct, ct_status, temperature, equipment_code, mold_id, mapping_method, part_id, part_code, part_name, part_method, part_count, cavities,
			approved_ct, tooling_type, tooling_family, supplier_id, supplier_name, supplier_root, supplier_path, supplier_level, supplier_category,
			location_id, location_name, time_zone, ct_deviation, dq_flags & ~528, extra::VARCHAR AS extra, packet_id
			FROM core.master_shot`,
		"quarantine": `SELECT packet_id, item, level, reason, counter_code, epoch_us(shot_time_utc), seq, utc_day - DATE '1970-01-01'
			FROM core.quarantine`,
		"duplicate": `SELECT packet_id, item FROM core.duplicate`,
		"part":      `SELECT counter_code, epoch_us(shot_time_utc), seq, part_id, part_code, cavities FROM core.master_shot_part`,
		"missing": `SELECT counter_code, equipment_code, from_seq, to_seq, shots, quarantined, epoch_us(from_utc), epoch_us(to_utc),
			utc_day - DATE '1970-01-01', local_date - DATE '1970-01-01' FROM mart.missing_shot`,
		"balance": `SELECT utc_day - DATE '1970-01-01', counter_code, items, kept, quarantined, duplicates FROM core.balance`,
	}
}

func masterTables(r reference.Result) map[string][]string {
	tables := map[string][]string{}
	add := func(table string, values ...any) { tables[table] = append(tables[table], line(values...)) }
	for _, s := range r.Shots {
		status := "active"
		if s.Idle {
			status = "idle"
		}
		approved := reference.Float{V: float64(s.ApprovedCT.V) / 1e6, Valid: s.ApprovedCT.Valid}
		add("shot", s.Counter, s.Seq, s.TimeUTC, s.TimeLocal, s.UTCDay, s.LocalDate, float64(s.CT)/1e6, status, s.Temperature,
			s.EquipmentCode, s.MoldID, s.MappingMethod, s.PartID, s.PartCode, s.PartName, s.PartMethod, s.PartCount, s.Cavities,
			approved, s.ToolingType, s.ToolingFamily, s.SupplierID, s.SupplierName, s.SupplierRoot, s.SupplierPath, s.SupplierLevel,
			s.SupplierCategory, s.LocationID, s.LocationName, s.TimeZone, s.CTDeviation, uint32(s.Flags), s.Extra, s.PacketID)
	}
	for _, q := range r.Quarantine {
		add("quarantine", q.PacketID, q.Item, q.Level, q.Reason, q.Counter, q.TimeUTC, q.Seq, q.UTCDay)
	}
	for _, d := range r.ExactDuplicates {
		add("duplicate", d.PacketID, d.Item)
	}
	for _, p := range r.ShotParts {
		add("part", p.Counter, p.TimeUTC, p.Seq, p.PartID, p.PartCode, p.Cavities)
	}
	for _, g := range reference.Missing(r) {
		add("missing", g.Counter, g.EquipmentCode, g.FromSeq, g.ToSeq, g.Shots, g.Quarantined, g.FromUTC, g.ToUTC, utcDay(g.ToUTC), g.LocalDate)
	}
	for key, b := range r.Balance {
		add("balance", key.UTCDay, key.Counter, b.Items, b.Kept, b.Quarantined, b.Duplicates)
	}
	return tables
}

// utcDay is the day of an instant in µs, since 1970.
func utcDay(us int64) int64 { return time.UnixMicro(us).UTC().Truncate(24*time.Hour).Unix() / 86400 }
