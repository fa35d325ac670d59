package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sprue/engine/analysis"
	"sprue/engine/pipeline"
	"sprue/engine/store"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
	"sprue/web"
	"sprue/web/events"
)

// noon is the moment of the screens: 12:34 in Monterrey, in the early shift.
var noon = time.Date(2026, 3, 20, 18, 34, 0, 0, time.UTC)

// machine is a tool of a screen: it makes a shot every ct since the shift
// began, but for one stop, and until the end.
type machine struct {
	code, part   string
	approved, ct float64 // s
	stop         time.Duration
	end          time.Duration // before noon
	reported     bool          // statistics go on after the end
	plant        int           // 1 Monterrey, 2 a plant without a shift now
}

// nine are the tools of the design's picture.
func nine() []machine {
	return []machine{
		{"MX-2208", "Housing 9", 41, 41, 9 * time.Minute, 88 * time.Minute, true, 1},
		{"MX-2254", "Bezel 3", 35, 35.1, 9 * time.Minute, 0, false, 1},
		{"MX-2290", "Clip 7", 18, 18.6, 4 * time.Minute, 0, false, 1},
		{"MX-2301", "Cap 12", 12, 12.1, 11 * time.Minute, 0, false, 1},
		{"MX-2312", "Cap 12", 12, 12.1, 11 * time.Minute, 23 * time.Minute, false, 1},
		{"MX-2340", "Tray 2", 52, 52, 6 * time.Minute, 40 * time.Minute, false, 2},
		{"MX-2356", "Gear 5", 22.5, 22.3, 7 * time.Minute, 0, false, 1},
		{"MX-2417", "Cover 41", 28, 32.6, 6 * time.Minute, 0, false, 1},
		{"MX-2433", "Cover 41", 28, 28.2, 12 * time.Minute, 0, false, 1},
	}
}

// twenty are nine with more of the same kind.
func twenty() []machine {
	all := nine()
	for i := range 11 {
		all = append(all, machine{fmt.Sprintf("MX-30%02d", i), "Lid " + fmt.Sprint(i), 30, 30, 5 * time.Minute, 0, false, 1})
	}
	return all
}

// wall is a plant with a server whose clock can be set, which can be stopped and
// started again on the same address.
type wall struct {
	t      *testing.T
	store  *store.Store
	broker *events.Broker
	addr   string
	now    atomic.Pointer[time.Time]
	stop   func()
}

var theWall = sync.OnceValues(func() (*store.Store, error) { return makeWall(twenty()) })

func newWall(t *testing.T) *wall {
	t.Helper()
	s, err := theWall()
	if err != nil {
		t.Fatal(err)
	}
	w := &wall{t: t, store: s, addr: "127.0.0.1:0"}
	w.at(noon)
	w.start()
	t.Cleanup(func() { w.stop() })
	return w
}

// at sets the clock and says that the mirror is as fresh as that.
func (w *wall) at(now time.Time) {
	w.t.Helper()
	w.clockTo(now)
	w.change("UPDATE meta.source SET synced_utc = '" + now.UTC().Format("2006-01-02 15:04:05") + "'")
}

func (w *wall) clockTo(now time.Time) { w.now.Store(&now) }

