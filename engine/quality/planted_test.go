package quality

import (
	"fmt"
	"strings"

	"sprue/engine/pipeline"
)

// planted is a fault in a clean plant: statements, or a setting, that make a
// rule fire.
type planted struct {
	rule   string
	broken int64
	config func(*pipeline.Config)
	sql    string
}

// next is a packet of the clean plant's counter, after its shots.
func next(content string) string {
	return fmt.Sprintf("INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc, source) VALUES ('CNT-1', 1767571350000000000, '%s', 2, '2026-01-05 00:10:00', 'plant')", content)
}

// shot is an item 150 s after the first one; of its keys those in words are others.
func shot(words ...string) string {
	item := `{"ct": 30, "tempMeas": 60, "seq": 6, "time": "1767571350"}`
	return "[" + strings.NewReplacer(words...).Replace(item) + "]"
}

func faults() []planted {
	return append(append(faultsOfItems(), faultsOfTools()...), faultsOfCounts()...)
}

func faultsOfItems() []planted {
	return []planted{
		{"bad_json", 1, nil, next(`[{"ct": 30`)},
		{"not_an_array", 1, nil, next(`{"ct": 30}`)},
		{"no_counter", 1, nil, "UPDATE raw.data_shot SET counter_code = ' '"},
		{"too_long", 1, nil, "INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc) SELECT 'CNT-1', 0, '[' || repeat('1,', 10000) || '1]', 2, '2026-01-05'"},
		{"empty_packet", 1, nil, next(`[]`)},
		{"outside_pattern", 1, func(c *pipeline.Config) { c.Shots.CounterPattern = "X*" }, ""},
		{"unreadable_value", 1, nil, `UPDATE raw.mold SET unreadable = '{"LOCATION_ID": "?"}'`},
		{"not_an_object", 2, nil, next(`[1, null]`)},
		{"bad_time", 1, nil, next(shot("1767571350", "soon"))},
		{"bad_ct", 1, nil, next(shot(`"ct": 30`, `"ct": 0`))},
		{"no_seq", 1, nil, next(shot(`"seq": 6`, `"seq": -6`))},
		{"bad_temperature", 1, nil, next(shot("60", "501"))},
		{"no_temperature", 1, nil, next(shot("60", "null"))},
		{"unknown_key", 1, nil, next(shot("{", `{"pressure": 7, `))},
		{"duplicate", 1, nil, next(shot("6,", "5,", "1350", "1320"))},
		{"duplicate_conflict", 1, nil, next(shot("6,", "5,", "1350", "1320", `"ct": 30`, `"ct": 31`))},
		{"seq_reset", 1, nil, next(shot("6,", "1,"))},
		{"after_gap", 1, nil, next(shot("6,", "9,"))},
		{"missing_shot", 3, nil, next(shot("6,", "9,"))},
		{"overlap", 1, nil, next(shot(`"ct": 30`, `"ct": 40`))},
		{"clock_drift", 1, nil, "UPDATE raw.data_shot SET arrived_utc = '2026-01-04 23:59:30'"},
	}
}

func faultsOfTools() []planted {
	both := func(table, set string) string {
		return fmt.Sprintf("UPDATE raw.%[1]s SET %[2]s; UPDATE raw.%[1]s_history SET %[2]s", table, set)
	}
	second := "INSERT INTO raw.mold SELECT * REPLACE (2 AS id, 'T-2' AS equipment_code, 0 AS counter_shot_count) FROM raw.mold; " +
		"INSERT INTO raw.mold_history SELECT * REPLACE (2 AS id, 'T-2' AS equipment_code) FROM raw.mold_history; "
	return []planted{
		{"unmapped", 5, nil, "DELETE FROM raw.statistics"},
		{"assignment_stale", 5, nil, "UPDATE raw.statistics SET hour = '2025110500'"},
		{"assignment_conflict", 5, nil, second + "INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 2, '2026010500', 0)"},
		{"assignment_backfill", 5, nil, "UPDATE raw.statistics SET hour = '2026010501'"},
		{"assignment_counter", 5, nil, "DELETE FROM raw.statistics; " + both("mold", "counter_code = 'CNT-1'")},
		{"two_counters", 8, nil, "INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-2', 1, '2026010500'); " +
			"INSERT INTO raw.data_shot SELECT * REPLACE ('CNT-2' AS counter_code, 2 AS packet_id, replace(replace(content, '00\"', '10\"'), '30\"', '40\"') AS content) FROM raw.data_shot"},
		{"no_part", 5, nil, "DELETE FROM raw.mold_part; DELETE FROM raw.mold_part_history"},
		{"part_first_known", 5, nil, both("mold_part", "switched_time = '1767657600000000000'")},
		{"cavities_default", 5, nil, both("mold_part", "cavity = 0") + "; " + both("mold", "total_cavities = NULL")},
		{"no_approved_ct", 5, nil, both("mold", "contracted_cycle_time = 0")},
		{"no_supplier", 5, nil, both("mold", "supplier_company_id = 9")},
		{"supplier_cycle", 5, nil, both("company", "parent_id = 3")},
		{"no_location", 5, nil, both("mold", "location_id = 9")},
		{"unknown_zone", 5, nil, both("location", "time_zone_id = 'Linz'")},
	}
}

func faultsOfCounts() []planted {
	return []planted{
		{"statistics_unusable", 1, nil, "INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 99, '2026010500')"},
		{"reconciliation_hour", 1, nil, "UPDATE raw.statistics SET shot_count = 8"},
		{"reconciliation_tool", 2, nil, "UPDATE raw.mold SET counter_shot_count = 3"},
		{"reconciliation_table", 4, nil, "UPDATE meta.source_file SET rows_read = 5"},
		{"shift_calendar", 5, func(c *pipeline.Config) {
			c.Calendar.Shifts = []pipeline.ShiftConfig{{Name: "late", Start: "14:00", End: "22:00"}}
		}, ""},
		{"stale_table", 1, nil, "UPDATE meta.source SET synced_utc = '2026-01-03'"},
		{"silent_counter", 1, nil, "INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010503', 90)"},
		{"late_packet", 3, nil, "UPDATE raw.data_shot SET arrived_utc = '2026-01-07 00:01:30'"},
	}
}
