package web_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/enginetest"
	"sprue/web"
	"sprue/web/browsertest"
)

// screen is a page in a state.
type screen struct {
	name, path string
	charts     int
	on         string // the file that is served: '' the hostile plant
	status     int    // 0 for 200
	alike      bool   // in light and in dark
	small      bool   // has parts on a phone that it has nowhere else: in dark there too
	wall       bool   // without keys, and on large screens too
	plain      bool   // a few words: what fits a phone and a desk fits what lies between
}

// screens is every page in every state: full, filtered by hostile names, as a
// table, empty, before the first build, missing, wrong, and broken.
func screens() []screen {
	some := url.Values{
		"tool": {long(), script, rtl}, "part": {"P " + quotes}, "supplier": {script}, "location": {words()}, "last": {"7d"},
	}
	chips := func(path string, without ...string) string {
		kept := url.Values{}
		for name, values := range some {
			if !slices.Contains(without, name) {
				kept[name] = values
			}
		}
		return path + "?" + kept.Encode()
	}
	const shot = "/shots/at?tool=MX-1&time=2026-03-19T08:00:00Z"
	return []screen{
		{name: "overview", path: "/overview?last=7d&boards=all", small: true},
		{name: "overview's map as a table", path: "/overview?last=7d&figure=downtime&table=heat-map"},
		{name: "overview, empty", path: "/overview?from=2025-01-01&to=2025-01-02", plain: true},
		{name: "overview, filtered", path: chips("/overview", "part", "supplier", "location")},
		{name: "run rate", path: "/run-rate?last=7d&by=hour&day=2026-03-18", charts: 1, small: true},
		{name: "run rate as tables", path: "/run-rate?last=7d&table=trend-data&by=weekday"},
		{name: "run rate, timeline as a table", path: "/run-rate?last=7d&table=timeline", charts: 1},
		{name: "run rate of a plan, with its sensitivity", path: "/run-rate?from=2026-03-28&to=2026-03-30&count=true", on: "planned", charts: 1},
		{name: "run rate, nothing of many filters", path: chips("/run-rate"), plain: true},
		{name: "ROI", path: "/roi?last=7d"},
		{name: "ROI of a plan", path: "/roi?from=2026-03-28&to=2026-03-30", on: "planned"},
		{name: "ROI by part", path: "/roi?last=7d&by=part&unit=parts&fix=stops&share=100"},
		{name: "a finding", path: "/roi/finding?last=7d&id=" + url.QueryEscape(words()+":stops")},
		{name: "ROI, empty", path: "/roi?from=2025-01-01&to=2025-01-02", plain: true},
		{name: "processes", path: "/quality?last=7d"},
		{name: "the data", path: "/quality?last=7d&tab=data"},
		{name: "a process with a long name", path: "/quality?last=7d&tool=" + url.QueryEscape(long()), charts: 3},
		{name: "the temperature of a process", path: "/quality?last=7d&measure=temperature&tool=MX-1", charts: 2},
		{name: "benchmark", path: "/benchmark?last=7d&figure=deviation&groups=all"},
		{name: "benchmark, empty", path: "/benchmark?from=2025-01-01&to=2025-01-02", plain: true},
		{name: "tools", path: "/tools?last=7d&sort=-shots"},
		{name: "tools, none found", path: "/tools?q=zzzzzz", plain: true},
		{name: "a tool", path: "/tools/MX-1?last=7d", charts: 3},
		{name: "a tool with a long name", path: "/tools/" + url.PathEscape(long()) + "?last=7d", charts: 3},
		{name: "a tool, empty", path: "/tools/" + url.PathEscape(rtl) + "?from=2025-01-01&to=2025-01-02", plain: true},
		{name: "shots, which tool", path: "/shots?last=7d", plain: true},
		{name: "shots", path: someShots, charts: 3},
		{name: "shots as tables", path: someShots + "&class=slow&table=points-data&count=true", charts: 2},
		{name: "shots of a long name", path: "/shots?last=7d&tool=" + url.QueryEscape(words()), charts: 3},
		{name: "shots, empty", path: "/shots?tool=MX-1&from=2025-01-01&to=2025-01-02", plain: true},
		{name: "a shot", path: shot, charts: 1},
		{name: "kiosk's set-up", path: "/kiosk/setup?location=" + url.QueryEscape(long())},
		{name: "kiosk", path: "/kiosk?rotate=3600&tool=MX-1&tool=" + strings.Join([]string{url.QueryEscape(script), url.QueryEscape(rtl), url.QueryEscape(long()), url.QueryEscape(words())}, "&tool="), alike: true, wall: true},
		{name: "kiosk of a long plant", path: "/kiosk?rotate=3600&location=" + url.QueryEscape(long()), alike: true, wall: true},
		{name: "filters", path: "/filters?here=/run-rate", plain: true},
		{name: "search", path: "/find?q=a", plain: true},
		{name: "design", path: "/design", charts: 6},
		{name: "missing", path: "/nothing/" + long(), status: 404, plain: true},
		{name: "no such tool", path: "/tools/MX-9", status: 404, plain: true},
		{name: "wrong", path: "/run-rate?from=" + long(), status: 400, plain: true},
		{name: "first run", path: "/overview", on: "empty", plain: true},
		{name: "first run of a tool", path: "/tools/MX-1", on: "empty", plain: true},
		{name: "kiosk, first run", path: "/kiosk?per=9", on: "empty", alike: true, wall: true},
		{name: "broken", path: "/overview", on: "broken", status: 500, plain: true},
	}
}

