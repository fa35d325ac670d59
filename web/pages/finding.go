package pages

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

const findingPath = "/roi/finding"

// finding answers: what is to be done about this, and who does it?
func (p *Pages) finding(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	ctx, id := c.Request().Context(), r.address.values.Get("id")
	trust, err := p.Questions.Trust(ctx, r.filter)
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if trust.BuildID == 0 {
		return p.firstRun(c, trust)
	}
	all, err := p.Questions.Recommendations(ctx, analysis.RecommendQuestion{Filter: engine.Filter{Window: r.filter.Window}})
	if err != nil {
		return err
	}
	said, err := p.saidAbout(ctx, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all.List, func(f analysis.Recommendation) bool { return strings.EqualFold(f.ID(), id) })
	if i < 0 && len(said) == 0 {
		return &Missing{Message: "There is no finding “" + id + "” in this range", Hint: "The page of the ROI lists what is found."}
	}
	frame, err := p.frame(c, r, "Finding", trust)
	if err != nil {
		return err
	}
	page := templates.FindingPage{
		Head:  templates.Head{Question: "What is to be done about it?", Answer: id + ": not found in this range", Back: &templates.Link{Text: "ROI", URL: r.opens(roiPath).String()}},
		Trust: trustLine(r, trust), History: p.history(said),
	}
	if i < 0 {
		page.Empty = &templates.Empty{Head: "The rule finds nothing any more", Text: "What was said about it is kept, and is here again should it come back."}
	} else {
		p.fillFinding(r, &page, all.List[i], all.Currency)
	}
	if p.Writer != nil {
		page.Status, page.Form = templates.Section{ID: "status", Head: "What is being done"}, statusForm(r, said)
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Finding(page)))
}

func (p *Pages) fillFinding(r request, page *templates.FindingPage, f analysis.Recommendation, currency string) {
	page.Head.Question = title(ruleWords(f.Rule)) + " on " + f.Tool + ": what is to be done about it?"
	page.Head.Answer = headline(f.Sentence(currency))
	page.Head.Why = title(f.Evidence()) + "."
	page.Trust.Computed = append(page.Trust.Computed, templates.Definition{
		Term: "Confidence", Text: "days / (days + 7) × shots / (shots + 500), of the days and shots that the finding rests on; half of it where the data of the tool are bad.",
	})
	year := yearTile("Value a year, "+currency, f.Yearly)
	year.Title = "what goes on costs, if it goes on as in the range"
	year.Figure.Doubt = f.Doubt
	page.Tiles = []templates.Tile{
		year,
		{Label: "Confidence", Figure: templates.Figure{Text: decimals(f.Confidence, 2)}, Note: "of 1, by days and shots"},
		{Label: "Severity", Figure: templates.Figure{Text: string(f.Severity)}, Note: severityWords(f.Severity)},
		{Label: "Production days", Figure: templates.Figure{Text: engine.Count(f.Days)}, Note: days(f, p.Clock())},
		{Label: "Shots", Figure: templates.Figure{Text: engine.Count(f.Shots)}},
	}
	page.Do, page.Action = templates.Section{ID: "do", Head: "What to do"}, f.Action()
	page.Links = []templates.Link{{Text: "Its shots", URL: f.ShotsURL()}, {Text: f.Tool, URL: r.tool(f.Tool).String()}}
	page.Figures = factTable(f)
	if changed := f.Changed(); changed != "" {
		page.Changed = title(changed) + "."
	}
}

func days(f analysis.Recommendation, now time.Time) string {
	return day(f.From, now) + " – " + day(f.To.AddDate(0, 0, -1), now)
}

// factTable is the figures of a finding as they are.
func factTable(f analysis.Recommendation) templates.TablePart {
	part := templates.TablePart{Section: templates.Section{ID: "figures", Head: "Its figures", Note: "as REST has them, in facts"}}
	part.Table = templates.Table{Caption: "Figures of the finding", Columns: []templates.Column{{Name: "Figure"}, {Name: "Value", Number: true}}}
	for _, fact := range f.Facts.List() {
		part.Table.Rows = append(part.Table.Rows, templates.Row{Cells: []templates.Cell{nameCell(fact.Name), factCell(fact)}})
	}
	return part
}

// factCell rounds a figure; all of it is on hover.
func factCell(f analysis.Fact) templates.Cell {
	cell := templates.Cell{Text: orDash(f.Words()), Title: f.Words()}
	if v, ok := f.Value.(float64); ok {
		cell.Text = engine.Significant(v)
	}
	return cell
}

// said is what somebody said about a finding.
type said struct {
	status, note, by string
	at               time.Time
}

// saidAbout is all that was said about a finding, the newest first.
func (p *Pages) saidAbout(ctx context.Context, id string) ([]said, error) {
	table, err := p.Questions.Listing(ctx, engine.Filter{}, analysis.RecommendationHistory, 0)
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, c := range table.Columns {
		column[c.Name] = i
	}
	var all []said
	for _, row := range table.Rows {
		text := func(name string) string { v, _ := row[column[name]].(string); return v }
		if !strings.EqualFold(text("id"), id) {
			continue
		}
		at, _ := row[column["set_utc"]].(time.Time)
		all = append(all, said{status: text("status"), note: text("note"), by: text("set_by"), at: at})
	}
	return all, nil
}

func (p *Pages) history(all []said) templates.TablePart {
	part := templates.TablePart{Section: templates.Section{ID: "history", Head: "What was said"}, Empty: "Nothing yet."}
	part.Table = templates.Table{Caption: "What was said about the finding", Columns: []templates.Column{
		{Name: "Status"}, {Name: "Note"}, {Name: "By", Low: "1"}, {Name: "When, UTC", Number: true},
	}}
	for _, s := range all {
		part.Table.Rows = append(part.Table.Rows, templates.Row{Cells: []templates.Cell{
			{Badge: statusBadge(analysis.Set{Status: analysis.Status(s.status)})}, {Text: orDash(s.note)}, {Text: orDash(s.by)},
			{Text: s.at.UTC().Format("2 Jan 2006 15:04"), Title: utc(s.at)},
		}})
	}
	return part
}

func statusForm(r request, all []said) *templates.StatusForm {
	form := &templates.StatusForm{Action: findingPath, Keep: hidden(r.address)}
	now := said{status: string(analysis.StatusNew)}
	if len(all) > 0 {
		now = all[0]
	}
	form.Note, form.By = now.note, now.by
	for _, s := range analysis.Statuses() {
		form.Statuses = append(form.Statuses, templates.StatusChoice{Value: string(s), Text: title(string(s)), Chosen: string(s) == now.status})
	}
	return form
}

// setStatus keeps what a reader says about a finding.
func (p *Pages) setStatus(c echo.Context) error {
	if p.Writer == nil {
		return echo.ErrNotFound
	}
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	filter, err := engine.FilterFromValues(values)
	if err != nil {
		return err
	}
	if filter.Window.IsZero() {
		filter.Window.Last = defaultSpan
	}
	status, err := analysis.ParseStatus(values.Get("status"))
	if err != nil {
		return err
	}
	_, err = p.Questions.SetStatus(c.Request().Context(), p.Writer, analysis.StatusChange{
		ID: values.Get("id"), Status: status, Note: values.Get("note"), By: values.Get("by"), Filter: filter,
	})
	if err != nil {
		return err
	}
	back := address{path: findingPath, values: carried(values)}.with("id", values.Get("id"))
	return redirect(c, back.String())
}
