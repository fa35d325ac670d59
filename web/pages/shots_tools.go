package pages

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

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
	page := templates.ShotToolsPage{
		Head:   templates.Head{Question: "Which tool's shots?", Answer: shotToolsAnswer(wanted, len(found))},
		Search: templates.Refine{Action: shotsPath, Keep: hidden(r.address, "q"), Wanted: wanted},
		Tools:  templates.Section{ID: "tools", Head: plural(int64(len(found)), "tool", "tools"), Note: "largest downtime first"},
		Table:  p.shotToolsTable(r, found), Trust: trustLine(trust),
	}
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

func shotToolsAnswer(wanted string, n int) string {
	switch {
	case n == 0 && wanted != "":
		return "No tool is called “" + wanted + "”"
	case n == 0:
		return "No tool made shots in this range"
	case wanted != "":
		return plural(int64(n), "tool has", "tools have") + " “" + wanted + "” in a name"
	}
	return "Choose one of " + plural(int64(n), "tool", "tools") + ", the worst is first"
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

func (p *Pages) shotToolsTable(r request, tools []analysis.Tool) templates.Table {
	table := templates.Table{
		Caption: "Tools with shots in the range",
		Columns: []templates.Column{
			{Name: "Tool"}, {Name: "Part", Low: "1"}, {Name: "Plant", Low: "2"}, {Name: "Supplier", Low: "3"},
			{Name: "Shots", Number: true}, {Name: "Mean cycle, s", Number: true, Low: "1"}, {Name: "Approved, s", Number: true, Low: "2"},
			{Name: "Efficiency, %", Number: true, Low: "1"}, {Name: "Downtime, h", Number: true}, {Bar: true, Low: "2"}, {Name: "Status", Low: "1"},
		},
	}
	longest := longestDowntime(tools)
	for _, t := range tools {
		status, word := toolStatus(t.State)
		table.Rows = append(table.Rows, templates.Row{
			URL: r.address.with("q").with("tool", t.Code).String(),
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
	return table
}
