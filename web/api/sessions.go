package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// SessionQuestions is what REST asks about sessions.
type SessionQuestions interface {
	Sessions(ctx context.Context, f engine.Filter, by analysis.SessionsBy, limit int) (analysis.Sessions, error)
}

// sessions is all shots of the window in one row, or what by says.
func (a *API) sessions(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	by, err := engine.OneOf(c.QueryParam("by"), analysis.SessionGroupings(), "tell the sessions", "%q is none of their groupings")
	if err != nil {
		return analysis.Table{}, err
	}
	s, err := a.Questions.Sessions(ctx, f, by, rows)
	return s.Table, err
}
