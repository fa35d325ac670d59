package web_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sprue/engine/enginetest"
	sampledata "sprue/sample_data"
	"sprue/web"
)

const hour = time.Hour

// quarterPast is the clock of the sample: the last shots of some tools have just
// come, others stand.
var quarterPast = time.Date(2026, 3, 19, 20, 14, 40, 0, time.UTC)

var theSample = sync.OnceValues(func() (*plant, error) {
	folder, err := os.MkdirTemp("", "sprue-web-numbers")
	if err != nil {
		return nil, err
	}
	folders = append(folders, folder)
	p, err := emptyPlant(filepath.Join(folder, "plant.duckdb"))
	if err != nil {
		return nil, err
	}
	p.now = quarterPast
	data := filepath.Join(folder, "data")
	_, err = sampledata.Write(context.Background(), sampledata.Options{
		Dir: data, Shots: 60_000, Tools: 16, Seed: 3, Now: p.clock,
		From: time.Date(2026, 2, 13, 0, 0, 0, 0, time.UTC), To: quarterPast.Truncate(24*hour).AddDate(0, 0, 1),
	})
	if err != nil {
		return nil, err
	}
	return p, p.load(data)
})

// Every number of every page is the one that plain SQL on the marts and the
// master table gives for the same filter, and every digit on a page has a check.
// A page by another figure is asked about every third filter, with SPRUE_SOAK
// about all.
func TestEveryNumberIsThatOfSQL(t *testing.T) {
	p, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	server := p.serve(t, web.Config{Timeout: hour}, p.now)
	for i, q := range p.questions(t) {
		tool := p.one(t, q.with()+"SELECT equipment_code AS code FROM piece GROUP BY 1 ORDER BY SUM(downtime_us) DESC, 1 LIMIT 1").s("code")
		for k, page := range pagesWithNumbers(tool) {
			if page.only != "" && page.only != q.name || page.alike && (i+k)%3 != 0 && !enginetest.IsSoak(t) {
				continue
			}
			t.Run(q.name+page.path, func(t *testing.T) {
				asked := page.about(q)
				answer, body := ask(t, server, http.MethodGet, page.at(q))
				if answer.StatusCode != http.StatusOK {
					t.Fatalf("%s: %s", page.at(q), answer.Status)
				}
				w := newWanted(t, p, asked)
				page.wants(w)
				w.compare(numbersOf(t, body))
			})
		}
	}
}

// questions are the filters; the names in them come from the file.
func (p *plant) questions(t *testing.T) []question {
	name := func(id, name string) (query string, scope string) {
		r := p.one(t, "SELECT "+id+" AS id, arg_max("+name+", local_date) AS name FROM mart.run_rate_day WHERE local_date >= DATE '2026-03-12' GROUP BY 1 ORDER BY COUNT(DISTINCT equipment_code) DESC, SUM(shots) DESC LIMIT 1")
		if id == "equipment_code" {
			return url.QueryEscape(r.s("name")), "equipment_code = '" + r.s("id") + "'"
		}
		return url.QueryEscape(r.s("name")), id + " = " + count(r.n("id"))
	}
	all := []question{
		{name: "all", from: "2026-02-19", to: "2026-03-19", scope: "TRUE"},
		{name: "week", query: "last=7d", from: "2026-03-12", to: "2026-03-19", scope: "TRUE"},
		{name: "alone", query: "last=7d&compare=none", from: "2026-03-12", to: "2026-03-19", scope: "TRUE", silent: true},
		{name: "custom", query: "from=2026-03-02&to=2026-03-09", from: "2026-03-02", to: "2026-03-09", scope: "TRUE"},
		{name: "hours", query: "last=24h", from: "2026-03-18 21:00", to: "2026-03-19 21:00", scope: "TRUE"},
	}
	for _, kind := range []struct{ name, id, label string }{
		{"tool", "equipment_code", "equipment_code"}, {"part", "part_id", "part_code"},
		{"supplier", "supplier_id", "supplier_name"}, {"location", "location_id", "location_name"},
	} {
		query, scope := name(kind.id, kind.label)
		all = append(all, question{name: kind.name, query: "last=7d&" + kind.name + "=" + query, from: "2026-03-12", to: "2026-03-19", scope: scope})
	}
	return all
}

