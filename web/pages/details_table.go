package pages

import (
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

func (p *Pages) stopsTable(stops []analysis.Stop) templates.Table {
	table := templates.Table{
		Caption: "Longest stops",
		Columns: []templates.Column{
			{Name: "Start"},
			{Name: "Duration, min", Number: true},
			{Bar: true, Low: "1"},
			{Name: "Cause"},
			{Name: "Part", Low: "1"},
			{Name: "Shots inside", Number: true},
			{Name: "End", Title: "UTC", Number: true, Low: "2"},
		},
	}
	longest := int64(1)
	for _, s := range stops {
		longest = max(longest, s.DowntimeUS)
	}
	for _, s := range stops {
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: p.moment(s.StartLocal), Title: utc(s.StartUTC)},
			{Text: engine.Significant(float64(s.DowntimeUS) / 60e6), Title: engine.Count(s.DowntimeUS) + " µs"},
			{Bar: float64(s.DowntimeUS) / float64(longest)},
			{Text: s.Kind, Title: causeWords(s.Kind), Sub: micro(s)},
			{Text: orDash(s.PartCode), Title: s.PartCode},
			{Text: engine.Count(s.Shots)},
			{Text: p.moment(s.StartLocal.Add(s.EndUTC.Sub(s.StartUTC))), Title: utc(s.EndUTC)},
		}})
	}
	return table
}

// longestTable is the short form beside the trend; a row leads to the tool.
func (p *Pages) longestTable(r request, stops []analysis.Stop) templates.Table {
	table := templates.Table{
		Caption: "Longest stops",
		Columns: []templates.Column{{Name: "Tool"}, {Name: "Start"}, {Name: "Cause"}, {Name: "Duration, min", Number: true}},
	}
	down := r.address.with("sort").with("tool")
	for _, s := range stops {
		table.Rows = append(table.Rows, templates.Row{
			URL: down.at(toolPath(s.Tool)).String(),
			Cells: []templates.Cell{
				{Text: s.Tool, Title: s.Tool},
				{Text: p.moment(s.StartLocal), Title: utc(s.StartUTC)},
				{Text: s.Kind, Title: causeWords(s.Kind)},
				{Text: engine.Significant(float64(s.DowntimeUS) / 60e6), Title: engine.Count(s.DowntimeUS) + " µs"},
			},
		})
	}
	return table
}

func micro(s analysis.Stop) string {
	if s.Micro {
		return "micro"
	}
	return ""
}

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
	reference := dash
	if run.RefCT != nil {
		reference = decimals(*run.RefCT, 1)
	}
	return templates.Row{Cells: []templates.Cell{
		{Text: p.moment(run.StartLocal), Title: utc(run.StartUTC)},
		{Text: p.moment(run.EndLocal), Title: utc(run.EndUTC)},
		{Text: orDash(run.PartCode), Title: run.PartCode},
		{Text: reference, Title: exact(run.RefCT, "s")},
		{Text: run.ReferenceMethod},
		{Text: engine.Count(run.Shots)},
		{Text: percent(run.Efficiency()), Title: exact(run.Efficiency(), "")},
		stabilityCell(run.Figures),
		{Text: engine.Count(run.Stops)},
		{Text: hours(run.DowntimeUS), Title: engine.Count(run.DowntimeUS) + " µs"},
		{Text: hours(run.RunTimeUS), Title: engine.Count(run.RunTimeUS) + " µs"},
	}}
}

func (p *Pages) moment(t time.Time) string { return day(t, p.Clock()) + t.Format(" 15:04") }

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339) }
