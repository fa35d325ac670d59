package pages

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// Missing is a page that does not exist.
type Missing struct{ Message, Hint string }

func (m *Missing) Error() string { return m.Message }

// empty says what is missing and leads to the nearest range that has data.
func (p *Pages) empty(ctx context.Context, r request) (templates.Empty, error) {
	open := r.filter
	open.Window = engine.Window{}
	answer, err := p.Questions.RunRate(ctx, analysis.Question{Filter: open})
	if err != nil {
		return templates.Empty{}, err
	}
	e := templates.Empty{Head: "The range is " + dates(r.window, p.Clock()) + "."}
	if answer.Range.Last.IsZero() {
		e.Text = "What these filters leave has no shots at all."
		e.Link = &templates.Link{Text: "Show it without filters", URL: address{path: "/run-rate"}.String()}
		return e, nil
	}
	first, last := answer.Range.First, answer.Range.Last
	e.Text = "Shots are there from " + day(first, p.Clock()) + " to " + day(last, p.Clock()) + "."
	from, to := nearest(first, last, r.window)
	e.Link = &templates.Link{
		Text: "Show " + dates(engine.Window{From: from, To: to}, p.Clock()),
		URL:  r.address.between(from.String(), to.String()).String(),
	}
	return e, nil
}

// nearest is up to 28 days with data, at the end of the data that lies nearer
// to the window.
func nearest(first, last time.Time, w engine.Window) (from, to engine.Bound) {
	end := last.AddDate(0, 0, 1)
	if !w.To.IsZero() && w.To.Time.Before(first.AddDate(0, 0, 1)) {
		end = first.AddDate(0, 0, 28)
	}
	if limit := last.AddDate(0, 0, 1); end.After(limit) {
		end = limit
	}
	start := end.AddDate(0, 0, -28)
	if start.Before(first) {
		start = first
	}
	return engine.Day(start.Date()), engine.Day(end.Date())
}

// orFirstRun gives the error, unless nothing was built yet: then no name can be
// known, and the first run explains more.
func (p *Pages) orFirstRun(c echo.Context, err error) error {
	trust, failed := p.Questions.Trust(c.Request().Context(), engine.Filter{})
	if failed != nil || trust.BuildID != 0 {
		return err
	}
	return p.firstRun(c, trust)
}

// firstRun stands where nothing was built yet.
func (p *Pages) firstRun(c echo.Context, trust analysis.Trust) error {
	page := templates.MessagePage{
		Head:    templates.Head{Question: "What is in this file?", Answer: "No data yet"},
		Text:    []string{"Nothing was mirrored into this file. Point sources in sprue.yaml to a folder or a warehouse, then mirror and build:"},
		Steps:   []string{"sprue sync", "sprue build"},
		Actions: []templates.Link{{Text: "Look again", URL: c.Request().URL.RequestURI()}},
	}
	if !trust.SyncedUTC.IsZero() {
		page.Head.Answer = "Mirrored, but not yet built"
		page.Text = []string{"The raw tables were mirrored " + age(trust.SyncAge) + " ago. What is missing is the build that turns them into shots, runs and stops:"}
		page.Steps = []string{"sprue build"}
	}
	frame := p.Bare(c, "No data yet")
	frame.Age = p.dataAge(trust)
	return render(c, http.StatusOK, templates.Layout(frame, templates.Message(page)))
}

// Failure is the page for an error: message and hint, never the cause.
func (p *Pages) Failure(c echo.Context, status int, message, hint, requestID string) error {
	page := templates.MessagePage{
		Head:    templates.Head{Question: failureQuestion(status), Answer: title(message)},
		Actions: []templates.Link{{Text: "Overview", URL: "/overview"}},
	}
	if hint != "" {
		page.Text = []string{title(hint)}
	}
	if status >= http.StatusInternalServerError {
		page.Small = "The log has the cause under request " + requestID + "."
		page.Actions = append([]templates.Link{{Text: "Try again", URL: c.Request().URL.RequestURI()}}, page.Actions...)
	}
	return render(c, status, templates.Layout(p.Bare(c, http.StatusText(status)), templates.Message(page)))
}

func failureQuestion(status int) string {
	switch {
	case status == http.StatusNotFound:
		return "There is no such page"
	case status < http.StatusInternalServerError:
		return "This question cannot be answered"
	}
	return "The page could not be made"
}
