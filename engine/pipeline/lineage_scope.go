package pipeline

import "sprue/engine/models"

// scopeModels say where the columns of the scope tables come from, each as one
// SELECT: the statements that fill them also choose which rows are worked on
// now, which is no lineage. A test holds their columns against the tables'.
func scopeModels() []models.Model {
	all := []models.Model{}
	for _, s := range scopeSelects() {
		all = append(all, models.Model{Name: s.name, Kind: models.Temp}.WithSQL(s.sql))
	}
	return all
}

func scopeSelects() []struct{ name, sql string } {
	return []struct{ name, sql string }{
		{"scope_text", `
			SELECT d.counter_code, d.shot_start_time, d.content, d.packet_id, d.arrived_utc, d.row_no
			FROM (SELECT *, CAST(NULL AS BIGINT) AS row_no FROM raw.data_shot) AS d`},
		{"scope_arrival", "SELECT d.counter_code, d.shot_start_time, d.content, d.packet_id, d.arrived_utc, d.row_no FROM scope_text d"},
		{"scope_packet", `
			SELECT p.packet_id, n.counter_no, p.start_day, p.arrived_utc, p.reading, d.content
			FROM scope_text d
			JOIN new_packet p ON p.packet_id = d.packet_id
			LEFT JOIN core.counter n ON n.counter_code = p.counter_code`},
		{"scope_item", "SELECT * FROM chunk_item"},
		{"scope_build", "SELECT build_id, started_utc FROM meta.build"},
		{"scope_counter", "SELECT counter_code FROM core.packet WHERE reading <> 'outside' GROUP BY counter_code"},
		{"scope_counter_no", "SELECT counter_no, counter_code FROM core.counter"},
		{"scope_context", "SELECT context_no, counter_code, decision FROM core.shot_context"},
		{"scope_counter_day", `
			SELECT c.counter_code, i.utc_day, count(*) AS items
			FROM scope_item i
			LEFT JOIN core.counter c ON c.counter_no = i.counter_no
			GROUP BY c.counter_code, i.utc_day`},
		{"scope_last", "SELECT counter_code, utc_day, last_utc, last_seq FROM chunk_last"},
		{"scope_gap", "SELECT counter_code, context_no, from_seq, to_seq, from_utc, to_utc, utc_day FROM chunk_gap"},
		{"scope_shot", "SELECT context_no, shot_time_utc, temperature, dq_flags, packet_id FROM core.shot"},
		{"scope_quality_day", `
			SELECT k.equipment_code, d.utc_day AS local_date
			FROM scope_counter_day d
			JOIN core.shot_context k ON k.counter_code = d.counter_code`},
		{"scope_quality_utc_day", "SELECT local_date AS utc_day FROM scope_quality_day"},
		{"scope_deviation_day", "SELECT equipment_code, local_date FROM mart.data_level"},
		{"scope_anomaly_tool", "SELECT equipment_code FROM scope_deviation_day"},
		{"scope_process_event", `
			SELECT
				d.equipment_code, d.part_id, d.measure, d.median AS kind, d.local_date AS from_date, d.local_date AS to_date,
				d.median AS level_before, d.median AS level_after, d.median AS slope_per_day, d.median AS slope_low, d.median AS slope_high,
				d.median AS confidence, d.shots, a.approved_ct_us AS reaches_10_percent_date
			FROM mart.process_day d
			JOIN mart.roi_slot a ON a.equipment_code = d.equipment_code AND a.part_id = d.part_id`},
		{"scope_before", `
			SELECT s.counter_code, s.utc_day, arg_max(d.last_utc, d.utc_day) AS before_utc, arg_max(d.last_seq, d.utc_day) AS before_seq
			FROM scope_counter_day s
			JOIN (SELECT * FROM scope_last UNION ALL SELECT counter_code, utc_day, last_utc, last_seq FROM core.counter_day) AS d
			  ON d.counter_code = s.counter_code AND d.utc_day < s.utc_day
			GROUP BY s.counter_code, s.utc_day`},
		{"scope_entry", "SELECT * FROM faulty_item UNION ALL SELECT * FROM chunk_left_out"},
		{"scope_tool", `
			SELECT
				p.equipment_code,
				min(d.utc_day) AS from_utc, max(d.utc_day) AS to_utc,
				min(r.first_shot_utc) AS read_from_utc, max(r.last_shot_utc) AS read_to_utc,
				min(a.first_shot_utc) AS session_from_utc, max(a.last_shot_utc) AS session_to_utc
			FROM scope_counter_day d
			JOIN core.counter_period p ON p.counter_code = d.counter_code
			JOIN mart.run r ON r.equipment_code = p.equipment_code
			JOIN mart.ana_shot_made a ON a.equipment_code = p.equipment_code
			GROUP BY p.equipment_code`},
		{"scope_day", "SELECT DISTINCT utc_day FROM core.shot"},
		{"scope_run", `
			SELECT
				r.equipment_code, r.run_id, r.first_shot_utc, r.start_utc, r.start_local, r.mold_id, r.part_id,
				r.first_part_code, r.first_location_id, r.ref_ct, max(s.last_shot_utc) AS from_utc, max(s.slot_start_utc) AS cut_utc
			FROM mart.run r
			JOIN mart.run_rate_slot s ON s.run_id = r.run_id
			GROUP BY ALL`},
		{"scope_session", `
			SELECT
				a.equipment_code, a.session_id, a.mold_id, a.part_code, a.supplier_id, a.location_id,
				a.approved_ct, a.l1_below, a.l1_above, a.l2_below, a.l2_above,
				a.start_utc, a.start_local, a.local_date, a.first_shot_utc, a.first_seq, a.first_counter_code,
				a.is_start, a.stop_factor, max(s.last_shot_utc) AS from_utc, max(s.slot_start_utc) AS cut_utc
			FROM mart.ana_shot_made a
			JOIN mart.ana_slot s ON s.session_id = a.session_id
			GROUP BY ALL`},
		{"scope_stretch", "SELECT equipment_code, min(local_date) AS from_date, max(local_date) AS to_date, TRUE AS is_whole FROM mart.run_rate_day GROUP BY equipment_code"},
		{"scope_cycle", "SELECT run_id, counter_code, seq, shot_time_utc, context_no, ct FROM mart.shot_interval WHERE class IN ('normal', 'slow', 'fast')"},
		{"scope_base_cycle", "SELECT * FROM scope_cycle"},
		{"scope_temperature", "SELECT context_no, shot_time_utc, temperature FROM core.shot WHERE temperature IS NOT NULL"},
		{"scope_kept_count", `
			SELECT equipment_code, part_id, one.value, one.shots
			FROM (SELECT equipment_code, part_id, unnest(counts) AS one FROM mart.baba_stretch WHERE is_baseline)`},
		{"scope_process", "SELECT process_no FROM stretch_process"},
		{"scope_interval", "SELECT equipment_code, context_no, shot_time_utc, seq, ct, class FROM mart.shot_interval"},
		{"scope_bucket", `
			SELECT
				equipment_code,
				min(bucket_start_utc) AS from_bucket_start_utc, max(bucket_start_utc) AS to_bucket_start_utc,
				min(local_date) AS from_local_date, max(local_date) AS to_local_date,
				min(shift_date) AS from_shift_date, max(shift_date) AS to_shift_date
			FROM mart.run_rate_slot
			GROUP BY equipment_code`},
	}
}

// updateSelects are what the build writes into columns of rows that are there
// already, as SELECTs of these columns.
func updateSelects() []models.Model {
	return []models.Model{models.Model{Name: "core.shot", Kind: models.Table}.WithSQL(`
		SELECT i.dq_flags, i.quality_score, t.temperature_imputed
		FROM rate_interval i
		LEFT JOIN rate_temperature t ON t.rn = i.rn`)}
}
