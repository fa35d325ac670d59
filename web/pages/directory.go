package pages

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// toolsPerPage is how many rows a page of a table of tools has.
const toolsPerPage = 50

// directory answers: which tools are there, and how do they do?
func (p *Pages) directory(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	order, err := parseDirectoryOrder(r.address.values.Get("sort"))
	if err != nil {
		return err
	}
	number, err := pageNumber(r.address.values.Get("page"), lastPage)
	if err != nil {
		return err
	}
	wanted := r.address.values.Get("q")
	trust, all, err := p.askDirectory(c.Request().Context(), r, analysis.DirectoryQuestion{
		Search: wanted, List: analysis.List{Sort: order.column.name, Desc: order.descending, Limit: toolsPerPage, Offset: (number - 1) * toolsPerPage},
	})
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if trust.BuildID == 0 {
		return p.firstRun(c, trust)
	}
	frame, err := p.frame(c, r, "Tools", trust)
	if err != nil {
		return err
	}
	page := templates.DirectoryPage{
		Head:    directoryHead(wanted, all),
		Search:  templates.Refine{Action: r.address.path, Keep: hidden(r.address, "q", "page"), Wanted: wanted},
		Section: templates.Section{ID: "tools", Head: "Tools", Note: "figures of the range, status of now", Tail: []templates.Link{{Text: "CSV", URL: directoryCSV(r, order)}}},
		Table:   p.directoryTable(r, all, order),
		Pager:   pager(r, number, len(all.Rows), all.Total),
		Trust:   trustLine(r, trust),
	}
	page.Whole, page.Columns = r.address.values.Get("columns") == "all", templates.Link{Text: "All columns", URL: r.address.with("columns", "all").String()}
	if page.Whole {
		page.Columns = templates.Link{Text: "Columns that fit", URL: r.address.with("columns").String()}
	}
	if wanted != "" {
		page.Clear = &templates.Link{Text: "Show all", URL: r.address.with("q").with("page").String()}
	}
	if len(all.Rows) == 0 {
		page.Empty = emptyDirectory(r, wanted, all)
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Directory(page)))
}

func (p *Pages) askDirectory(ctx context.Context, r request, q analysis.DirectoryQuestion) (trust analysis.Trust, all analysis.Directory, err error) {
	err = together(ctx,
		into(&trust, func(ctx context.Context) (analysis.Trust, error) { return p.Questions.Trust(ctx, r.filter) }),
		into(&all, func(ctx context.Context) (analysis.Directory, error) { return p.Questions.Directory(ctx, r.filter, q) }),
	)
	return trust, all, err
}

func directoryHead(wanted string, d analysis.Directory) templates.Head {
	head := templates.Head{Question: "Which tools are there, and how do they do?"}
	subject := plural(int64(d.Total), "tool", "tools")
	if wanted != "" {
		subject += " with “" + wanted + "”"
	}
	switch running := d.States[analysis.Running]; {
	case d.Total == 0 && wanted != "":
		head.Answer = "No tool, part, supplier or plant contains “" + wanted + "”"
		return head
	case d.Total == 0:
		head.Answer = "No tool is left by these filters"
		return head
	case d.States[analysis.NoSignal] == d.Total:
		head.Answer = subject + "; what they do now is not known"
	case running == 0:
		head.Answer = subject + ", none running"
	default:
		head.Answer = subject + ", " + engine.Count(int64(running)) + " running"
	}
	head.Why = countStates(d.States) + " · " + doubtCounts(d.Doubts)
	return head
}

// doubtCounts says about how many tools there is which doubt.
func doubtCounts(d analysis.Doubts) string {
	if d.Tools == 0 {
		return "no doubts"
	}
	var words []string
	for _, kind := range []struct {
		count int
		doubt analysis.Doubt
	}{
		{d.Missing, analysis.DoubtMissing}, {d.Poor, analysis.DoubtPoor},
		{d.NoApproved, analysis.DoubtNoApproved}, {d.NoData, analysis.DoubtNoData},
	} {
		switch {
		case kind.count == d.Tools:
			words = append(words, string(kind.doubt))
		case kind.count > 0:
			words = append(words, fmt.Sprintf("%s (%d)", kind.doubt, kind.count))
		}
	}
	return plural(int64(d.Tools), "tool", "tools") + " in doubt: " + strings.Join(words, ", ")
}

// emptyDirectory leads on: to the tool that was perhaps meant, to a page that
// there is, or to all tools.
func emptyDirectory(r request, wanted string, d analysis.Directory) *templates.Empty {
	first := r.address.with("page")
	switch {
	case d.Total > 0:
		return &templates.Empty{Head: "There is no such page.", Link: &templates.Link{Text: "The first page", URL: first.String()}}
	case wanted != "" && d.Nearest != "":
		return &templates.Empty{Head: "Did you mean " + d.Nearest + "?", Link: &templates.Link{Text: "Search for " + d.Nearest, URL: first.with("q", d.Nearest).String()}}
	case wanted != "":
		return &templates.Empty{Head: "Nothing is called so.", Link: &templates.Link{Text: "Show all tools", URL: first.with("q").String()}}
	}
	return &templates.Empty{Head: "The filters exclude each other.", Link: &templates.Link{Text: "Show all tools", URL: address{path: r.address.path}.String()}}
}

func pager(r request, number, rows, total int) *templates.Pager {
	return pagerOf(r.address, "page", "", number, toolsPerPage, rows, total)
}

// directoryCSV is all pages of the same table.
func directoryCSV(r request, o directoryOrder) string {
	more := url.Values{"sort": {ordering{o.column.name, o.descending}.String()}}
	if wanted := r.address.values.Get("q"); wanted != "" {
		more.Set("search", wanted)
	}
	return csvOf("directory", r.filter, more)
}
