package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"sprue/web/events"
)

// eventsPath is where pages listen for what happens.
const eventsPath = "/events"

// isStream: an answer that goes on for as long as its page is open.
func isStream(c echo.Context) bool { return c.Request().URL.Path == eventsPath }

// stream sends what happens, as server-sent events, until the page is closed or
// the server ends.
func (s *Server) stream(c echo.Context) error {
	streamer := events.Streamer{Broker: s.events, Beat: s.cfg.Beat}
	after := c.Request().Header.Get("Last-Event-ID")
	if after == "" {
		after = c.QueryParam("after") // of a script that connects anew by itself, or a page that was made then
	}
	err := streamer.Stream(c.Request().Context(), c.Response(), c.RealIP(), after)
	switch {
	case errors.Is(err, events.ErrFull):
		c.Response().Header().Set("Retry-After", "30")
		return echo.NewHTTPError(http.StatusTooManyRequests, err.Error())
	case errors.Is(err, events.ErrClosed):
		return echo.NewHTTPError(http.StatusServiceUnavailable, err.Error())
	case err != nil:
		s.log.Debug("a page does not read its events any more", "ip", c.RealIP(), "error", err)
	}
	return nil
}
