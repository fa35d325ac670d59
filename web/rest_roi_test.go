package web_test

import (
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func post(t testing.TB, server *httptest.Server, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Host = "localhost"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	server.Config.Handler.ServeHTTP(answer, r)
	return answer.Result(), answer.Body.String()
}

// What REST tells of money: hours are those of SQL, and money is hours times the
// rate.
func TestRESTOfMoney(t *testing.T) {
	p, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	server := p.server(t, now)
	var tools, bridge, invest struct{ Rows []map[string]any }
	_, body := ask(t, server, http.MethodGet, "/api/v1/roi?by=tool")
	decode(t, body, &tools)
	one := tools.Rows[0]
	code := one["equipment_code"].(string)
	want := p.one(t, "SELECT sum(loss_us) / 3.6e9 AS loss_h, sum(downtime_us) / 3.6e9 AS downtime_h FROM mart.roi_tool_day WHERE equipment_code = '"+code+"'")
	for _, name := range []string{"loss", "downtime"} {
		hours := one[name+"_h"].(float64)
		if hours != want[name+"_h"] || math.Abs(one[name+"_cost"].(float64)-220*hours) > 1e-6*hours {
			t.Errorf("%s: %v h, SQL has %v; %v", name, hours, want[name+"_h"], one[name+"_cost"])
		}
	}
	_, body = ask(t, server, http.MethodGet, "/api/v1/roi/bridge?tool="+code)
	decode(t, body, &bridge)
	steps := p.one(t, "SELECT sum(optimal_parts)::DOUBLE AS optimal, sum(good_parts)::DOUBLE AS good FROM mart.loss_bridge WHERE equipment_code = '"+code+"'")
	if got := bridge.Rows; len(got) != 8 || got[0]["parts"] != steps["optimal"] || got[7]["parts"] != steps["good"] {
		t.Errorf("bridge %v, SQL has %v", got, steps)
	}
	_, body = post(t, server, "/api/v1/roi/what-if", `{"tool": ["`+code+`"], "invest": 20000, "share": 0.5, "machine_rate": 60}`)
	decode(t, body, &invest)
	half := one["annual_loss_cost"].(float64) / 2 * 100 / 220
	if got := invest.Rows[0]; math.Abs(got["yearly_saving"].(float64)-half) > 1e-6*half || got["cost"] != 20000.0 || got["rate_source"] != "as asked, default" {
		t.Errorf("%v, want a saving of %v", got, half)
	}

	problem := map[string]string{"Content-Type": "application/problem+json"}
	for _, s := range []scenario{
		{path: "/api/v1/roi?view=capacity", status: 400, header: problem, has: []string{"margin_per_part is not set for", "roi.margin_per_part"}},
		{path: "/api/v1/roi?view=costs", status: 400, header: problem, has: []string{"did you mean cost?"}},
		{path: "/api/v1/roi?by=moon", status: 400, header: problem, has: []string{"moon"}},
		{path: "/api/v1/roi?tool=MX-0", status: 400, header: problem, has: []string{"MX-0"}},
		{path: "/api/v1/roi/bridge?from=2026-03-02&to=2026-03-01", status: 400, header: problem, has: []string{"half-open"}},
		{path: "/api/v1/roi?from=2030-01-01", status: 200, has: []string{`{"rows":[],`}},
		{path: "/api/v1/roi?by=month&format=csv", status: 200, has: []string{"year,month,shots,loss_shots,"}},
	} {
		r, body := ask(t, server, http.MethodGet, s.path)
		s.check(t, r, body)
	}
	for body, want := range map[string]string{
		`{"invest": 1}`:                               "neither a share",
		`{"invest": 1, "share": 2}`:                   "a share of 2",
		`{"invest": -1, "share": 1}`:                  "-1 is no amount",
		`{"invest": "1"}`:                             "invest: a string stands where",
		`{"shaer": 1}`:                                `unknown field \"shaer\"`,
		`{"invest": 1, "share": 1, "fixes": "stop"}`:  "did you mean stops?",
		`{"invest": 1, "share": 1, "last": "7 days"}`: "no relative range",
		`{"invest": 1, "target_ct": 30}`:              "that of one tool",
		`{"share": 1}`:                                "invest is missing",
		`{"invest": 1, "share": 1} {}`:                "stands after",
		`[]`:                                          "no JSON object",
		`share=1`:                                     "no JSON object",
	} {
		r, answer := post(t, server, "/api/v1/roi/what-if", body)
		(&scenario{path: body, status: 400, header: problem, has: []string{want}}).check(t, r, answer)
	}
	if r, _ := post(t, server, "/api/v1/roi/what-if", `{}`, "Origin", "https://elsewhere.example"); r.StatusCode != http.StatusForbidden {
		t.Errorf("another site is answered %s", r.Status)
	}
}
