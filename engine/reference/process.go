package reference

// ProcessDay is a row of mart.process_day.
type ProcessDay struct {
	Tool    string
	PartID  Int
	Date    int64
	Measure string
	Shots   int64
	Median  Float
}

// ProcessDays computes mart.process_day, in any order.
func ProcessDays(shots []Shot) []ProcessDay {
	values := map[ProcessDay][]float64{} // by what names a row
	for _, s := range shots {
		key := ProcessDay{Tool: s.EquipmentCode, PartID: s.PartID, Date: s.LocalDate}
		if !s.Idle {
			key.Measure = "ct"
			values[key] = append(values[key], seconds(s.CT))
		}
		if s.Temperature.Valid {
			key.Measure = "temperature"
			values[key] = append(values[key], s.Temperature.V)
		}
	}
	var days []ProcessDay
	for key, all := range values {
		key.Shots, key.Median = int64(len(all)), middle(all)
		days = append(days, key)
	}
	return days
}