// TestScreens opens every page in every window, in light and in dark: no error
// in the console, no request to another host, charts drawn, nothing cut off,
// nothing over anything else, contrast, axe, and the way of the tab key. Between a
// phone and a desk every second page is looked at. With SPRUE_SOAK it looks at all of
// it in every window, in dark and light.
func TestScreens(t *testing.T) {
	servers := screenServers(t)
	browser := browsertest.Start(t)
	for name, view := range views() {
		if view.Dark {
			continue // each page turns to it
		}
		for i, s := range screens() {
			if view.Width == 1024 && (s.plain || i%2 == 1) && !enginetest.IsSoak(t) {
				continue
			}
			t.Run(name+"/"+s.name, func(t *testing.T) { s.look(t, browser.With(t), servers, view) })
		}
	}
	for _, size := range [][2]int{{1920, 1080}, {3840, 2160}} {
		for _, s := range screens() {
			if s.wall {
				t.Run(fmt.Sprintf("%d px/%s", size[0], s.name), func(t *testing.T) {
					s.look(t, browser.With(t), servers, browsertest.View{Width: size[0], Height: size[1]})
				})
			}
		}
	}
}

func (s screen) look(t *testing.T, browser *browsertest.Browser, servers map[string]*httptest.Server, view browsertest.View) {
	t.Helper()
	page := browser.Open(servers[s.on].URL+s.path, view)
	page.Drawn(s.charts)
	page.Fits()
	page.Readable()
	all := enginetest.IsSoak(t)
	if view.Width == 1024 && !all {
		s.clean(t, page)
		return // what is left hangs on no width between a phone's and a desk's
	}
	phone := view.Touch
	if !phone || all {
		page.Accessible()
	}
	if html := browsertest.Eval[int](page, `document.querySelectorAll("img, [onerror]").length`); html != 0 {
		t.Error("a name became markup")
	}
	if !s.wall {
		page.Walkable()
	}
	if !s.alike && (!phone || s.small || all) { // other colours hang on no width
		view.Dark = true
		page.Turn(view)
		page.Drawn(s.charts)
		page.Fits()
		page.Readable()
		page.Contrasting()
	}
	s.clean(t, page)
}

// clean expects no problem but the status of a page that says it, which the
// browser notes as one.
func (s screen) clean(t *testing.T, page *browsertest.Page) {
	t.Helper()
	said := s.status == 0
	for _, problem := range page.Problems() {
		if !said && strings.Contains(problem, fmt.Sprintf("status of %d", s.status)) {
			said = true
			continue
		}
		t.Errorf("%s: %s", s.name, problem)
	}
	if !said {
		t.Errorf("%s: did not answer %d", s.name, s.status)
	}
}

func screenServers(t *testing.T) map[string]*httptest.Server {
	t.Helper()
	empty, err := emptyPlant(filepath.Join(t.TempDir(), "empty.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := empty.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return map[string]*httptest.Server{"": openHostile(t).server(t, now), "empty": empty.server(t, now), "broken": openPlant(t).broken(t), "planned": nightPlant(t)}
}

// broken serves a plant whose overview cannot be answered.
func (p *plant) broken(t *testing.T) *httptest.Server {
	t.Helper()
	s, err := web.New(web.Config{}, web.Deps{Analysis: brokenOverview{p.analysis}, Clock: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
}

type brokenOverview struct{ *analysis.Analysis }

func (brokenOverview) Overview(context.Context, engine.Filter, int) (analysis.Overview, error) {
	return analysis.Overview{}, errors.New("the secret cause")
}
