package pipeline

// flagTable names the bits of dq_flags, in the order of the contract. Their
// weights stand in the macro quality_loss, and a test holds both together.
func flagTable() settingTable {
	t := settingTable{
		name:    "core.flag",
		comment: "The data quality flags: mask in dq_flags, name, and the weight that it takes from the score",
		columns: []settingColumn{
			{"mask", "UINTEGER", "Bit of the flag in dq_flags: a power of two"},
			{"flag", "VARCHAR", "Name of the flag"},
			{"weight", "INTEGER", "Points that it takes from the quality score of 100"},
		},
	}
	for i, f := range flags() {
		t.rows = append(t.rows, []any{uint32(1) << i, f.name, f.weight})
	}
	return t
}

type flag struct {
	name   string
	weight int
}

func flags() []flag {
	return []flag{
		{"no_seq", 10}, {"bad_temperature", 10}, {"seq_reset", 5}, {"after_gap", 5}, {"overlap", 10},
		{"assignment_stale", 10}, {"assignment_conflict", 20}, {"assignment_backfill", 10}, {"assignment_counter", 15},
		{"two_counters", 30}, {"no_part", 10}, {"part_first_known", 10}, {"cavities_default", 5},
		{"no_approved_ct", 15}, {"no_supplier", 5}, {"supplier_cycle", 5}, {"no_location", 10}, {"unknown_zone", 15},
	}
}
