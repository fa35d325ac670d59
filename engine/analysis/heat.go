package analysis

import (
	"context"
	"database/sql"
	"time"

	"sprue/engine"
)

// HeatFigure is what the cells of a heat map show.
type HeatFigure string

// The figures of a heat map.
const (
	HeatDeviation  HeatFigure = "deviation"  // of the average ct from the approved one, 0.02 for 2 %
	HeatEfficiency HeatFigure = "efficiency" // share
	HeatStability  HeatFigure = "stability"  // share
	HeatDowntime   HeatFigure = "downtime"   // h
	HeatShots      HeatFigure = "shots"
)

// HeatFigures lists them in the order in which they are offered.
func HeatFigures() []HeatFigure {
	return []HeatFigure{HeatDeviation, HeatEfficiency, HeatStability, HeatDowntime, HeatShots}
}

// ParseHeatFigure reads a figure; empty text is HeatDeviation.
func ParseHeatFigure(text string) (HeatFigure, error) {
	return engine.OneOf(text, HeatFigures(), "read the figure", "%q is none of the heat map")
}

// The states of a cell of a heat map.
const (
	CellRan       = "ran"
	CellStopped   = "stopped"     // inside a run, without a shot
	CellDidNotRun = "did not run" // no run
	CellNoData    = "no data"     // its counter went on, or the mirror ends before
)

// HeatMap is a figure of tools over local production days.
type HeatMap struct {
	Figure HeatFigure
	Width  int         // days of a cell: 1, or more over a long window
	Days   []time.Time // first days of the cells, in order
	Rows   []HeatRow   // largest loss first
}

// HeatRow is one tool.
type HeatRow struct {
	Tool         string
	LocationName string
	LossUS       int64      // downtime and speed loss
	Cells        []HeatCell // one for each of HeatMap.Days
}

// HeatCell is one tool in one stretch of days.
type HeatCell struct {
	Day   time.Time
	Shots int64
	Value *float64
	Level int    // -2 .. 3 as the six colours, 0 as expected; means nothing without Value
	State string // CellRan and the others
}

// HeatMap gives a row for each tool with data in the window.
func (a *Analysis) HeatMap(ctx context.Context, f engine.Filter, figure HeatFigure) (HeatMap, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return HeatMap{}, err
	}
	grid, err := a.grid(ctx, s, 100)
	if err != nil || grid.days == 0 {
		return HeatMap{Figure: figure, Width: 1}, err
	}
	synced, err := a.syncedAt(ctx)
	if err != nil {
		return HeatMap{}, err
	}
	query, args, err := a.over(ctx, s, engine.ByDay, heatSQL, append(binSteps(), step{name: "lost", sql: lostSQL})...)
	if err != nil {
		return HeatMap{}, err
	}
	args = append(args, grid.args(figure)...)
	args = append(args, sql.Named("good", a.cfg.Good), sql.Named("watch", a.cfg.Watch), sql.Named("mirrored", synced.Format(time.DateOnly)))
	rows, err := list(ctx, a.reader, "draw the heat map", query, args, scanHeat)
	return heatMap(figure, grid.width, rows), err
}

func binSteps() []step {
	return []step{{name: "approved", sql: approvedSQL}, {name: "compared", sql: comparedSQL}, {name: "bin", sql: binSQL}, {name: "bin_value", sql: binValueSQL}}
}

type heatRow struct {
	HeatRow
	cell HeatCell
}

func scanHeat(rows *sql.Rows) (heatRow, error) {
	var r heatRow
	var location sql.NullString
	var level sql.NullInt64
	err := rows.Scan(&r.Tool, &location, &r.LossUS, &r.cell.Day, &r.cell.Shots, &r.cell.Value, &level, &r.cell.State)
	r.LocationName, r.cell.Level = location.String, int(level.Int64)
	return r, err
}

// heatMap folds the cells, which come by tool and day, into rows.
func heatMap(figure HeatFigure, width int, cells []heatRow) HeatMap {
	m := HeatMap{Figure: figure, Width: width}
	for _, c := range cells {
		if len(m.Rows) == 0 || m.Rows[len(m.Rows)-1].Tool != c.Tool {
			m.Rows = append(m.Rows, c.HeatRow)
		}
		row := &m.Rows[len(m.Rows)-1]
		row.Cells = append(row.Cells, c.cell)
		if len(m.Rows) == 1 {
			m.Days = append(m.Days, c.cell.Day)
		}
	}
	return m
}

// Active counts for each of Days the tools that made shots.
func (m HeatMap) Active() []int64 {
	counts := make([]int64, len(m.Days))
	for _, row := range m.Rows {
		for i, c := range row.Cells {
			if c.Shots > 0 {
				counts[i]++
			}
		}
	}
	return counts
}

// LossUS is what the tools of some rows lost together.
func LossUS(rows []HeatRow) int64 {
	var sum int64
	for _, row := range rows {
		sum += row.LossUS
	}
	return sum
}

// Table has a row for each cell.
func (m HeatMap) Table() Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "local_date", Kind: Date}, {Name: "days", Kind: Whole},
		{Name: "shots", Kind: Whole}, {Name: string(m.Figure), Unit: m.unit(), Kind: Real},
		{Name: "level", Kind: Whole}, {Name: "state"},
	}}
	for _, row := range m.Rows {
		for _, c := range row.Cells {
			var level any
			if c.Value != nil {
				level = int64(c.Level)
			}
			t.Rows = append(t.Rows, []any{row.Tool, c.Day, int64(m.Width), c.Shots, value(c.Value), level, c.State})
		}
	}
	return t
}

func (m HeatMap) unit() string {
	switch m.Figure {
	case HeatDowntime:
		return "h"
	case HeatShots:
		return ""
	}
	return "share"
}
