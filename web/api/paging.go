package api

import (
	"encoding/base64"
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"sprue/engine"
)

const (
	defaultLimit = 1000
	maxLimit     = 10000
)

// page is the part of a table that a request asks for.
type page struct {
	limit int
	from  int
	build uint64 // of the answer that gave the cursor; 0 without a cursor
}

func readPage(c echo.Context) (page, error) {
	p := page{limit: defaultLimit}
	if text := c.QueryParam("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxLimit {
			return page{}, usage(fmt.Sprintf("limit %q is no number from 1 to %d", text, maxLimit), "")
		}
		p.limit = n
	}
	if text := c.QueryParam("cursor"); text != "" {
		raw, err := base64.RawURLEncoding.DecodeString(text)
		if err == nil {
			_, err = fmt.Sscanf(string(raw), "%d %d", &p.build, &p.from)
		}
		if err != nil || p.from < 0 {
			return page{}, usage(fmt.Sprintf("cursor %q is none of ours", text), "take it from 'next' of the answer before")
		}
	}
	return p, nil
}

// all is more rows than a mart of runs or stops has.
const all = 1 << 31

// rows is how many rows an answer needs: one more than the page tells whether
// there is a next one. CSV has no pages.
func (p page) rows(c echo.Context) int {
	if wantsCSV(c) {
		return all
	}
	return p.from + p.limit + 1
}

// cut gives the rows of the page and the cursor of the next one. Rows of two
// builds would not fit together.
func (p page) cut(rows [][]any, build uint64) (part [][]any, next *string, err error) {
	if p.build != 0 && p.build != build {
		return nil, nil, usage("a new build has replaced the rows that the cursor is about", "begin again without a cursor")
	}
	from := min(p.from, len(rows))
	to := min(from+p.limit, len(rows))
	if to < len(rows) {
		cursor := base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf("%d %d", build, to)))
		next = &cursor
	}
	return rows[from:to], next, nil
}

func usage(message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "read the request", Message: message, Hint: hint}
}
