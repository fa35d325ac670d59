package source

import "time"

// Catalogue is every table that a source may deliver, in the order in which they
// are mirrored: what describes before what is described, so that the first
// packets find their tools.
func Catalogue() []Table {
	return []Table{company(), location(), part(), mold(), moldPart(), moldLocation(),
		workOrder(), producedPart(), statistics(), dataShot()}
}

func required(kind Type, names ...string) []Column {
	columns := optional(kind, names...)
	for i := range columns {
		columns[i].Required = true
	}
	return columns
}

func optional(kind Type, names ...string) []Column {
	var columns []Column
	for _, name := range names {
		columns = append(columns, Column{Name: name, Type: kind})
	}
	return columns
}

func columns(groups ...[]Column) []Column {
	var all []Column
	for _, group := range groups {
		all = append(all, group...)
	}
	return all
}

func dataShot() Table {
	return Table{
		Name: "DATA_SHOT", Required: true, Large: true,
		Columns: columns(required(Text, "COUNTER_CODE"), required(Integer, "SHOT_START_TIME"), required(Text, "CONTENT")),
		Key:     []string{"COUNTER_CODE", "SHOT_START_TIME", "CONTENT"},
		Cursor:  Cursor{Column: "SHOT_START_TIME", Kind: EpochNanos},
		Overlap: 48 * time.Hour,
	}
}

func statistics() Table {
	return Table{
		Name: "STATISTICS", Required: true, Large: true,
		Columns: columns(required(Text, "CI"), required(Integer, "MOLD_ID"), optional(Text, "MOLD_CODE"),
			required(Text, "HOUR"), optional(Integer, "SHOT_COUNT")),
		Key:     []string{"CI", "HOUR", "MOLD_ID"},
		Cursor:  Cursor{Column: "HOUR", Kind: HourText},
		Overlap: 72 * time.Hour,
	}
}

func mold() Table {
	return Table{
		Name: "MOLD", Required: true, Key: []string{"ID"},
		Columns: columns(required(Integer, "ID"), required(Text, "EQUIPMENT_CODE"),
			optional(Text, "COUNTER_CODE"), optional(Integer, "COUNTER_ID"),
			required(Integer, "CONTRACTED_CYCLE_TIME"), optional(Text, "TOOLING_TYPE"),
			optional(Integer, "TOTAL_CAVITIES", "DESIGNED_SHOT", "DAILY_MAX_CAPACITY", "INITIAL_SHOT"),
			[]Column{{Name: "COUNTER_SHOT_COUNT", Type: Integer, Volatile: true}},
			optional(Number, "CYCLE_TIME_LIMIT1"), optional(Text, "CYCLE_TIME_LIMIT1UNIT"),
			optional(Number, "CYCLE_TIME_LIMIT2"), optional(Text, "CYCLE_TIME_LIMIT2UNIT"),
			optional(Text, "PRODUCTION_DAYS", "SHIFTS_PER_DAY"),
			required(Integer, "SUPPLIER_COMPANY_ID", "LOCATION_ID")),
	}
}

func moldPart() Table {
	return Table{
		Name: "MOLD_PART", Required: true, Key: []string{"MOLD_ID", "PART_ID", "SWITCHED_TIME"},
		Columns: columns(required(Integer, "MOLD_ID", "PART_ID", "CAVITY"), required(Text, "SWITCHED_TIME")),
	}
}

func part() Table {
	return Table{
		Name: "PART", Key: []string{"ID"},
		Columns: columns(required(Integer, "ID"), optional(Text, "PART_CODE", "NAME")),
	}
}

func company() Table {
	return Table{
		Name: "COMPANY", Required: true, Key: []string{"ID"},
		Columns: columns(required(Integer, "ID"), required(Text, "NAME"), optional(Integer, "PARENT_ID"),
			optional(Text, "COMPANY_TYPE", "TIER", "COUNTRY")),
	}
}

func location() Table {
	return Table{
		Name: "LOCATION", Required: true, Key: []string{"ID"},
		Columns: columns(required(Integer, "ID"), required(Text, "NAME", "TIME_ZONE_ID"), optional(Integer, "COMPANY_ID")),
	}
}

func workOrder() Table {
	return Table{
		Name: "WORK_ORDER", Key: []string{"ID"},
		Columns: columns(required(Integer, "ID", "MOLD_ID"), optional(Text, "ORDER_TYPE", "STATUS"),
			optional(Timestamp, "COMPLETED_AT", "COMPLETED_ON")),
	}
}

func moldLocation() Table {
	return Table{
		Name: "MOLD_LOCATION", Key: []string{"MOLD_ID", "CONFIRMED_AT"},
		Columns: columns(required(Integer, "MOLD_ID", "LOCATION_ID"), required(Timestamp, "CONFIRMED_AT")),
	}
}

func producedPart() Table {
	return Table{
		Name: "PRODUCED_PART", Key: []string{"MOLD_ID", "PART_ID", "DAY"},
		Columns: columns(required(Integer, "MOLD_ID", "PART_ID"), required(Date, "DAY"),
			optional(Integer, "TOTAL_PRODUCED_AMOUNT", "TOTAL_REJECTED_AMOUNT")),
	}
}
