package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sprue/engine/analysis"
	"sprue/engine/roi"
	"sprue/web"
	"sprue/web/answers"
	"sprue/web/api"
)

// strict has a plant of its own, for a status writes to it, and limits that every
// tool breaks; the second server keeps no status.
func strict(t testing.TB) (keeps, readsOnly *httptest.Server) {
	t.Helper()
	p, err := makePlant(usual())
	if err != nil {
		t.Fatal(err)
	}
	limits := roi.Defaults()
	limits.Recommend.EfficiencyWatch, limits.Recommend.StabilityWatch, limits.Recommend.MicroStopShare = 1, 1, 0
	asked := analysis.New(p.store, analysis.Config{Clock: p.clock, ROI: limits})
	serve := func(sources api.Sources) *httptest.Server {
		s, err := web.New(web.Config{}, web.Deps{
			Analysis: answers.New(asked, p.store, answers.Config{Clock: p.clock}), Clock: p.clock, Log: slog.New(slog.DiscardHandler),
			State: p.store, Sources: sources,
		})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(s)
		t.Cleanup(server.Close)
		return server
	}
	return serve(api.Sources{Writer: p.store}), serve(api.Sources{})
}

func patch(t testing.TB, server *httptest.Server, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPatch, path, strings.NewReader(body))
	r.Host = "localhost"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	server.Config.Handler.ServeHTTP(answer, r)
	return answer.Result(), answer.Body.String()
}

// What is said over REST and on the page is kept, and seen by both.
func TestRecommendations(t *testing.T) {
	server, readsOnly := strict(t)
	t.Run("REST", func(t *testing.T) { restOfRecommendations(t, server, readsOnly) })
	t.Run("page", func(t *testing.T) { pageOfRecommendations(t, server, readsOnly) })
}

func restOfRecommendations(t *testing.T, server, readsOnly *httptest.Server) {
	t.Helper()
	list := func(query string) []map[string]any {
		var answer struct{ Rows []map[string]any }
		_, body := ask(t, server, http.MethodGet, "/api/v1/recommendations"+query)
		decode(t, body, &answer)
		return answer.Rows
	}
	before := list("?tool=" + url.QueryEscape(quotes))
	if len(before) == 0 || before[0]["status"] != "new" || before[0]["equipment_code"] != quotes || before[0]["set_utc"] != nil {
		t.Fatalf("%v", before)
	}
	if rows := list("/unjudged?tool=" + url.QueryEscape(quotes)); len(rows) != 1 || rows[0]["rule"] != "end_of_life" || rows[0]["has"] != "no designed shots" {
		t.Errorf("rules that could not look: %v", rows)
	}
	id := before[0]["id"].(string)
	at := "/api/v1/recommendations/" + url.PathEscape(id)
	r, body := patch(t, server, at, `{"status": "planned", "note": "<b>Monday</b>", "by": "Ana"}`)
	if r.StatusCode != http.StatusOK || !strings.Contains(body, `"status":"planned"`) || !strings.Contains(body, `"set_utc":"2026-03-20T12:00:00Z"`) {
		t.Fatalf("%d %s", r.StatusCode, body)
	}
	if after := list("?status=planned&status=done"); len(after) != 1 || after[0]["id"] != id || after[0]["note"] != "<b>Monday</b>" || after[0]["set_by"] != "Ana" {
		t.Errorf("%v", after)
	}
	if r, body := ask(t, server, http.MethodGet, "/api/v1/recommendations/history"); r.StatusCode != http.StatusOK || !strings.Contains(body, `"set_by":"Ana"`) {
		t.Errorf("history: %d %s", r.StatusCode, body)
	}
	for body, want := range map[string]string{
		`{"status": "dismissed"}`:              "without a reason",
		`{"status": "finished"}`:               "is no status",
		`{}`:                                   "is no status",
		`{"status": "done", "why": 1}`:         "unknown field",
		`{"status": 1}`:                        "stands where a string is expected",
		`{"status": "done"} {"status": "new"}`: "something stands after",
	} {
		if r, got := patch(t, server, at, body); r.StatusCode != http.StatusBadRequest || !strings.Contains(got, want) {
			t.Errorf("%s: %d %s", body, r.StatusCode, got)
		}
	}
	if r, got := patch(t, server, "/api/v1/recommendations/MX-1:stop", `{"status": "done"}`); r.StatusCode != http.StatusNotFound || !strings.Contains(got, "there is no finding") {
		t.Errorf("an unknown id: %d %s", r.StatusCode, got)
	}
	if r, _ := patch(t, server, at, `{"status": "done"}`, "Sec-Fetch-Site", "cross-site"); r.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", r.StatusCode)
	}
	if r, got := ask(t, server, http.MethodGet, "/api/v1/recommendations?status=open"); r.StatusCode != http.StatusBadRequest || !strings.Contains(got, "is no status") {
		t.Errorf("an unknown status: %d %s", r.StatusCode, got)
	}
	if r, got := patch(t, readsOnly, at, `{"status": "done"}`); r.StatusCode != http.StatusNotFound {
		t.Errorf("a server that keeps nothing: %d %s", r.StatusCode, got)
	}
}

