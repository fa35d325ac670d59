package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sprue/engine/analysis"
	"sprue/engine/pipeline"
	"sprue/engine/store"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
	"sprue/web"
	"sprue/web/answers"
	"sprue/web/api"
	"sprue/web/browsertest"
)

// now is the clock of the tests; shots end shortly before it.
var now = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

// Names as other people's systems hold them.
const (
	script  = `</SCRIPT><IMG SRC=X ONERROR="ALERT(1)">`
	quotes  = `Q'"&<>;--/*\`
	rtl     = "\u202eRTL\u202c שלום"
	fox     = "FOX 🦊"
	formula = "=CMD|' /C CALC'!A1"
	slashes = "A/B?C#D%41"
)

func long() string { return strings.Repeat("X", 300) }

func toolCodes() []string {
	return []string{"MX-1", "MX-2", script, quotes, rtl, fox, formula, slashes, long()}
}

// plant is a small file that went through the whole chain: files, mirror,
// build. It is made once; tests only read it.
type plant struct {
	store    *store.Store
	analysis *analysis.Analysis
	now      time.Time

	lock   sync.Mutex
	served map[time.Time]*web.Server // by its clock; see server
}

var thePlant = sync.OnceValues(func() (*plant, error) { return makePlant(usual()) })

func openPlant(t testing.TB) *plant {
	t.Helper()
	return must(t, thePlant)
}

func must(t testing.TB, make func() (*plant, error)) *plant {
	t.Helper()
	p, err := make()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestMain(m *testing.M) {
	code := browsertest.Main(m)
	for _, folder := range folders {
		_ = os.RemoveAll(folder)
	}
	os.Exit(code)
}

var folders []string

func makePlant(c cast) (*plant, error) {
	folder, err := os.MkdirTemp("", "sprue-web-test")
	if err != nil {
		return nil, err
	}
	folders = append(folders, folder)
	if err := c.writeRaw(folder); err != nil {
		return nil, err
	}
	p, err := emptyPlant(filepath.Join(folder, "plant.duckdb"))
	if err != nil {
		return nil, err
	}
	cfg := pipeline.Defaults()
	cfg.Families = []pipeline.FamilyRule{{Family: "<b>" + long(), Supplier: 1}}
	return p, p.loadWith(folder, cfg)
}

func emptyPlant(path string) (*plant, error) {
	s, err := store.Open(context.Background(), store.Config{Path: path, Threads: 1}) // two would wait for each other
	if err != nil {
		return nil, err
	}
	p := &plant{store: s, now: now}
	p.analysis = analysis.New(s, analysis.Config{Clock: p.clock})
	builder, err := p.pipeline()
	if err != nil {
		return nil, err
	}
	return p, builder.Ensure(context.Background())
}

func (p *plant) clock() time.Time { return p.now }

func (p *plant) pipeline() (*pipeline.Pipeline, error) {
	return pipeline.New(pipeline.Defaults(), p.store, p.clock, slog.New(slog.DiscardHandler))
}

func (p *plant) load(folder string) error { return p.loadWith(folder, pipeline.Defaults()) }

func (p *plant) loadWith(folder string, cfg pipeline.Config) error {
	src, err := files.New(files.Config{Name: "plant", Path: folder})
	if err != nil {
		return err
	}
	m, err := mirror.New(mirror.Config{}, p.store, p.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	if _, err := m.Sync(context.Background(), []source.Source{src}, mirror.Options{}); err != nil {
		return err
	}
	builder, err := pipeline.New(cfg, p.store, p.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	_, err = builder.Build(context.Background(), pipeline.Options{})
	return err
}

// server serves the plant as it is at a moment, with the page of parts. Tests
// share what it remembers, as readers do: a page is drawn once for all of them.
func (p *plant) server(t testing.TB, at time.Time) *httptest.Server {
	t.Helper()
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.served[at] == nil {
		if p.served == nil {
			p.served = map[time.Time]*web.Server{}
		}
		p.served[at] = p.handler(t, web.Config{Development: true}, at)
	}
	return listen(t, p.served[at])
}

// serve serves it with nothing remembered yet.
func (p *plant) serve(t testing.TB, cfg web.Config, at time.Time) *httptest.Server {
	t.Helper()
	return listen(t, p.handler(t, cfg, at))
}

// handler is put together as the program's.
func (p *plant) handler(t testing.TB, cfg web.Config, at time.Time) *web.Server {
	t.Helper()
	clock := func() time.Time { return at }
	s, err := web.New(cfg, web.Deps{
		Analysis: answers.New(analysis.New(p.store, analysis.Config{Clock: clock}), p.store, answers.Config{Clock: clock}),
		Clock:    clock, Log: slog.New(slog.DiscardHandler), State: p.store,
		Sources: api.Sources{Writer: p.store},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func listen(t testing.TB, s *web.Server) *httptest.Server {
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
}

type row = map[string]any

// cast is who stands in the raw tables: a tool for each code, all of them of
// one supplier and plant, or each of its own.
type cast struct {
	codes     []string
	parts     []string // one each; the code where there are fewer
	locations []string // the tools take turns
	companies []string
	days      int
}

func usual() cast {
	return cast{codes: toolCodes(), locations: []string{"Brno <b>"}, companies: []string{`Vltava & "Plast" ` + fox}, days: 5}
}

// writeRaw writes the files layout.
func (c cast) writeRaw(folder string) error {
	tables := map[string][]row{}
	for i, name := range c.locations {
		tables["LOCATION"] = append(tables["LOCATION"], row{"ID": i + 1, "NAME": name, "TIME_ZONE_ID": "Europe/Prague", "COMPANY_ID": 1})
	}
	for i, name := range c.companies {
		tables["COMPANY"] = append(tables["COMPANY"], row{"ID": i + 1, "NAME": name, "PARENT_ID": nil, "COMPANY_TYPE": "SUPPLIER", "TIER": "1", "COUNTRY": "CZ"})
	}
	for i, code := range c.codes {
		counter := fmt.Sprintf("CNT-%d", i+1)
		tables["MOLD"] = append(tables["MOLD"], row{
			"ID": i + 1, "EQUIPMENT_CODE": code, "COUNTER_CODE": counter, "CONTRACTED_CYCLE_TIME": 300,
			"TOTAL_CAVITIES": 2, "SUPPLIER_COMPANY_ID": i%len(c.companies) + 1, "LOCATION_ID": i%len(c.locations) + 1,
		})
		part := code
		if i < len(c.parts) {
			part = c.parts[i]
		}
		tables["PART"] = append(tables["PART"], row{"ID": i + 1, "PART_CODE": "P " + part, "NAME": part})
		tables["MOLD_PART"] = append(tables["MOLD_PART"], row{"MOLD_ID": i + 1, "PART_ID": i + 1, "CAVITY": 2, "SWITCHED_TIME": "1700000000000000000"})
		tables["STATISTICS"] = append(tables["STATISTICS"], row{"CI": counter, "MOLD_ID": i + 1, "MOLD_CODE": code, "HOUR": "2026010100", "SHOT_COUNT": 0})
		tables["DATA_SHOT"] = append(tables["DATA_SHOT"], packets(counter, i, c.days)...)
	}
	for name, rows := range tables {
		if err := writeNDJSON(filepath.Join(folder, name+".ndjson"), rows); err != nil {
			return err
		}
	}
	return nil
}

// packets are days of shots of 30 s, 06:00 to 14:00 UTC, with slow cycles,
// a gap after every 100th shot, and missing numbers after every 250th.
func packets(counter string, tool, days int) []row {
	var all []row
	seq := 1
	for day := days - 1; day >= 0; day-- {
		at := now.AddDate(0, 0, -day).Add(-6 * time.Hour)
		var shots []row
		for at.Before(now.AddDate(0, 0, -day).Add(2*time.Hour)) && at.Before(now) {
			ct := 30.0
			if seq%7 == tool%7 {
				ct = 34
			}
			at = at.Add(time.Duration(ct * float64(time.Second)))
			if seq%100 == 0 {
				at = at.Add(time.Duration(5+tool) * time.Minute)
			}
			if seq%250 == 0 {
				seq += 3
			}
			shots = append(shots, row{"ct": ct, "tempMeas": 60, "seq": seq, "time": fmt.Sprintf("%d.000", at.Unix())})
			seq++
		}
		content, err := json.Marshal(shots)
		if err != nil {
			panic(err) // maps of numbers and text
		}
		all = append(all, row{"COUNTER_CODE": counter, "SHOT_START_TIME": at.UnixNano(), "CONTENT": string(content)})
	}
	return all
}

func writeNDJSON(path string, rows []row) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(file)
	encoder := json.NewEncoder(out)
	for _, r := range rows {
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// ask sends a request and gives the answer with its body.
func ask(t testing.TB, server *httptest.Server, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var body strings.Builder
	if _, err := bufio.NewReader(answer.Body).WriteTo(&body); err != nil {
		t.Fatal(err)
	}
	return answer, body.String()
}
