package mirror_test

import (
	"testing"

	"sprue/sync/mirror"
)

func TestFirstSyncAndAgain(t *testing.T) {
	p := newPlant(t).minimal()
	r := p.sync(mirror.Options{})
	wantCounts(t, r, "DATA_SHOT", "read 4 new 4 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")
	wantCounts(t, r, "MOLD", "read 2 new 2 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")
	p.want("SELECT counter_code, shot_start_time, content FROM raw.data_shot WHERE shot_start_time = 1780275600000000000",
		`CNT-1|1780275600000000000|[{"ct": 1.5, "seq": 1}]`)
	p.want("SELECT count(*), count(DISTINCT packet_id), min(arrived_utc)::VARCHAR, count(deleted_utc), any_value(source) FROM raw.data_shot",
		"4|4|2026-07-01 12:00:00|0|plant")
	p.want("SELECT table_name, cursor FROM meta.watermark ORDER BY 1",
		"DATA_SHOT|2026-06-01T04:00:00Z", "STATISTICS|2026-06-01T00:00:00Z")

	r = p.sync(mirror.Options{})
	if r.Changes() != 0 {
		t.Errorf("a second sync changed %d rows", r.Changes())
	}
	wantCounts(t, r, "DATA_SHOT", "read 0 new 0 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")

	r = p.sync(mirror.Options{Full: true})
	wantCounts(t, r, "DATA_SHOT", "read 4 new 0 changed 0 unchanged 4 deleted 0 rejected 0 left out 0")
	wantCounts(t, r, "MOLD", "read 2 new 0 changed 0 unchanged 2 deleted 0 rejected 0 left out 0")
	wantCounts(t, r, "STATISTICS", "read 2 new 0 changed 0 unchanged 2 deleted 0 rejected 0 left out 0")
	p.want("SELECT count(*) FROM raw.mold_history", "2")
}

func TestSyncWithoutNewRowsIsFresh(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	p.want("SELECT source, synced_utc::VARCHAR FROM meta.source", "plant|2026-07-01 12:00:00")
	p.sync(mirror.Options{DryRun: true})
	p.sync(mirror.Options{Tables: []string{"MOLD"}})
	p.want("SELECT synced_utc::VARCHAR FROM meta.source", "2026-07-01 12:00:00")
	p.sync(mirror.Options{})
	p.want("SELECT synced_utc::VARCHAR FROM meta.source", "2026-07-01 15:00:00")
}