func (w *wall) change(statements ...string) {
	w.t.Helper()
	err := w.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *wall) start() {
	w.t.Helper()
	clock := func() time.Time { return *w.now.Load() }
	w.broker = events.New(events.Config{Clock: clock})
	server, err := web.New(web.Config{}, web.Deps{
		Analysis: analysis.New(w.store, analysis.Config{Clock: clock, Freshness: 10 * time.Minute}), Clock: clock,
		Log: slog.New(slog.DiscardHandler), Events: w.broker,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", w.addr)
	if err != nil {
		w.t.Fatal(err)
	}
	w.addr = listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(ctx, listener); err != nil {
			w.t.Error(err)
		}
	}()
	w.stop = sync.OnceFunc(func() { cancel(); <-ended })
}

func (w *wall) url(path string) string { return "http://" + w.addr + path }

func makeWall(machines []machine) (*store.Store, error) {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "sprue-wall-test")
	if err != nil {
		return nil, err
	}
	folders = append(folders, folder)
	if err := writeMachines(folder, machines); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, store.Config{Path: filepath.Join(folder, "wall.duckdb"), Threads: 1})
	if err != nil {
		return nil, err
	}
	clock := func() time.Time { return noon }
	quiet := slog.New(slog.DiscardHandler)
	cfg := pipeline.Defaults()
	cfg.Calendar = pipeline.CalendarConfig{
		Shifts: []pipeline.ShiftConfig{{Name: "early", Start: "06:00", End: "14:00"}, {Name: "late", Start: "14:00", End: "22:00"}},
		For:    []pipeline.LocationCalendar{{Location: 2, Shifts: []pipeline.ShiftConfig{{Name: "late", Start: "13:00", End: "21:00"}}}},
	}
	builder, err := pipeline.New(cfg, s, clock, quiet)
	if err != nil {
		return nil, err
	}
	if err := builder.Ensure(ctx); err != nil {
		return nil, err
	}
	src, err := files.New(files.Config{Name: "wall", Path: folder})
	if err != nil {
		return nil, err
	}
	m, err := mirror.New(mirror.Config{}, s, clock, quiet)
	if err != nil {
		return nil, err
	}
	if _, err := m.Sync(ctx, []source.Source{src}, mirror.Options{}); err != nil {
		return nil, err
	}
	_, err = builder.Build(ctx, pipeline.Options{})
	return s, err
}

func writeMachines(folder string, machines []machine) error {
	tables := map[string][]row{
		"LOCATION": {
			{"ID": 1, "NAME": "Monterrey", "TIME_ZONE_ID": "America/Monterrey", "COMPANY_ID": 1},
			{"ID": 2, "NAME": "Saltillo", "TIME_ZONE_ID": "America/Monterrey", "COMPANY_ID": 1},
		},
		"COMPANY": {{"ID": 1, "NAME": "Norte", "PARENT_ID": nil, "COMPANY_TYPE": "SUPPLIER", "TIER": "1", "COUNTRY": "MX"}},
	}
	for i, m := range machines {
		id, counter := i+1, fmt.Sprintf("CNT-%d", i+1)
		tables["MOLD"] = append(tables["MOLD"], row{
			"ID": id, "EQUIPMENT_CODE": m.code, "COUNTER_CODE": counter, "CONTRACTED_CYCLE_TIME": int(m.approved * 10),
			"TOTAL_CAVITIES": 2, "SUPPLIER_COMPANY_ID": 1, "LOCATION_ID": m.plant,
		})
		tables["PART"] = append(tables["PART"], row{"ID": id, "PART_CODE": "P" + m.code, "NAME": m.part})
		tables["MOLD_PART"] = append(tables["MOLD_PART"], row{"MOLD_ID": id, "PART_ID": id, "CAVITY": 2, "SWITCHED_TIME": "1700000000000000000"})
		tables["STATISTICS"] = append(tables["STATISTICS"], row{"CI": counter, "MOLD_ID": id, "MOLD_CODE": m.code, "HOUR": "2026032011", "SHOT_COUNT": 0})
		if m.reported {
			tables["STATISTICS"] = append(tables["STATISTICS"], row{"CI": counter, "MOLD_ID": id, "MOLD_CODE": m.code, "HOUR": noon.Add(-30 * time.Minute).Format("2006010215"), "SHOT_COUNT": 40})
		}
		packet, err := m.packet(counter)
		if err != nil {
			return err
		}
		tables["DATA_SHOT"] = append(tables["DATA_SHOT"], packet)
	}
	for name, rows := range tables {
		if err := writeNDJSON(filepath.Join(folder, name+".ndjson"), rows); err != nil {
			return err
		}
	}
	return nil
}

func (m machine) packet(counter string) (row, error) {
	var shots []row
	end := noon.Add(-m.end)
	at := noon.Add(-6*time.Hour - 34*time.Minute)
	pause := end.Add(-50 * time.Minute) // when its stop begins
	for {
		at = at.Add(time.Duration(m.ct * float64(time.Second)))
		if at.After(pause) {
			at, pause = at.Add(m.stop), noon.Add(time.Hour)
		}
		if at.After(end) {
			break
		}
		shots = append(shots, row{"ct": m.ct, "tempMeas": 60, "seq": len(shots) + 1, "time": fmt.Sprintf("%.3f", float64(at.UnixMilli())/1000)})
	}
	content, err := json.Marshal(shots)
	return row{"COUNTER_CODE": counter, "SHOT_START_TIME": end.UnixNano(), "CONTENT": string(content)}, err
}
