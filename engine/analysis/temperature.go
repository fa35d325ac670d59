package analysis

import (
	"context"
	"database/sql"
	"time"

	"sprue/engine"
)

// Temperature is cycle time beside temperature, in cells.
type Temperature struct {
	Tool   string
	Split  time.Time // zero if all is one series
	Series []TemperatureSeries
}

// TemperatureSeries is the shots before Split, or those from it on.
type TemperatureSeries struct {
	After      bool
	Cells      []TemperatureCell
	OutOfRange int64 // ct below 0.8 or above 1.25 of all references, idle ones too
	Without    int64 // a measured temperature
	Total      int64 // Σ of the cells and both
}

// TemperatureCell is the shots around a cycle time and a temperature.
type TemperatureCell struct {
	CT          float64 // seconds, middle of the cell
	Temperature float64 // °C, middle of the cell
	Shots       int64
}

// Temperature of the filter's tool, which must be one; with a split there are
// two series, before it and from it on.
func (a *Analysis) Temperature(ctx context.Context, f engine.Filter, split time.Time) (Temperature, error) {
	v, err := a.view(ctx, f)
	if err != nil {
		return Temperature{}, err
	}
	t := Temperature{Tool: v.tool, Split: split, Series: []TemperatureSeries{{}}}
	var at any
	if !split.IsZero() {
		at = split.UTC()
		t.Series = append(t.Series, TemperatureSeries{After: true})
	}
	type cell struct {
		after     bool
		what      string
		ct, value *float64
		shots     int64
	}
	cells, err := list(ctx, a.reader, "compare cycle time and temperature", temperatureSQL, append(v.args(), sql.Named("split", at)), func(rows *sql.Rows) (cell, error) {
		var c cell
		err := rows.Scan(&c.after, &c.what, &c.ct, &c.value, &c.shots)
		return c, err
	})
	for _, c := range cells {
		series := &t.Series[0]
		if c.after {
			series = &t.Series[1]
		}
		series.Total += c.shots
		switch {
		case c.what == "without temperature":
			series.Without += c.shots
		case c.ct == nil || c.value == nil:
			series.OutOfRange += c.shots
		default:
			series.Cells = append(series.Cells, TemperatureCell{CT: *c.ct, Temperature: *c.value, Shots: c.shots})
		}
	}
	return t, err
}

// Table has a row for each cell.
func (t Temperature) Table() Table {
	table := Table{Columns: []Column{
		{Name: "after", Kind: Truth}, {Name: "ct", Unit: "s", Kind: Real}, {Name: "temperature", Unit: "°C", Kind: Real}, {Name: "shots", Kind: Whole},
	}}
	for _, s := range t.Series {
		for _, c := range s.Cells {
			table.Rows = append(table.Rows, []any{s.After, c.CT, c.Temperature, c.Shots})
		}
	}
	return table
}