// numberPage is a page, and what stands on it.
type numberPage struct {
	path  string
	tool  string // that the page is about
	only  string // asked with this question alone; '' with all
	alike bool   // as the page before it, by another figure
	wants func(w *wanted)
}

func (n numberPage) about(q question) question {
	if n.tool != "" {
		q.scope = "(" + q.scope + ") AND equipment_code = '" + n.tool + "'"
	}
	return q
}

func (n numberPage) at(q question) string {
	address, more, _ := strings.Cut(n.path, "?")
	if strings.HasPrefix(more, "tool=") && strings.Contains(q.query, "&tool=") {
		_, more, _ = strings.Cut(more, "&")
	}
	return address + "?" + strings.Trim(q.query+"&"+more, "&")
}

func pagesWithNumbers(tool string) []numberPage {
	return []numberPage{
		{path: "/overview", wants: func(w *wanted) { w.overview("deviation") }},
		{path: "/overview?boards=all", only: "all", wants: func(w *wanted) { w.whole = true; w.overview("deviation") }},
		{path: "/overview?figure=stability", alike: true, wants: func(w *wanted) { w.overview("stability") }},
		{path: "/overview?figure=downtime", alike: true, wants: func(w *wanted) { w.overview("downtime") }},
		{path: "/overview?figure=efficiency", alike: true, wants: func(w *wanted) { w.overview("efficiency") }},
		{path: "/overview?figure=shots", alike: true, wants: func(w *wanted) { w.overview("shots") }},
		{path: "/run-rate", wants: func(w *wanted) { w.runRate("Stability", "cause") }},
		{path: "/run-rate?count=true", only: "week", wants: func(w *wanted) {
			w.runRate("Stability", "cause")
			w.sensitivity()
		}},
		{path: "/run-rate?figure=mttr&by=weekday", alike: true, wants: func(w *wanted) { w.runRate("MTTR", "weekday") }},
		{path: "/run-rate?figure=mtbf", alike: true, wants: func(w *wanted) { w.runRate("MTBF", "cause") }},
		{path: "/run-rate?figure=efficiency", alike: true, wants: func(w *wanted) { w.runRate("Efficiency", "cause") }},
		{path: "/run-rate?figure=downtime", alike: true, wants: func(w *wanted) { w.runRate("Downtime", "cause") }},
		{path: "/run-rate?by=hour&cause=gap&weekday=3&weekday=4", only: "week", wants: func(w *wanted) { w.runRateOf("Stability", "hour", "kind = 'gap' AND isodow(local_date) IN (3, 4)") }},
		{path: "/run-rate?by=shift&hour=10", only: "supplier", wants: func(w *wanted) {
			w.runRateOf("Stability", "shift", "strftime(start_local, '%H') = '10'")
			w.leaves("the hour that the address names", "stops/.*chip.*")
		}},
		{path: "/tools/" + tool, tool: tool, wants: func(w *wanted) { w.toolPage(tool) }},
		{path: "/tools/" + tool + "?count=true", only: "all", tool: tool, wants: func(w *wanted) {
			w.toolPage(tool)
			w.judged(tool)
			w.sessions("#below-part", 8)
		}},
		{path: "/tools", wants: (*wanted).directory},
		{path: "/benchmark", only: "week", wants: (*wanted).benchmark},
		{path: "/benchmark", only: "hours", wants: (*wanted).benchmark},
		{path: "/shots", wants: (*wanted).shotTools},
		{path: "/quality?count=true&tab=data", only: "all", wants: (*wanted).data},
		{path: "/quality", only: "all", wants: (*wanted).quality},
		{path: "/quality?tool=" + tool, only: "all", tool: tool, wants: func(w *wanted) { w.process(tool) }},
		{path: "/quality?measure=temperature&tool=" + tool, only: "all", tool: tool, wants: func(w *wanted) { w.warm(tool) }},
		{path: "/kiosk?per=9", wants: (*wanted).kiosk},
		{path: "/shots?tool=" + tool + "&count=true", tool: tool, wants: func(w *wanted) {
			w.shots(tool)
			w.sessions("#sessions-part", 50)
		}},
	}
}
