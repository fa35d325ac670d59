package analysis

import (
	"context"
	"sync/atomic"
	"testing"

	"sprue/engine"
)

// TestOnce: whoever asks at the same time or later gets what was computed first.
func TestOnce(t *testing.T) {
	t.Parallel()
	share, asked := Once(), atomic.Int64{}
	ask := func(ctx context.Context) error {
		got, err := share(ctx, "answer", func(context.Context) (any, error) { return asked.Add(1), nil })
		if err == nil && got != int64(1) {
			t.Errorf("got %v", got)
		}
		return err
	}
	if err := atOnce(t.Context(), ask, ask, ask); err != nil {
		t.Fatal(err)
	}
	other, err := share(t.Context(), "other", func(context.Context) (any, error) { return asked.Add(1), nil })
	if err != nil || other != int64(2) {
		t.Errorf("another part: %v, %v", other, err)
	}
}

// checkROISlots: mart.roi_slot has place, shift and time of the slots that it parts.
func checkROISlots(t *testing.T, pl *plant) {
	const columns = "run_id, part_id, slot_start_utc, local_date, bucket_start_utc, shift_date, shift, part_code, location_id, location_name, supplier_id, supplier_name, SUM(shots), SUM(production_time_us), SUM(downtime_us)"
	for _, tables := range [][2]string{{"roi_slot", "run_rate_slot"}, {"run_rate_slot", "roi_slot"}} {
		query := "SELECT COUNT(*)::VARCHAR FROM (SELECT " + columns + " FROM mart." + tables[0] + " GROUP BY ALL EXCEPT SELECT " + columns + " FROM mart." + tables[1] + " GROUP BY ALL)"
		if n := pl.texts(t, query)[0]; n != "0" {
			t.Errorf("%s slots of %s are not in %s", n, tables[0], tables[1])
		}
	}
	if n := pl.texts(t, "SELECT COUNT(*)::VARCHAR FROM mart.roi_slot")[0]; n == "0" || pl.ask(engine.Filter{}, engine.ByNone).Total.Shots == 0 {
		t.Error("there are no slots")
	}
}
