package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"sprue/engine/analysis"
	"sprue/engine/lineage"
	"sprue/engine/pipeline"
	"sprue/engine/quality"
	"sprue/engine/snapshot"
	"sprue/engine/store"
	"sprue/web"
	"sprue/web/api"
)

// full serves a plant with all that REST tells beside figures.
func (p *plant) full(t *testing.T) *httptest.Server {
	t.Helper()
	library := &snapshot.Library{Folder: filepath.Join(t.TempDir(), "versions"), Clock: p.clock}
	if _, err := library.Create(t.Context(), p.store, "of a test", func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	s, err := web.New(web.Config{Timeout: time.Hour}, web.Deps{
		Analysis: p.analysis, Clock: p.clock, Log: slog.New(slog.DiscardHandler), State: p.store,
		Sources: api.Sources{
			Check: func(ctx context.Context) (quality.Report, error) {
				return quality.Checker{Store: p.store, Config: pipeline.Defaults().Quality, Clock: p.clock}.Check(ctx, "")
			},
			Lineage:   func(ctx context.Context) (*lineage.Graph, error) { return lineage.Load(ctx, p.store) },
			Snapshots: library.List,
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
}

// What REST tells of the data itself: rows are those of SQL for the same filter.
func TestRESTOfTheDataItself(t *testing.T) {
	p, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	server := p.full(t)
	for path, count := range map[string]string{
		"quarantine":                       "SELECT count(*) AS n FROM core.quarantine",
		"quarantine?from=2026-03-01":       "SELECT count(*) AS n FROM core.quarantine WHERE utc_day >= DATE '2026-03-01'",
		"anomalies":                        "SELECT count(*) AS n FROM mart.data_anomaly",
		"anomalies?tool=MX-3077":           "SELECT count(*) AS n FROM mart.data_anomaly WHERE equipment_code = 'MX-3077'",
		"quality/data":                     "SELECT count(*) AS n FROM mart.data_quality",
		"quality/data?by=day&tool=MX-3077": "SELECT count(*) AS n FROM mart.data_quality_day WHERE equipment_code = 'MX-3077'",
		"quality/data?by=day&from=2026-03-12&to=2026-03-19": "SELECT count(*) AS n FROM mart.data_quality_day WHERE local_date >= DATE '2026-03-12' AND local_date < DATE '2026-03-19'",
		"snapshots":                               "SELECT 1::BIGINT AS n",
		"lineage?of=core.quarantine.packet_id":    "SELECT NULL::BIGINT AS n",
		"quality/data?by=rule":                    "SELECT NULL::BIGINT AS n",
		"quality/process":                         "SELECT count(DISTINCT (equipment_code, part_id)) AS n FROM mart.process_day WHERE measure = 'ct'",
		"quality/process?by=capability":           "SELECT count(DISTINCT (equipment_code, part_id)) AS n FROM mart.process_day WHERE measure = 'ct'",
		"quality/process?by=day&tool=MX-3077":     "SELECT count(*) AS n FROM mart.process_day WHERE measure = 'ct' AND equipment_code = 'MX-3077'",
		"quality/process?by=event&tool=MX-3077":   "SELECT count(*) AS n FROM mart.process_event WHERE equipment_code = 'MX-3077'",
		"quality/process?by=summary&tool=MX-3077": "SELECT 1::BIGINT AS n",
		"history?tool=MX-3077":                    "SELECT (SELECT count(*) FROM raw.work_order o JOIN raw.mold m ON m.id = o.mold_id WHERE m.equipment_code = 'MX-3077' AND lower(o.status) = 'completed') + (SELECT count(*) FROM mart.process_event WHERE equipment_code = 'MX-3077') AS n",
		"end-of-life":                             "SELECT count(*) AS n FROM mart.end_of_life",
		"features?limit=10000":                    "SELECT count(*) AS n FROM mart.features_tool_day",
		"features?tool=MX-3077":                   "SELECT count(*) AS n FROM mart.features_tool_day WHERE equipment_code = 'MX-3077'",
		"baselines":                               "SELECT count(*) AS n FROM mart.baba_baseline",
		"baselines?by=period&tool=MX-3077":        "SELECT count(*) AS n FROM mart.baba_period WHERE equipment_code = 'MX-3077'",
		"shot-analysis?by=session":                "SELECT count(*) AS n FROM mart.ana_shot_made",
		"shot-analysis?by=day&tool=MX-3077":       "SELECT count(DISTINCT local_date) AS n FROM mart.ana_day WHERE equipment_code = 'MX-3077'",
		"end-of-life?by=week&tool=MX-3077":        "SELECT count(*) AS n FROM mart.forecast_score WHERE equipment_code = 'MX-3077'",
		"benchmark":                               "SELECT count(*) AS n FROM mart.benchmark",
		"benchmark?tool=MX-3077":                  "SELECT count(*) AS n FROM mart.benchmark WHERE equipment_code = 'MX-3077'",
		"benchmark?by=supplier":                   "SELECT count(DISTINCT supplier_id) AS n FROM mart.benchmark",
	} {
		var answer struct{ Rows []map[string]any }
		r, body := ask(t, server, http.MethodGet, "/api/v1/"+path)
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %s", path, r.Status, body)
			continue
		}
		decode(t, body, &answer)
		want := p.one(t, count)
		if want["n"] == nil && len(answer.Rows) == 0 || want["n"] != nil && int64(len(answer.Rows)) != want.n("n") {
			t.Errorf("%s: %d rows, SQL has %v", path, len(answer.Rows), want["n"])
		}
	}
	problem := map[string]string{"Content-Type": "application/problem+json"}
	for _, s := range []scenario{
		{path: "/api/v1/lineage", status: 400, header: problem, has: []string{"of is missing"}},
		{path: "/api/v1/lineage?of=mart.runn", status: 400, header: problem, has: []string{"mart.run"}},
		{path: "/api/v1/lineage?of=mart.run&direction=left", status: 400, header: problem},
		{path: "/api/v1/quality/data?by=moon", status: 400, header: problem, has: []string{"moon"}},
		{path: "/api/v1/quality/process?by=moon", status: 400, header: problem, has: []string{"moon"}},
		{path: "/api/v1/quality/process?by=point", status: 400, header: problem, has: []string{"name one tool"}},
		{path: "/api/v1/quality/process?by=point&tool=MX-3077&subgroup=0", status: 400, header: problem, has: []string{"is no number of shots"}},
		{path: "/api/v1/quality/process?by=point&tool=MX-3077&limit=2", status: 200, has: []string{`"next":"`, `"ewma_upper":`}},
		{path: "/api/v1/shot-analysis?by=sessions", status: 400, header: problem, has: []string{"none of their groupings", "did you mean session?"}},
		{path: "/api/v1/shot-analysis?by=session&tool=MX-3077&format=csv", status: 200, has: []string{",shots_below,shots_within,shots_above,", "MX-3077,"}},
		{path: "/api/v1/baselines?by=perod", status: 400, header: problem, has: []string{"none of their groupings", "did you mean period?"}},
		{path: "/api/v1/baselines?by=best", status: 400, header: problem, has: []string{"name one tool or more"}},
		{path: "/api/v1/baselines?by=best&tool=MX-3077", status: 200, has: []string{`"gap_to_best":`}},
		{path: "/api/v1/baselines?last=7d", status: 400, header: problem, has: []string{"have no window"}},
		{path: "/api/v1/baselines?tool=MX-3077&format=csv", status: 200, has: []string{",ct_median,ct_mad,", "MX-3077,"}},
		{path: "/api/v1/baselines?by=period&tool=MX-3077&limit=1", status: 200, has: []string{`"mann_whitney_p":`, `"verdict":`}},
		{path: "/api/v1/features?tool=MX-3077&format=csv", status: 200, has: []string{",days_since_part_change,", ",stops_next_7d,", "MX-3077,"}},
		{path: "/api/v1/features?from=2026-03-12&to=2026-03-13&limit=1", status: 200, has: []string{`"local_date":"2026-03-12"`, `"target_reason":`}},
		{path: "/api/v1/end-of-life?by=day", status: 400, header: problem, has: []string{"has no meaning here", "as of the last production day"}},
		{path: "/api/v1/benchmark?by=month", status: 400, header: problem, has: []string{"has no meaning here", "ranks are of a whole window"}},
		{path: "/api/v1/quality/process?by=shift", status: 400, header: problem, has: []string{"has no meaning here"}},
		{path: "/api/v1/end-of-life?from=2026-03-01", status: 400, header: problem, has: []string{"has no window"}},
		{path: "/api/v1/end-of-life?by=week&last=7d", status: 400, header: problem, has: []string{"has no window"}},
		{path: "/api/v1/end-of-life?limit=2", status: 200, has: []string{`"next":"`, `"used_share":`}},
		{path: "/api/v1/end-of-life?tool=MX-3077&format=csv", status: 200, has: []string{",date_100_median,", "MX-3077,"}},
		{path: "/api/v1/benchmark?by=moon", status: 400, header: problem, has: []string{"moon"}},
		{path: "/api/v1/benchmark?from=2026-03-02&to=2026-03-01", status: 400, header: problem, has: []string{"half-open"}},
		{path: "/api/v1/benchmark?from=2030-01-01", status: 200, has: []string{`{"rows":[],`}},
		{path: "/api/v1/benchmark?limit=2", status: 200, has: []string{`"next":"`, `"score_percentile":`}},
		{path: "/api/v1/benchmark?format=csv", status: 200, has: []string{"equipment_code,group_kind,group_id,"}},
		{path: "/api/v1/quarantine?tool=MX-0", status: 400, header: problem, has: []string{"MX-0"}},
		{path: "/api/v1/quarantine?limit=2", status: 200, has: []string{`"next":"`}},
		{path: "/api/v1/anomalies?format=csv", status: 200, has: []string{"anomaly_id,equipment_code,level,"}},
		{path: "/api/v1/snapshots", status: 200, has: []string{`"note":"of a test"`}},
	} {
		r, body := ask(t, server, http.MethodGet, s.path)
		s.check(t, r, body)
	}
}

// A tag holds for one state of the data in the life of one server: a restored
// version numbers its builds again, and one of some tables has no build at all.
func TestTagsNameNoOtherState(t *testing.T) {
	p := openPlant(t)
	serve := func() *httptest.Server {
		s, err := web.New(web.Config{}, web.Deps{Analysis: analysis.New(p.store, analysis.Config{Clock: p.clock}), Clock: p.clock, Log: slog.New(slog.DiscardHandler), State: p.store})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(s)
		t.Cleanup(server.Close)
		return server
	}
	server, path := serve(), "/api/v1/tools"
	first, _ := ask(t, server, http.MethodGet, path)
	tag := first.Header.Get("ETag")
	status := func(server *httptest.Server) int {
		r, _ := ask(t, server, http.MethodGet, path, "If-None-Match", tag)
		return r.StatusCode
	}
	if got := status(server); got != http.StatusNotModified {
		t.Errorf("nothing has changed: %d", got)
	}
	if got := status(serve()); got != http.StatusOK {
		t.Errorf("after another start: %d", got)
	}
	if err := p.store.Write(t.Context(), func(context.Context, *store.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := status(server); got != http.StatusOK {
		t.Errorf("after a commit: %d", got)
	}
}

// A file that another version built, and nobody since, says what to do.
func TestAnOutdatedFileSaysSo(t *testing.T) {
	p, err := emptyPlant(filepath.Join(t.TempDir(), "old.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.store.Close() })
	err = p.store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "ALTER TABLE mart.run_rate_day DROP COLUMN imputed_shots")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	server := p.server(t, now)
	for _, path := range []string{"/run-rate", "/api/v1/run-rate"} {
		r, body := ask(t, server, http.MethodGet, path)
		scenario{status: http.StatusServiceUnavailable, has: []string{"another version of sprue", "sprue build"}}.check(t, r, body)
	}
}
