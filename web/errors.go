package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/web/api"
	"sprue/web/pages"
)

// failure is an error as a reader sees it.
type failure struct {
	status        int
	message, hint string
}

// fail answers an error: a problem document for REST, a page for readers. The
// log gets the cause.
func (s *Server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		s.log.Error("answer broke off", "request_id", id(c), "error", err)
		return
	}
	f := s.read(err, c)
	if f.status >= http.StatusInternalServerError {
		s.log.Error("request failed", "request_id", id(c), "path", c.Request().URL.Path, "error", err, "cause", errors.Unwrap(err))
	}
	if sent := s.answer(c, f); sent != nil {
		s.log.Error("error page failed", "request_id", id(c), "error", sent)
	}
}

func (s *Server) answer(c echo.Context, f failure) error {
	if strings.HasPrefix(c.Request().URL.Path, "/api/") || c.Path() == "/health" || c.Path() == "/ready" {
		return api.Fail(c, f.status, f.message, f.hint)
	}
	return s.pages.Failure(c, f.status, f.message, f.hint, id(c))
}

func (s *Server) read(err error, c echo.Context) failure {
	var missing *pages.Missing
	var known *engine.Error
	var refused *echo.HTTPError
	switch {
	case errors.As(err, &missing):
		return failure{http.StatusNotFound, missing.Message, missing.Hint}
	case errors.Is(err, context.DeadlineExceeded):
		return failure{http.StatusServiceUnavailable, fmt.Sprintf("the answer took longer than %s", s.cfg.Timeout), "choose a shorter range, or try again when no build runs"}
	case errors.As(err, &known):
		return failure{statusOf(known.Code), known.Message, known.Hint}
	case errors.As(err, &refused):
		return refusal(refused, c)
	case store.IsOutdated(err):
		return failure{http.StatusServiceUnavailable, store.OutdatedMessage, store.OutdatedHint}
	}
	return failure{http.StatusInternalServerError, "something went wrong here", "try again; if it stays, look into the log"}
}

func statusOf(code engine.Code) int {
	switch code {
	case engine.CodeUsage:
		return http.StatusBadRequest
	case engine.CodeFile, engine.CodeSource:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func refusal(err *echo.HTTPError, c echo.Context) failure {
	path := c.Request().URL.Path
	switch err.Code {
	case http.StatusNotFound:
		return failure{err.Code, fmt.Sprintf("nothing is at %s", path), "the navigation shows the pages that there are"}
	case http.StatusMethodNotAllowed:
		return failure{err.Code, fmt.Sprintf("%s cannot be asked for by %s", path, c.Request().Method), ""}
	case http.StatusRequestEntityTooLarge:
		return failure{err.Code, "the request is longer than " + bodyLimit, ""}
	}
	if err.Code >= http.StatusInternalServerError {
		return failure{err.Code, "something went wrong here", "try again; if it stays, look into the log"}
	}
	return failure{err.Code, fmt.Sprint(err.Message), ""}
}
