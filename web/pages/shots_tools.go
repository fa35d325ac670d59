package pages

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// shotToolsSort is the order of the tools in an address: 'sort' is that of the
// shots of one.
const shotToolsSort = "tools"

// shotTools asks which tool is meant, the one with the largest downtime first.
func (p *Pages) shotTools(c echo.Context, r request) error {
	ctx := c.Request().Context()
	trust, err := p.Questions.Trust(ctx, r.filter)
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if trust.BuildID == 0 {
		return p.firstRun(c, trust)
	}
	order, err := parseSorting(r.address.values.Get(shotToolsSort), shotToolColumns())
	if err != nil {
		return err
	}
	number, err := pageNumber(r.address.values.Get(toolsPage), lastPage)
	if err != nil {
		return err
	}
	tools, err := p.Questions.Tools(ctx, r.filter)
	if err != nil {
		return err
	}
	frame, err := p.frame(c, r, "Shots", trust)
	if err != nil {
		return err
	}
	frame.Range.Compare = nil
	wanted := strings.TrimSpace(r.address.values.Get("q"))
	found := toolsNamed(tools, wanted)
	note := ""
	if order.String() == defaultSort {
		note = "largest downtime first"
	}
	page := templates.ShotToolsPage{
		Head:   templates.Head{Question: "Which tool's shots?", Answer: shotToolsAnswer(wanted, len(found), order.ordering)},
		Search: templates.Refine{Action: shotsPath, Keep: hidden(r.address, "q", toolsPage), Wanted: wanted},
		Tools:  shotToolsPart(r, found, order, number), Trust: trustLine(r, trust),
	}
	page.Tools.Section.Note = note
	if len(found) == 0 {
		if page.Empty, err = p.noTools(c, r, wanted); err != nil {
			return err
		}
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.ShotTools(page)))
}

func (p *Pages) noTools(c echo.Context, r request, wanted string) (*templates.Empty, error) {
	if wanted != "" {
		return &templates.Empty{
			Head: "Nothing is called so.", Text: "No tool with data in this range has “" + wanted + "” in its name, part, plant or supplier.",
			Link: &templates.Link{Text: "Show all tools", URL: r.address.with("q").String()},
		}, nil
	}
	empty, err := p.empty(c.Request().Context(), r)
	return &empty, err
}

func shotToolsAnswer(wanted string, n int, o ordering) string {
	switch {
	case n == 0 && wanted != "":
		return "No tool is called “" + wanted + "”"
	case n == 0:
		return "No tool made shots in this range"
	case wanted != "":
		return plural(int64(n), "tool has", "tools have") + " “" + wanted + "” in a name"
	}
	answer := "Choose one of " + plural(int64(n), "tool", "tools")
	if o.String() == defaultSort {
		answer += ", the worst is first"
	}
	return answer
}

// toolsNamed are those that have a text in one of their names.
func toolsNamed(tools []analysis.Tool, wanted string) []analysis.Tool {
	if wanted == "" {
		return tools
	}
	var found []analysis.Tool
	for _, t := range tools {
		names := strings.Join([]string{t.Code, t.PartCode, t.LocationName, t.SupplierName}, "\x00")
		if strings.Contains(strings.ToLower(names), strings.ToLower(wanted)) {
			found = append(found, t)
		}
	}
	return found
}

// shotToolColumns are those of the table of tools that help to choose one, and
// what its shots are.
func shotToolColumns() []toolColumn {
	known := map[string]toolColumn{}
	for _, c := range toolColumns() {
		known[c.key] = c
	}
	known["state"] = toolColumn{key: "state", head: templates.Column{Name: "Status", Low: "1"}, text: known["state"].text}
	return []toolColumn{
		known["tool"], known["part"], known["location"], known["supplier"],
		{key: "shots", head: templates.Column{Name: "Shots", Number: true}, falling: true, number: func(t analysis.Tool) *float64 { return number(t.Shots) }},
		{key: "ct", head: templates.Column{Name: "Mean cycle, s", Number: true, Low: "1"}, falling: true, number: func(t analysis.Tool) *float64 { return t.AverageCT() }},
		{key: "approved", head: templates.Column{Name: "Approved, s", Number: true, Low: "2"}, falling: true, number: func(t analysis.Tool) *float64 { return t.ApprovedCT }},
		known["efficiency"], known["downtime"], known[""], known["state"],
	}
}

// shotToolsPart is a page of the tools; a row opens the tool's shots.
func shotToolsPart(r request, tools []analysis.Tool, s sorting[analysis.Tool], number int) templates.TablePart {
	s.apply(tools, codeOf)
	shown := rowsOf(tools, number, toolsPerPage)
	part := templates.TablePart{
		Section: templates.Section{
			ID: "tools", Head: plural(int64(len(tools)), "tool", "tools"),
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "run-rate", "tool")}},
		},
		Table: templates.Table{
			Caption: "Tools with shots in the range",
			Columns: s.heads(shotToolColumns(), r.address.with(toolsPage), shotToolsSort, defaultSort),
		},
		Empty: noTools,
		Pager: toolsPager(r.address, number, len(shown), len(tools)),
	}
	longest := longestDowntime(tools)
	for _, t := range shown {
		status, word := toolStatus(t.State)
		part.Table.Rows = append(part.Table.Rows, templates.Row{
			URL: r.address.with("q").with(shotToolsSort).with(toolsPage).with("tool", t.Code).String(),
			Cells: []templates.Cell{
				{Text: t.Code, Title: t.Code}, nameCell(t.PartCode),
				nameCell(t.LocationName), nameCell(t.SupplierName),
				{Text: engine.Count(t.Shots)}, secondsCell(t.AverageCT()), secondsCell(t.ApprovedCT),
				percentCell(t.Efficiency()),
				hoursCell(t.DowntimeUS), {Bar: float64(t.DowntimeUS) / float64(longest)},
				{Status: status, Text: word},
			},
		})
	}
	return part
}
