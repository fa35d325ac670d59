package pages

import (
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// historyPage is the page of what happened to a tool, in an address.
const (
	historyPage  = "history"
	historyShown = 10
)

// historyPart lists what happened to a tool, whatever the range of the page; a row
// opens the shots around it.
func (p *Pages) historyPart(r request, number int, tool string, t analysis.Table) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "history", Head: "History", Note: "of all that is mirrored, the newest first · a row opens the shots around it",
			Tail: []templates.Link{{Text: "CSV", URL: csvOf("history", engine.Filter{Tools: []string{tool}}, nil)}},
		},
		Table: templates.Table{Caption: "What happened to the tool", Columns: []templates.Column{
			{Name: "When", Title: "on the plant's clock; of drifts and shifts the production day"}, {Name: "What"},
			{Name: "Before"}, {Name: "After"}, {Name: "Change, %", Number: true, Low: "1"},
		}},
		Empty: "Nothing is known: no other part, counter, plant or approved cycle time, no completed order, no drift and no shift.",
	}
	all := analysis.Happenings(t)
	rows := rowsOf(all, number, historyShown)
	for _, row := range rows {
		part.Table.Rows = append(part.Table.Rows, p.historyRow(tool, row))
	}
	part.Pager = pagerOf(r.address, historyPage, "Pages of the history", number, historyShown, len(rows), len(all))
	return part
}

func (p *Pages) historyRow(tool string, h analysis.Happening) templates.Row {
	// Of what is known by its day alone that day, and half of the two beside it.
	when, at, around := templates.Cell{Text: day(h.AtLocal, p.Clock()), Title: h.AtLocal.Format(time.DateOnly)}, h.AtLocal.Add(12*time.Hour), 24*time.Hour
	if !h.AtUTC.IsZero() {
		when, at, around = templates.Cell{Text: p.moment(h.AtLocal), Title: utc(h.AtUTC)}, h.AtUTC, 12*time.Hour
	}
	change := templates.Cell{Text: dash, Title: "no figure changed"}
	if h.Share != nil {
		change = templates.Cell{Text: signed(100 * *h.Share), Title: exact(h.Share, "")}
	}
	return templates.Row{URL: shotsOver(tool, at.Add(-around), at.Add(around)), Cells: []templates.Cell{
		when, {Text: h.Kind}, nameCell(h.Before), nameCell(h.After), change,
	}}
}
