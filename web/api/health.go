package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
)

// health says that the process lives.
func health(c echo.Context) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// ready says whether the file can be read, is built, and is fresh.
func (a *API) ready(c echo.Context) error {
	trust, err := a.Questions.Trust(c.Request().Context(), engine.Filter{})
	switch {
	case err != nil:
		return err
	case trust.BuildID == 0:
		return Fail(c, http.StatusServiceUnavailable, "nothing is built yet", "run 'sprue sync' and 'sprue build'")
	case trust.Stale:
		return Fail(c, http.StatusServiceUnavailable, "the mirror is stale since "+trust.SyncedUTC.Format(time.RFC3339), "run 'sprue sync', or serve with --every 1m")
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.JSON(http.StatusOK, map[string]any{"status": "ready", "build": trust.BuildID, "synced_utc": trust.SyncedUTC.UTC().Format(time.RFC3339)})
}
