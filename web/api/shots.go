package api

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// ShotQuestions are about the shots of one tool.
type ShotQuestions interface {
	Shots(ctx context.Context, f engine.Filter, q analysis.ShotsQuestion) (analysis.Shots, error)
	ShotList(ctx context.Context, f engine.Filter, l analysis.List) (tool string, shots []analysis.Shot, err error)
	ShotPage(ctx context.Context, f engine.Filter, classes []string, l analysis.List) (tool string, shots []analysis.Shot, err error)
	RunShots(ctx context.Context, id uint64, l analysis.List) (analysis.RunShots, error)
	Histogram(ctx context.Context, f engine.Filter) (analysis.Histogram, error)
	Temperature(ctx context.Context, f engine.Filter, split time.Time) (analysis.Temperature, error)
}

func (a *API) shotRoutes(v1 *echo.Group) {
	v1.GET("/tools/:code/shots", a.table(a.ofTool(a.shots)))
	v1.GET("/tools/:code/points", a.table(a.ofTool(a.points)))
	v1.GET("/tools/:code/histogram", a.table(a.ofTool(a.histogram)))
	v1.GET("/tools/:code/temperature", a.table(a.ofTool(a.temperature)))
	v1.GET("/runs/:id/shots", a.table(a.runShots))
}

// ofTool puts the tool of the path into the filter.
func (a *API) ofTool(ask question) question {
	return func(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
		code, err := toolCode(c)
		if err != nil {
			return analysis.Table{}, err
		}
		f.Tools = []string{code}
		return ask(ctx, c, f, rows)
	}
}

// toolCode reads the path as it was sent: a code may have a slash or a percent
// sign in it, which echo unescapes or not, as the address happens to be.
func toolCode(c echo.Context) (string, error) {
	_, rest, _ := strings.Cut(c.Request().URL.EscapedPath(), "/tools/")
	code, err := url.PathUnescape(path.Dir(rest))
	if err != nil {
		return "", usage("the tool in the address cannot be read", "")
	}
	return code, nil
}

// shots are all of them, or those of some classes, page by page.
func (a *API) shots(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	if classes := c.QueryParams()["class"]; len(classes) > 0 {
		for _, class := range classes {
			if !slices.Contains(analysis.ShotClasses(), class) {
				return analysis.Table{}, usage(fmt.Sprintf("there is no class %q", class), "one of "+strings.Join(analysis.ShotClasses(), ", "))
			}
		}
		tool, shots, err := a.Questions.ShotPage(ctx, f, classes, analysis.List{Limit: rows})
		return analysis.ShotsTable(tool, shots), err
	}
	tool, shots, err := a.Questions.ShotList(ctx, f, analysis.List{Limit: rows})
	return analysis.ShotsTable(tool, shots), err
}

// points are what the picture shows.
func (a *API) points(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	pixels, err := pixelsOf(c)
	if err != nil {
		return analysis.Table{}, err
	}
	shots, err := a.Questions.Shots(ctx, f, analysis.ShotsQuestion{Pixels: pixels})
	return shots.Table(), err
}

func (a *API) histogram(ctx context.Context, _ echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	h, err := a.Questions.Histogram(ctx, f)
	return h.Table(), err
}

func (a *API) temperature(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	var split time.Time
	if text := c.QueryParam("split"); text != "" {
		var err error
		if split, err = time.Parse(time.RFC3339Nano, text); err != nil {
			return analysis.Table{}, usage(fmt.Sprintf("split %q is no instant", text), "write it as 2026-06-30T06:00:00Z")
		}
	}
	t, err := a.Questions.Temperature(ctx, f, split)
	return t.Table(), err
}

func (a *API) runShots(ctx context.Context, c echo.Context, _ engine.Filter, rows int) (analysis.Table, error) {
	id, err := strconv.ParseUint(c.Param("id"), 10, 64)
	if err != nil {
		return analysis.Table{}, usage(fmt.Sprintf("%q is no run", c.Param("id")), "take run_id from the table of runs")
	}
	r, err := a.Questions.RunShots(ctx, id, analysis.List{Limit: rows})
	return analysis.ShotsTable(r.Run.Tool, r.Shots), err
}

// pixelsOf is how wide the picture is; 0 leaves it to the question.
func pixelsOf(c echo.Context) (int, error) {
	text := c.QueryParam("pixels")
	if text == "" {
		return 0, nil
	}
	const most = 10000
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, usage(fmt.Sprintf("pixels %q is no number from 1 to %d", text, most), "")
	}
	return n, nil
}
