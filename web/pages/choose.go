package pages

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/templates"
)

// How many choices of a kind a menu shows: some of each, more of the one asked
// for.
const (
	choicesShown = 3 // of each kind, so that all four are seen
	foundShown   = 8 // of those that contain what is typed
	kindShown    = 500
)

// asked is a question of the search or of the menu of filters.
type asked struct {
	wanted string  // text that names must contain
	kind   string  // only this kind
	here   address // the page that is open
}

func readAsked(c echo.Context) asked {
	here, err := url.Parse(local(c.QueryParam("here")))
	if err != nil {
		here = &url.URL{Path: "/"}
	}
	a := asked{wanted: strings.TrimSpace(c.QueryParam("q")), kind: c.QueryParam("kind")}
	a.here = address{path: here.EscapedPath(), values: here.Query()}
	return a
}

// filters lists what the open page can be filtered by; each is a link that adds
// it, or takes it away if it is in force.
func (p *Pages) filters(c echo.Context) error {
	return p.offer(c, "Filter by what?", "Choose what the figures are about", func(a asked, all lists) templates.Choices {
		return offered(a, all, a.added)
	})
}

// find lists pages and names that contain what is searched for. A tool opens,
// anything else becomes a filter of the run rate.
func (p *Pages) find(c echo.Context) error {
	a := readAsked(c)
	if all, err := p.known(c); err == nil && a.wanted != "" && !isPart(c) {
		if codes := matching(all.tools, a.wanted); len(codes) == 1 {
			return redirect(c, a.opens("tool", codes[0]))
		}
	}
	return p.offer(c, "What are you looking for?", searchAnswer(a.wanted), func(a asked, all lists) templates.Choices {
		if a.wanted == "" {
			return templates.Choices{Note: "Type a part of the name of a tool, part, supplier, plant or page."}
		}
		found := offered(a, all, a.opens)
		if pages := p.matchingPages(a); len(pages.Choices) > 0 {
			found.Kinds = append([]templates.ChoiceKind{pages}, found.Kinds...)
		}
		return found
	})
}

func searchAnswer(wanted string) string {
	if wanted == "" {
		return "Tools, parts, suppliers, plants and pages"
	}
	return "What contains “" + wanted + "”"
}

// offer answers the script with the list alone, a reader with a page.
func (p *Pages) offer(c echo.Context, question, answer string, list func(asked, lists) templates.Choices) error {
	all, err := p.known(c)
	if err != nil {
		return err
	}
	asked := readAsked(c)
	choices := templates.ChoiceList(list(asked, all))
	c.Response().Header().Add(echo.HeaderVary, "HX-Request")
	if isPart(c) {
		return render(c, http.StatusOK, choices)
	}
	frame := p.Bare(c, "Choose")
	frame.Filters = &templates.FilterBar{Search: true, Here: local(c.QueryParam("here"))}
	head := templates.Head{Question: question, Answer: answer}
	refine := templates.Refine{Action: c.Path(), Keep: []templates.Hidden{{Name: "here", Value: asked.here.String()}}, Wanted: asked.wanted}
	if asked.kind != "" {
		refine.Keep = append(refine.Keep, templates.Hidden{Name: "kind", Value: asked.kind})
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.ChoicePage(head, refine, choices)))
}

// isPart tells whether the script asks for a part of a page.
func isPart(c echo.Context) bool {
	h := c.Request().Header
	return h.Get("HX-Request") == "true" && h.Get("HX-Boosted") == ""
}

// known is what can be named now; nothing before the first build.
func (p *Pages) known(c echo.Context) (lists, error) {
	ctx := c.Request().Context()
	trust, err := p.Questions.Trust(ctx, engine.Filter{})
	if err != nil || trust.BuildID == 0 {
		return lists{}, err
	}
	return p.choices.of(ctx, p.Questions, trust)
}

