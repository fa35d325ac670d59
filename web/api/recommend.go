package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// RecommendQuestions are what is to be done, and what is said about it.
type RecommendQuestions interface {
	Recommendations(ctx context.Context, q analysis.RecommendQuestion) (analysis.Recommendations, error)
	SetStatus(ctx context.Context, w analysis.Writer, c analysis.StatusChange) (analysis.Recommendation, error)
}

func (a *API) recommendRoutes(v1 *echo.Group) {
	v1.GET("/recommendations", a.table(a.recommendations))
	v1.GET("/recommendations/unjudged", a.table(a.unjudged))
	v1.GET("/recommendations/history", a.table(a.listing(analysis.RecommendationHistory)))
	v1.PATCH("/recommendations/:id", a.setStatus)
}

// recommendations are those of a window, or of the last 28 production days.
func (a *API) recommendations(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	statuses, err := analysis.ParseStatuses(c.QueryParams()["status"])
	if err != nil {
		return analysis.Table{}, err
	}
	all, err := a.Questions.Recommendations(ctx, analysis.RecommendQuestion{Filter: f, Statuses: statuses})
	return all.Table(), err
}

// unjudged are the rules that could not look at a tool, and why.
func (a *API) unjudged(ctx context.Context, _ echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	all, err := a.Questions.Recommendations(ctx, analysis.RecommendQuestion{Filter: f})
	return all.UnjudgedTable(), err
}

// statusChange is what is said about a finding, as JSON.
type statusChange struct {
	Status string `json:"status"`
	Note   string `json:"note"`
	By     string `json:"by"` // who says so
}

// setStatus answers with the finding as it is then; the window in which it is
// looked for is that of the address.
func (a *API) setStatus(c echo.Context) error {
	if a.Sources.Writer == nil {
		return echo.ErrNotFound
	}
	change, err := readStatus(c.Request())
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	r, err := a.Questions.SetStatus(ctx, a.Sources.Writer, change)
	if errors.Is(err, analysis.ErrNoSuchFinding) {
		var why *engine.Error
		errors.As(err, &why)
		return Fail(c, http.StatusNotFound, why.Error(), why.Hint)
	}
	if err != nil {
		return err
	}
	trust, err := a.Questions.Trust(ctx, engine.Filter{})
	if err != nil {
		return err
	}
	return send(c, analysis.Recommendations{List: []analysis.Recommendation{r}}.Table(), page{limit: 1}, trust)
}

const statusHint = `as {"status": "planned", "note": "cooling time on Monday", "by": "Ana"}`

func readStatus(r *http.Request) (analysis.StatusChange, error) {
	_, id, _ := strings.Cut(r.URL.EscapedPath(), "/recommendations/")
	id, err := url.PathUnescape(id)
	if err != nil {
		return analysis.StatusChange{}, usage("the id in the address cannot be read", "")
	}
	filter, err := engine.FilterFromValues(r.URL.Query())
	if err != nil {
		return analysis.StatusChange{}, err
	}
	var s statusChange
	if err := readObject(r.Body, &s, statusHint); err != nil {
		return analysis.StatusChange{}, err
	}
	status, err := analysis.ParseStatus(s.Status)
	return analysis.StatusChange{ID: id, Status: status, Note: s.Note, By: s.By, Filter: filter}, err
}
