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
func (a *API) table(ask question) echo.HandlerFunc { return a.answer(ask, true) }

// anew is a table of what no build makes: it has no tag.
func (a *API) anew(ask question) echo.HandlerFunc { return a.answer(ask, false) }

func (a *API) answer(ask question, isBuilt bool) echo.HandlerFunc {
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
		if isBuilt && a.tagged(c, trust, f) {
			return c.NoContent(http.StatusNotModified)
		}
		t, err := ask(c.Request().Context(), c, f, page.rows(c))
		if err != nil {
			return err
		}
		return send(c, t, page, trust)
	}
}

func send(c echo.Context, t analysis.Table, page page, trust analysis.Trust) error {
	if wantsCSV(c) {
		return sendCSV(c, t)
	}
	rows, next, err := page.cut(t.Rows, uint64(trust.BuiltUTC.UnixMicro()))
	if err != nil {
		return err
	}
	t.Rows = rows
	body, err := encode(t, next, trust.BuildID)
	if err != nil {
		return err
	}
	return c.JSONBlob(http.StatusOK, body)
}

// tagged sets the ETag and tells whether the client has this answer already.
// The number of a build is not enough: after an older version is restored, builds
// are numbered from its own on, and where only some tables are, no build tells.
// So a tag holds for one state of the data in the life of one server.
func (a *API) tagged(c echo.Context, trust analysis.Trust, f engine.Filter) bool {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, c.Path(), f.Window, c.QueryParams().Encode(), wantsCSV(c)) // a hash does not fail
	var version uint64
	if a.Version != nil {
		version = a.Version()
	}
	tag := fmt.Sprintf(`W/"%x-%s-%x-%x"`, trust.BuildID, a.Life, version, h.Sum64())
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