func pageOfRecommendations(t *testing.T, server, readsOnly *httptest.Server) {
	t.Helper()
	const week = "from=2026-03-13&to=2026-03-21"
	id := slashes + ":unstable"
	finding := "/roi/finding?id=" + url.QueryEscape(id) + "&" + week
	form := func(status, note string) string {
		return url.Values{"id": {id}, "status": {status}, "note": {note}, "by": {"<i>Ana</i>"}, "from": {"2026-03-13"}, "to": {"2026-03-21"}}.Encode()
	}
	const kind = "application/x-www-form-urlencoded"
	for _, s := range []scenario{
		{path: "/roi?" + week, status: 200, has: []string{`hx-get="/roi?count=true&amp;` + strings.ReplaceAll(week, "&", "&amp;") + `"`}, hasNot: []string{"Closed 0"}},
		{path: "/roi?count=true&" + week, status: 200, has: []string{"What to do", "Open ", "Closed 0", `href="/roi/finding?from=2026-03-13&amp;id=`, "of its shots are normal", `<p class="note">Not all rules could look: `}},
		{path: "/roi?todo=closed&" + week, status: 200, has: []string{"None of these."}},
		{path: "/roi?todo=some&" + week, status: 400, has: []string{"some", "closed"}},
		{path: finding, status: 200, has: []string{"Unstable on A/B?C#D%41", "review the set-up", "Its figures", "efficiency", `value="dismissed"`, "Nothing yet.", "/tools/A%2FB%3FC%23D%2541/shots?from=2026-03-13&amp;to=2026-03-21"}},
		{path: "/roi/finding?id=MX-0:stops&" + week, status: 404, has: []string{"MX-0:stops", "ROI"}},
		{path: "/roi/finding", status: 404},
	} {
		r, body := ask(t, server, http.MethodGet, s.path)
		s.check(t, r, body)
	}
	if r, body := post(t, server, "/roi/finding", form("dismissed", ""), "Content-Type", kind); r.StatusCode != http.StatusBadRequest || !strings.Contains(body, "without a reason") {
		t.Errorf("dismissed without a reason: %d %s", r.StatusCode, body)
	}
	r, body := post(t, server, "/roi/finding", form("dismissed", "<b>agreed</b>"), "Content-Type", kind)
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/roi/finding?from=2026-03-13&id="+url.QueryEscape(id)+"&to=2026-03-21" {
		t.Fatalf("%d %q %s", r.StatusCode, r.Header.Get("Location"), body)
	}
	for _, s := range []scenario{
		{path: finding, status: 200, has: []string{`value="dismissed" checked`, "&lt;b&gt;agreed&lt;/b&gt;", "&lt;i&gt;Ana&lt;/i&gt;", "20 Mar 2026 12:00"}, hasNot: []string{"Nothing yet.", "<b>agreed"}},
		{path: "/roi?todo=closed&" + week, status: 200, has: []string{"Closed 1", "dismissed"}, hasNot: []string{"None of these."}},
		{path: "/roi/finding?id=" + url.QueryEscape(id) + "&from=2025-01-01&to=2025-01-05", status: 200, has: []string{"not found in this range", "agreed"}},
	} {
		r, body := ask(t, server, http.MethodGet, s.path)
		s.check(t, r, body)
	}
	if r, _ := post(t, server, "/roi/finding", form("done", ""), "Content-Type", kind, "Sec-Fetch-Site", "cross-site"); r.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", r.StatusCode)
	}
	if r, _ := post(t, readsOnly, "/roi/finding", form("done", ""), "Content-Type", kind); r.StatusCode != http.StatusNotFound {
		t.Errorf("a server that keeps nothing: %d", r.StatusCode)
	}
	if r, body := ask(t, readsOnly, http.MethodGet, finding); r.StatusCode != http.StatusOK || strings.Contains(body, "Keep it") {
		t.Errorf("a form that keeps nothing: %d", r.StatusCode)
	}
}
