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
// tool breaks.
func strict(t testing.TB) *httptest.Server {
	t.Helper()
	p, err := makePlant(usual())
	if err != nil {
		t.Fatal(err)
	}
	limits := roi.Defaults()
	limits.Recommend.EfficiencyWatch, limits.Recommend.StabilityWatch, limits.Recommend.MicroStopShare = 1, 1, 0
	asked := analysis.New(p.store, analysis.Config{Clock: p.clock, ROI: limits})
	s, err := web.New(web.Config{}, web.Deps{
		Analysis: answers.New(asked, p.store, answers.Config{Clock: p.clock}), Clock: p.clock, Log: slog.New(slog.DiscardHandler),
		State: p.store, Sources: api.Sources{Writer: p.store},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
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

func TestRESTOfRecommendations(t *testing.T) {
	server := strict(t)
	list := func(query string) []map[string]any {
		var answer struct{ Rows []map[string]any }
		_, body := ask(t, server, http.MethodGet, "/api/v1/recommendations"+query)
		decode(t, body, &answer)
		return answer.Rows
	}
	before := list("?tool=" + url.QueryEscape(slashes))
	if len(before) == 0 || before[0]["status"] != "new" || before[0]["equipment_code"] != slashes || before[0]["set_utc"] != nil {
		t.Fatalf("%v", before)
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
	if r, got := patch(t, openPlant(t).server(t, now), at, `{"status": "done"}`); r.StatusCode != http.StatusNotFound {
		t.Errorf("a server that keeps nothing: %d %s", r.StatusCode, got)
	}
}
