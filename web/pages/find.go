package pages

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// findTool goes to the tool that a search means; if several could be meant, it
// lists them.
func (p *Pages) findTool(c echo.Context) error {
	wanted := strings.TrimSpace(c.QueryParam("q"))
	ctx := c.Request().Context()
	trust, err := p.Questions.Trust(ctx, engine.Filter{})
	if err != nil {
		return err
	}
	if trust.BuildID == 0 {
		return p.firstRun(c, trust)
	}
	all, err := p.choices.of(ctx, p.Questions, trust.BuildID)
	if err != nil {
		return err
	}
	matches := matching(all.tools, wanted)
	if len(matches) == 1 && wanted != "" {
		return redirect(c, toolPath(matches[0]))
	}
	return p.listTools(c, trust, wanted, matches)
}

// matching gives the code itself if there is one, else all that contain it.
func matching(codes []string, wanted string) []string {
	var found []string
	for _, code := range codes {
		if strings.EqualFold(code, wanted) {
			return []string{code}
		}
		if strings.Contains(strings.ToLower(code), strings.ToLower(wanted)) {
			found = append(found, code)
		}
	}
	return found
}

func (p *Pages) listTools(c echo.Context, trust analysis.Trust, wanted string, codes []string) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	frame, err := p.frame(c, r, "Tools", trust)
	if err != nil {
		return err
	}
	frame.Range, frame.Filters.Chips, frame.Filters.Add = nil, nil, false
	page := templates.MessagePage{Head: templates.Head{Question: "Which tool?", Answer: findAnswer(wanted, len(codes))}}
	for _, code := range codes {
		page.Actions = append(page.Actions, templates.Link{Text: code, URL: toolPath(code)})
	}
	if len(codes) == 0 {
		page.Actions = []templates.Link{{Text: "All tools", URL: "/tools"}}
	}
	status := http.StatusOK
	if len(codes) == 0 {
		status = http.StatusNotFound
	}
	return render(c, status, templates.Layout(frame, templates.Message(page)))
}

func findAnswer(wanted string, n int) string {
	switch {
	case wanted == "":
		return plural(int64(n), "tool has", "tools have") + " data"
	case n == 0:
		return "No tool's code contains “" + wanted + "”"
	}
	return plural(int64(n), "tool's code contains", "tools' codes contain") + " “" + wanted + "”"
}
