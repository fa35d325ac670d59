package pages

import (
	"context"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// sensitivityAtOnce is how many shots are read without being asked to: half a
// second of work.
const sensitivityAtOnce = 500_000

// askSensitivity asks only where the address says so: it reads the shots one by
// one, so that the part comes after the page.
func (p *Pages) askSensitivity(ctx context.Context, r request, q runRateAsked, f analysis.Fleet, own *runRateData) error {
	if !q.now || f.Total.Shots == 0 || f.Total.Shots > analysis.SensitivityShots {
		return nil
	}
	s, err := p.Questions.Sensitivity(ctx, r.filter)
	own.sensitivity = &s
	return err
}

func sensitivityDefinition() templates.Definition {
	return templates.Definition{Term: "Sensitivity", Text: "The figures of the same shots at other values of tolerance and gap_slack, the other one as configured. Tolerance moves efficiency alone; slack moves stops, MTBF and stability alone. A change is the largest relative one of these figures from the value before. On the plateau, the longest stretch, none is over 10 %; a figure hangs on a setting where a step from or to the configured value changes it by more."}
}

// sensitivityPart is the part, or what stands in its place.
func sensitivityPart(r request, shots int64, s *analysis.Sensitivity) (*templates.Later, *templates.SensitivityPart) {
	part := &templates.SensitivityPart{Section: templates.Section{
		ID: "sensitivity", Head: "Sensitivity", Note: "what other settings would make of the same shots",
	}}
	switch {
	case shots > analysis.SensitivityShots:
		part.Answer = "Too many shots."
		part.Words = "At most " + engine.Count(analysis.SensitivityShots) + " are read one by one: choose fewer days or fewer tools."
		return nil, part
	case s == nil:
		later := &templates.Later{ID: "sensitivity-part", URL: r.address.with(countNow, "true").String(), Name: "the sensitivity", Height: "table"}
		if shots > sensitivityAtOnce {
			later.Asks = "What other settings would make of the same shots: " + engine.Count(shots) + " are read one by one, which takes seconds."
		}
		return later, nil
	}
	part.Answer, part.Words = s.Sentence, plateauWords(*s)
	for _, series := range s.Series {
		if series.Setting == analysis.SettingTolerance {
			part.Tolerance = sensitivityTable(series, "By tolerance", "Tolerance, %", efficiencyColumn())
		} else {
			part.Slack = sensitivityTable(series, "By gap slack", "gap_slack, s", slackColumns()...)
		}
	}
	return nil, part
}

// plateauWords say where the figures hang on no setting.
func plateauWords(s analysis.Sensitivity) string {
	var words []string
	for _, series := range s.Series {
		var on []analysis.SensitivityStep
		for _, step := range series.Steps {
			if step.Plateau {
				on = append(on, step)
			}
		}
		if len(on) > 0 {
			words = append(words, series.Setting+" from "+settingText(series, on[0])+" to "+settingText(series, on[len(on)-1])+" "+settingUnit(series))
		}
	}
	if len(words) == 0 {
		return "There is no plateau."
	}
	return "Plateau: " + strings.Join(words, ", ") + "."
}

func settingUnit(series analysis.SensitivitySeries) string {
	if series.Setting == analysis.SettingTolerance {
		return "%"
	}
	return "s"
}

// settingText is a value without its unit, and without places that it has not.
func settingText(series analysis.SensitivitySeries, step analysis.SensitivityStep) string {
	value := step.Value
	if series.Setting == analysis.SettingTolerance {
		value *= 100
	}
	return strings.TrimRight(strings.TrimRight(decimals(value, 2), "0"), ".")
}

// movedColumn is a figure that a setting moves.
type movedColumn struct {
	head templates.Column
	cell func(analysis.SensitivityStep) templates.Cell
}

func efficiencyColumn() movedColumn {
	return movedColumn{templates.Column{Name: "Efficiency, %", Number: true}, func(s analysis.SensitivityStep) templates.Cell { return percentCell(s.Efficiency()) }}
}

func slackColumns() []movedColumn {
	return []movedColumn{
		{templates.Column{Name: "Stops", Number: true}, func(s analysis.SensitivityStep) templates.Cell {
			return templates.Cell{Text: engine.Count(s.Stops)}
		}},
		{templates.Column{Name: "MTBF, min", Number: true}, func(s analysis.SensitivityStep) templates.Cell {
			return templates.Cell{Text: minutes(s.MTBF()), Title: exact(s.MTBF(), "s")}
		}},
		{templates.Column{Name: "Stability, %", Number: true}, func(s analysis.SensitivityStep) templates.Cell { return percentCell(s.Stability()) }},
	}
}

// sensitivityTable has a row for each value of a setting.
func sensitivityTable(series analysis.SensitivitySeries, head, name string, moved ...movedColumn) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{ID: "sensitivity-" + series.Setting, Head: head},
		Table:   templates.Table{Caption: head, Columns: []templates.Column{{Name: name}}},
	}
	if series.Others > 0 {
		part.Section.Note = percent(&series.Others) + " % of the shots have another value"
	}
	for _, column := range moved {
		part.Table.Columns = append(part.Table.Columns, column.head)
	}
	part.Table.Columns = append(part.Table.Columns,
		templates.Column{Name: "Change, %", Title: "the largest relative change of a figure from the value before", Number: true, Low: "1"}, templates.Column{Name: "Mark"})
	for _, step := range series.Steps {
		cells := []templates.Cell{{Text: settingText(series, step)}}
		for _, column := range moved {
			cells = append(cells, column.cell(step))
		}
		part.Table.Rows = append(part.Table.Rows, templates.Row{Cells: append(cells, percentCell(step.Change), stepCell(step))})
	}
	return part
}

func stepCell(s analysis.SensitivityStep) templates.Cell {
	cell := templates.Cell{}
	if s.Plateau {
		cell.Text = "plateau"
	}
	if s.IsConfigured {
		cell.Badge, cell.Sub, cell.Text = &templates.Badge{Text: "configured", Tone: "accent"}, cell.Text, ""
	}
	if s.Hangs {
		cell.Badge.Tone, cell.Badge.Title = "watch", "a step from or to it changes a figure by more than 10 %"
	}
	return cell
}
