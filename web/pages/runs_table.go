package pages

import (
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

func (p *Pages) runsTable(runs []analysis.Run) templates.Table {
	table := templates.Table{
		Caption: "Runs",
		Columns: []templates.Column{
			{Name: "Start"},
			{Name: "End", Number: true, Low: "2"},
			{Name: "Part", Low: "1"},
			{Name: "Reference, s", Number: true, Low: "1"},
			{Name: "Method", Low: "2"},
			{Name: "Shots", Number: true, Low: "1"},
			{Name: "Efficiency, %", Number: true},
			{Name: "Stability, %", Number: true},
			{Name: "Stops", Number: true, Low: "1"},
			{Name: "Downtime, h", Number: true},
			{Name: "Run time, h", Number: true, Low: "2"},
		},
	}
	for _, run := range runs {
		table.Rows = append(table.Rows, p.runRow(run))
	}
	return table
}

func (p *Pages) runRow(run analysis.Run) templates.Row {
	return templates.Row{URL: shotsOver(run.Tool, run.StartUTC, run.EndUTC), Cells: []templates.Cell{
		{Text: p.moment(run.StartLocal), Title: utc(run.StartUTC)},
		{Text: p.moment(run.EndLocal), Title: utc(run.EndUTC)},
		nameCell(run.PartCode),
		secondsCell(run.RefCT),
		{Text: run.ReferenceMethod},
		{Text: engine.Count(run.Shots)},
		percentCell(run.Efficiency()),
		stabilityCell(run.Figures),
		{Text: engine.Count(run.Stops)},
		hoursCell(run.DowntimeUS),
		hoursCell(run.RunTimeUS),
	}}
}

func (p *Pages) moment(t time.Time) string { return day(t, p.Clock()) + t.Format(" 15:04") }

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339) }
