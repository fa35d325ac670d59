package api

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// table answers a question as JSON pages or as one CSV file. Its ETag names
// the build: nothing changes between two builds but what 'now' means.
func (a *API) table(ask question) echo.HandlerFunc {
	return func(c echo.Context) error {
		f, err := engine.FilterFromValues(c.QueryParams())
		if err != nil {
			return err
		}
		f.Window = f.Window.Resolve(a.Clock())
		page, err := readPage(c)
		if err != nil {
			return err
		}
		trust, err := a.Questions.Trust(c.Request().Context(), engine.Filter{})
		if err != nil {
			return err
		}
		if tagged(c, trust.BuildID, f) {
			return c.NoContent(http.StatusNotModified)
		}
		t, err := ask(c.Request().Context(), c, f, page.rows(c))
		if err != nil {
			return err
		}
		return send(c, t, page, trust.BuildID)
	}
}

func send(c echo.Context, t analysis.Table, page page, build uint64) error {
	if wantsCSV(c) {
		return sendCSV(c, t)
	}
	rows, next, err := page.cut(t.Rows, build)
	if err != nil {
		return err
	}
	t.Rows = rows
	body, err := encode(t, next, build)
	if err != nil {
		return err
	}
	return c.JSONBlob(http.StatusOK, body)
}

// tagged sets the ETag and tells whether the client has this answer already.
func tagged(c echo.Context, build uint64, f engine.Filter) bool {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, c.Path(), f.Window, c.QueryParams().Encode(), wantsCSV(c)) // a hash does not fail
	tag := fmt.Sprintf(`W/"%x-%x"`, build, h.Sum64())
	header := c.Response().Header()
	header.Set("ETag", tag)
	header.Set(echo.HeaderCacheControl, "private, no-cache")
	header.Set(echo.HeaderVary, "Accept")
	return c.Request().Header.Get("If-None-Match") == tag
}

// wantsCSV reads Accept, and format=csv for links, which cannot set a header.
func wantsCSV(c echo.Context) bool {
	if format := c.QueryParam("format"); format != "" {
		return format == "csv"
	}
	return strings.Contains(c.Request().Header.Get(echo.HeaderAccept), "text/csv")
}
