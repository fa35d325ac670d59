package templates

import "fmt"

// designHeat has every look of a cell, and thin rows.
func designHeat(theme string) HeatMap {
	looks := []HeatCell{HeatLow2, HeatLow1, HeatZero, HeatHigh1, HeatHigh2, HeatHigh3, HeatUnknown, HeatStopped, HeatNoData, HeatBlank}
	m := HeatMap{
		Chart: Chart{ID: theme + "-heat", Summary: "Cycle time against approved, as an example.", Table: designHeatTable()},
		Label: "Cycle time against approved, as an example, " + theme, Head: "loss, h", Step: 1, Unit: "%",
		Others: HeatOthers{Text: "3 other tools", Quiet: "12 % of the loss", Figure: "4.2"},
	}
	for day := range looks {
		m.Days = append(m.Days, map[int]string{0: "1 Nov", 7: "8 Nov"}[day])
		m.Dates = append(m.Dates, fmt.Sprintf("2026-11-%02d", day+1))
	}
	for i, name := range []string{"MX-2417", "MX-1186", "MX-3052", "MX-1733", "MX-2290", "MX-4108", "MX-1192"} {
		row := HeatRow{Name: name, Quiet: "Monterrey", Figure: fmt.Sprint(40 - 5*i), Title: name + ", Monterrey", URL: "#content"}
		for day := range looks {
			row.Cells = append(row.Cells, looks[(day+3*i)%len(looks)])
		}
		if i < 4 {
			m.Rows = append(m.Rows, row)
		} else {
			m.Rest = append(m.Rest, row)
		}
	}
	for i, text := range []string{"< −5", "−5…−2", "±2", "2…5", "5…10", "> 10 %", "ran, nothing approved", "stopped", "no data", "blank: did not run"} {
		m.Legend = append(m.Legend, HeatKey{Cell: looks[i], Text: text})
	}
	return m
}

func designHeatTable() Table {
	t := Table{Caption: "Cycle time against approved, as an example", Columns: []Column{{Name: "Tool"}, {Name: "Plant"}, {Name: "Loss, h", Number: true}}}
	for day := range 10 {
		t.Columns = append(t.Columns, Column{Name: fmt.Sprintf("%d Nov", day+1), Number: true})
	}
	for i := range 7 {
		row := Row{Cells: []Cell{{Text: fmt.Sprintf("MX-%d", i)}, {Text: "Monterrey"}, {Text: fmt.Sprint(40 - 5*i)}}}
		for day := range 10 {
			row.Cells = append(row.Cells, Cell{Text: fmt.Sprint(day - 5)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
