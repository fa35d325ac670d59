package main

import (
	"slices"
	"strconv"
	"strings"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
)

// firstFigures are those that a person looks for first; a narrow terminal cuts
// at the right.
const firstFigures = "loss_cost downtime_cost loss_value downtime_value annual_loss_cost annual_downtime_cost annual_loss_value annual_downtime_value " +
	"loss_h downtime_h weighted_ct_deviation shots efficiency stability oee availability performance quality stops mttr_s mtbf_s downtime_us production_time_us run_time_us planned_time_us parts imputed_shots imputed_parts average_ct"

// forPeople puts the first figures right after the keys.
func forPeople(table analysis.Table, keys int) analysis.Table {
	order := make([]int, 0, len(table.Columns))
	for i := range keys {
		order = append(order, i)
	}
	for _, name := range strings.Fields(firstFigures) {
		if i := slices.IndexFunc(table.Columns, func(c analysis.Column) bool { return c.Name == name }); i >= 0 {
			order = append(order, i)
		}
	}
	for i := range table.Columns {
		if !slices.Contains(order, i) {
			order = append(order, i)
		}
	}
	return analysis.Table{Columns: pick(table.Columns, order), Rows: pickRows(table.Rows, order)}
}

// chosen leaves a table's columns by their names, in that order.
func chosen(table analysis.Table, names ...string) analysis.Table {
	var order []int
	for _, name := range names {
		if i := slices.IndexFunc(table.Columns, func(c analysis.Column) bool { return c.Name == name }); i >= 0 {
			order = append(order, i)
		}
	}
	return analysis.Table{Columns: pick(table.Columns, order), Rows: pickRows(table.Rows, order)}
}

func pick[T any](all []T, order []int) []T {
	picked := make([]T, len(order))
	for i, from := range order {
		picked[i] = all[from]
	}
	return picked
}

func pickRows(rows [][]any, order []int) [][]any {
	picked := make([][]any, len(rows))
	for i, row := range rows {
		picked[i] = pick(row, order)
	}
	return picked
}

// printTable prints an answer. Tables are for people: in units that they read.
func (a *app) printTable(table analysis.Table) error {
	columns := make([]output.Column, len(table.Columns))
	units := map[string]analysis.Column{}
	for i, column := range table.Columns {
		columns[i] = output.Column{Name: column.Name, Kind: outputKind(column.Kind)}
		if a.flags.format == output.FormatTable {
			columns[i].Name = withoutUnit(column)
		}
		units[columns[i].Name] = column
	}
	rows, err := a.rows(columns, func(column output.Column, value any) string { return readable(units[column.Name], column, value) })
	if err != nil {
		return err
	}
	for _, row := range table.Rows {
		if err := rows.Row(row); err != nil {
			return err
		}
	}
	return rows.Close()
}

func outputKind(kind analysis.Kind) output.Kind {
	switch kind {
	case analysis.Date:
		return output.Date
	case analysis.Local:
		return output.Local
	default:
		return output.Instant
	}
}

// withoutUnit is the name of a duration whose values carry their unit.
func withoutUnit(column analysis.Column) string {
	if column.Unit == "us" || column.Unit == "s" {
		return strings.TrimSuffix(column.Name, "_"+column.Unit)
	}
	return column.Name
}

// readable shows shares in %, and durations in the unit that fits.
func readable(meaning analysis.Column, column output.Column, value any) string {
	figure := engine.Figure{Unit: engine.Unit(meaning.Unit)}
	if figure.Unit == engine.UnitSeconds && strings.HasSuffix(meaning.Name, "_s") {
		figure.Unit = engine.UnitDuration
	}
	switch number := value.(type) {
	case float64:
		if strings.HasSuffix(meaning.Name, "_rank") { // 2.5 where two share it
			return strconv.FormatFloat(number, 'f', -1, 64)
		}
		figure.Value = &number
	case int64:
		if strings.HasSuffix(meaning.Name, "_id") || isCalendar(meaning.Name) {
			return output.Text(column, value)
		}
		if figure.Unit == engine.UnitCount {
			return engine.Count(number)
		}
		wide := float64(number)
		figure.Value = &wide
	default:
		return output.Text(column, value)
	}
	return figure.String()
}

// isCalendar tells numbers that name something, and are not counted.
func isCalendar(name string) bool {
	return slices.Contains([]string{"year", "iso_year", "iso_week", "month"}, name)
}