// offered is the names of each kind that contain what is wanted, with the
// address that to gives.
func offered(a asked, all lists, to func(kind, name string) string) templates.Choices {
	var out templates.Choices
	for _, k := range kinds() {
		if a.kind != "" && a.kind != k.name || k.name == "tool" && aboutOneTool(a.here) && a.kind == "" && a.wanted == "" {
			continue
		}
		if group := a.group(k, k.all(all), to); len(group.Choices) > 0 {
			out.Kinds = append(out.Kinds, group)
		}
	}
	if len(out.Kinds) == 0 {
		out.Note = "Nothing is called so."
		if a.wanted == "" {
			out.Note = "There is nothing to choose before the first build."
		}
	}
	return out
}

func (a asked) group(k kind, names []string, to func(kind, name string) string) templates.ChoiceKind {
	names = inForceFirst(containing(names, a.wanted), a.here.values[k.name])
	limit := choicesShown
	switch {
	case a.kind == k.name:
		limit = kindShown
	case a.wanted != "":
		limit = foundShown
	}
	group := templates.ChoiceKind{Name: k.many}
	for _, name := range names[:min(limit, len(names))] {
		group.Choices = append(group.Choices, templates.Choice{
			Text: name, URL: to(k.name, name), Current: slices.Contains(a.here.values[k.name], name),
		})
	}
	if len(names) > limit {
		more := address{path: "/filters", values: url.Values{"kind": {k.name}, "here": {a.here.String()}, "q": {a.wanted}}}
		group.More = &templates.Link{Text: "All " + engine.Count(int64(len(names))), URL: more.String()}
	}
	return group
}

// inForceFirst puts on top what the open page is filtered by.
func inForceFirst(names, chosen []string) []string {
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Compare(btoi(!slices.Contains(chosen, a)), btoi(!slices.Contains(chosen, b)))
	})
	return names
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// added is the open page with one filter more, or one less if it is in force.
func (a asked) added(kind, name string) string {
	at := a.here
	if kind == "tool" && aboutOneTool(at) {
		return at.with("stops").at(toolPath(name)).String()
	}
	if slices.Contains(at.values[kind], name) {
		return at.without(kind, name).String()
	}
	return at.with(kind, append(slices.Clone(at.values[kind]), name)...).String()
}

// opens is what a name found by the search leads to, in the range of the open
// page.
func (a asked) opens(kind, name string) string {
	at := address{path: "/run-rate", values: carried(a.here.values)}
	for _, other := range kinds() {
		at = at.with(other.name)
	}
	if kind == "tool" {
		return at.at(toolPath(name)).String()
	}
	return at.with(kind, name).String()
}

// containing gives the names that contain a text, those that begin with it
// first.
func containing(names []string, text string) []string {
	if text == "" {
		return names
	}
	text = strings.ToLower(text)
	var first, rest []string
	for _, name := range names {
		switch lower := strings.ToLower(name); {
		case strings.HasPrefix(lower, text):
			first = append(first, name)
		case strings.Contains(lower, text):
			rest = append(rest, name)
		}
	}
	return append(first, rest...)
}

// matching gives the code itself if there is one, else all that contain it.
func matching(codes []string, wanted string) []string {
	if i := slices.IndexFunc(codes, func(code string) bool { return strings.EqualFold(code, wanted) }); i >= 0 {
		return codes[i : i+1]
	}
	return containing(codes, wanted)
}

// matchingPages keeps the range of the open page.
func (p *Pages) matchingPages(a asked) templates.ChoiceKind {
	group := templates.ChoiceKind{Name: "Pages"}
	for _, at := range p.places() {
		if a.wanted != "" && strings.Contains(strings.ToLower(at.name), strings.ToLower(a.wanted)) {
			group.Choices = append(group.Choices, templates.Choice{
				Text: at.name, URL: address{path: at.path, values: carried(a.here.values)}.String(),
			})
		}
	}
	return group
}
