package analysis

import (
	"cmp"
	"context"
	"net/url"
	"testing"

	"sprue/engine"
)

// Each slice of a Pareto has as many stops as a page cut to it, and any cut those
// that plain SQL finds.
func checkStopCuts(t *testing.T, pl *plant) {
	ctx := context.Background()
	for _, window := range randomWindows() {
		f := engine.Filter{Window: window}
		for _, by := range Slicings() {
			slices, err := pl.analysis.Slices(ctx, f, by)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range slices {
				page := pl.stopsOf(f, url.Values{string(by): {cmp.Or(s.Key, OutsideShifts)}})
				if page.Total != s.Stops || int64(len(page.Rows)) != s.Stops {
					t.Errorf("%s: %d of %d stops of %s %s, want %d", window, len(page.Rows), page.Total, by, s.Key, s.Stops)
				}
			}
		}
	}
	for _, c := range []struct {
		cut   url.Values
		where string
	}{
		{url.Values{}, "TRUE"},
		{url.Values{"cause": {"long", "idle"}}, "kind IN ('long', 'idle')"},
		{url.Values{"hour": {"0", "9", "23"}}, "strftime(start_local, '%H') IN ('00', '09', '23')"},
		{url.Values{"weekday": {"7"}}, "strftime(local_date, '%A') = 'Sunday'"},
		{url.Values{"cause": {"gap"}, "hour": {"10", "11", "12"}, "weekday": {"1", "2", "3", "4"}}, "kind = 'gap' AND strftime(start_local, '%H') BETWEEN '10' AND '12' AND strftime(local_date, '%u') < '5'"},
		{url.Values{"shift": {OutsideShifts}}, "shift IS NULL"},
	} {
		var stops, downtime int64
		err := pl.store.QueryRow(ctx, "SELECT COUNT(*), COALESCE(SUM(downtime_us), 0)::BIGINT FROM mart.stop WHERE "+c.where).Scan(&stops, &downtime)
		if page := pl.stopsOf(engine.Filter{}, c.cut); err != nil || page.Total != stops || page.DowntimeUS != downtime || int64(len(page.Rows)) != stops || stops == 0 {
			t.Errorf("%s: %d rows, %d stops, %d µs, want %d, %d, %v", c.where, len(page.Rows), page.Total, page.DowntimeUS, stops, downtime, err)
		}
	}
}

func (pl *plant) stopsOf(f engine.Filter, cut url.Values) StopsPage {
	pl.Helper()
	c, err := StopCutFromValues(cut)
	if err != nil {
		pl.Fatal(err)
	}
	page, err := pl.analysis.StopsPage(context.Background(), f, c, List{})
	if err != nil {
		pl.Fatal(err)
	}
	return page
}

func TestStopCutValues(t *testing.T) {
	whole := url.Values{"cause": {"gap", "idle"}, "hour": {"0", "23"}, "weekday": {"1"}, "shift": {OutsideShifts, "early"}}
	if c, err := StopCutFromValues(whole); err != nil || c.Values().Encode() != whole.Encode() || c.IsZero() {
		t.Errorf("%+v, %v", c, err)
	}
	for _, wrong := range []url.Values{{"cause": {"gap", "gab"}}, {"hour": {"24"}}, {"hour": {"-1"}}, {"weekday": {"0"}}, {"weekday": {"Monday"}}} {
		if c, err := StopCutFromValues(wrong); err == nil {
			t.Errorf("%v: %+v", wrong, c)
		}
	}
}
