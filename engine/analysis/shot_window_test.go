package analysis

import (
	"context"
	"strings"
	"testing"
	"time"

	"sprue/engine"
)

// The window of a run has its shots and no other; that of a stop has the stop.
func checkShotWindows(t *testing.T, pl *plant) {
	ctx := context.Background()
	for _, tool := range []string{"MX-A", "MX-B", "MX-C", "MX-D"} {
		f := engine.Filter{Tools: []string{tool}}
		runs, err := pl.analysis.Runs(ctx, f, List{})
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range runs {
			w, err := pl.analysis.RunWindow(ctx, run.ID)
			if err != nil || w.Tool != tool {
				t.Fatal(w.Tool, err)
			}
			_, shots, err := pl.analysis.ShotList(ctx, engine.Filter{Window: w.Window, Tools: []string{tool}}, List{})
			if err != nil {
				t.Fatal(err)
			}
			var of int64
			for _, s := range shots {
				if s.RunID == run.ID {
					of++
				}
			}
			if of != run.Shots {
				t.Errorf("run %d: its window has %d of its %d shots", run.ID, of, run.Shots)
			}
		}
		stops, err := pl.analysis.Stops(ctx, f, Newest, 20)
		if err != nil {
			t.Fatal(err)
		}
		for _, stop := range stops {
			w, err := pl.analysis.StopWindow(ctx, stop.ID)
			if err != nil || w.Tool != tool || w.Window.From.Time.After(stop.StartUTC.Add(-15*time.Minute)) || w.Window.To.Time.Before(stop.EndUTC.Add(15*time.Minute)) {
				t.Errorf("stop %d from %s to %s: %+v, %v", stop.ID, stop.StartUTC, stop.EndUTC, w, err)
			}
		}
	}
	for name, find := range map[string]func(context.Context, uint64) (ToolWindow, error){"run": pl.analysis.RunWindow, "stop": pl.analysis.StopWindow} {
		if _, err := find(ctx, 7); err == nil || !strings.Contains(err.Error(), "no "+name+" 7") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Pages of shots by class, in both orders, are what a query says.
func checkShotPages(t *testing.T, pl *plant) {
	ctx := context.Background()
	f := engine.Filter{Tools: []string{"MX-A"}}
	for _, classes := range [][]string{nil, {"slow"}, {"long", "idle"}} {
		for _, l := range []List{{}, {Sort: "ct", Desc: true}, {Sort: "ct"}, {Sort: "shot_time_utc", Desc: true}} {
			_, all, err := pl.analysis.ShotPage(ctx, f, classes, l)
			if err != nil {
				t.Fatal(err)
			}
			var want int
			in := "'normal', 'slow', 'fast', 'long', 'idle'"
			if classes != nil {
				in = "'" + strings.Join(classes, "', '") + "'"
			}
			err = pl.store.QueryRow(ctx, "SELECT count(*) FROM mart.shot_interval WHERE equipment_code = 'MX-A' AND class::VARCHAR IN ("+in+")").Scan(&want)
			if err != nil || len(all) != want {
				t.Errorf("%v: %d shots, want %d, %v", classes, len(all), want, err)
			}
			for i := 1; i < len(all); i++ {
				a, b := all[i-1], all[i]
				if l.Desc {
					a, b = b, a
				}
				if l.Sort == "ct" && a.CT > b.CT || l.Sort != "ct" && a.At.After(b.At) {
					t.Fatalf("%v, %+v: shot %d is out of order", classes, l, i)
				}
			}
			l.Limit, l.Offset = 3, 2
			if _, page, err := pl.analysis.ShotPage(ctx, f, classes, l); err != nil || want > 5 && (len(page) != 3 || !page[0].At.Equal(all[2].At)) {
				t.Errorf("%v, %+v: a page of %d, %v", classes, l, len(page), err)
			}
		}
	}
	if _, _, err := pl.analysis.ShotPage(ctx, f, nil, List{Sort: "moon"}); err == nil {
		t.Error("sorted by the moon")
	}
}

// An item of a packet finds its shot: kept, a copy that was dropped, left out.
func checkTraceOfItems(t *testing.T, pl *plant) {
	ctx := context.Background()
	for packet, want := range map[uint64]string{
		7:   "Shot 7 of CNT-1 at 2026-03-19T08:23:50Z on MX-1",
		101: "Shot 1 of CNT-1 at 2026-03-19T08:00:00Z on MX-1",
		103: "Shot 5 of CNT-9 at 2026-03-19T08:00:00Z, left out",
	} {
		stories, err := pl.analysis.Trace(ctx, ShotRef{Packet: packet, Item: 1})
		if err != nil || len(stories) != 1 || stories[0].Title != want {
			t.Errorf("packet %d: %+v, %v", packet, stories, err)
		}
	}
	n, err := pl.analysis.Neighbours(ctx, ShotRef{Packet: 3, Item: 1}, 2)
	if err != nil || len(n.Shots) != 5 || n.At != 2 || *n.Shots[2].Seq != 3 {
		t.Errorf("neighbours: %+v, %v", n, err)
	}
	_, err = pl.analysis.Trace(ctx, ShotRef{Packet: 7, Item: 2})
	if err == nil || !strings.Contains(err.Error(), "no item 2 of a packet 7") {
		t.Errorf("an item that is none: %v", err)
	}
}
