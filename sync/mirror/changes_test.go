package mirror_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"sprue/sync/mirror"
)

func TestChangedFileIsReadWhole(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	p.write("DATA_SHOT.csv", packets(1, 9))
	r := p.sync(mirror.Options{})
	wantCounts(t, r, "DATA_SHOT", "read 8 new 4 changed 0 unchanged 4 deleted 0 rejected 0 left out 0")
	p.want("SELECT count(*), count(DISTINCT packet_id) FROM raw.data_shot", "8|8")
	p.want("SELECT arrived_utc::VARCHAR, count(*) FROM raw.data_shot GROUP BY 1 ORDER BY 1", "2026-07-01 12:00:00|4", "2026-07-01 13:00:00|4")
}

func TestVanishedPackets(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("DATA_SHOT.csv", packets(1, 9))
	p.write("DATA_SHOT_2.csv", packets(5, 12))
	p.sync(mirror.Options{})
	p.want("SELECT count(*) FROM raw.data_shot", "11")

	// 7 and 8 are still in the other file; 3 and 4 are nowhere any more.
	p.write("DATA_SHOT.csv", packets(1, 3)+strings.TrimPrefix(packets(5, 7), "COUNTER_CODE,SHOT_START_TIME,CONTENT\n"))
	r := p.sync(mirror.Options{})
	if got := counts(r, "DATA_SHOT"); got != "read 4 new 0 changed 0 unchanged 4 deleted 2 rejected 0 left out 0" {
		t.Error(got)
	}
	p.want("SELECT content FROM raw.data_shot WHERE deleted_utc IS NOT NULL ORDER BY shot_start_time", `[{"ct": 3.5, "seq": 3}]`, `[{"ct": 4.5, "seq": 4}]`)
	p.want("SELECT count(*) FROM raw.data_shot WHERE deleted_utc IS NOT NULL AND batch_id = (SELECT max(batch_id) FROM meta.sync_batch)", "2")

	// A packet that comes back is no longer marked, and keeps its first arrival.
	p.write("DATA_SHOT_3.csv", packets(3, 4))
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 1 new 0 changed 1 unchanged 0 deleted 0 rejected 0 left out 0")
	p.want("SELECT count(*), count(deleted_utc), max(arrived_utc)::VARCHAR FROM raw.data_shot", "11|1|2026-07-01 12:00:00")

	p.remove("DATA_SHOT_2.csv")
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 0 new 0 changed 0 unchanged 0 deleted 5 rejected 0 left out 0")
	p.want("SELECT count(*) FROM raw.data_shot WHERE deleted_utc IS NULL", "5")
	if r := p.sync(mirror.Options{Reconcile: true}); r.Changes() != 0 {
		t.Errorf("reconciling what is equal changed %d rows", r.Changes())
	}
}

func TestDeletesMirrored(t *testing.T) {
	p := newPlant(t).minimal()
	p.cfg.Sources = []mirror.SourceConfig{{Name: "plant", Deletes: "mirror"}}
	p.write("DATA_SHOT_2.csv", packets(5, 12))
	p.sync(mirror.Options{})
	p.remove("DATA_SHOT_2.csv")
	p.sync(mirror.Options{})
	p.want("SELECT count(*), count(deleted_utc) FROM raw.data_shot", "4|0")
}

func TestMovedTouchedAndCopiedFiles(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	if err := os.Rename(p.path("DATA_SHOT.csv"), p.path("DATA_SHOT_june.csv")); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 0 new 0 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")
	p.want("SELECT path FROM meta.source_file WHERE table_name = 'DATA_SHOT'", "DATA_SHOT_june.csv")

	now := time.Now()
	if err := os.Chtimes(p.path("DATA_SHOT_june.csv"), now, now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 0 new 0 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")

	p.write("DATA_SHOT_copy.csv", packets(1, 5))
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 0 new 0 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")
	p.remove("DATA_SHOT_june.csv")
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 0 new 0 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")
	p.want("SELECT count(*), count(deleted_utc) FROM raw.data_shot", "4|0")
}

func TestCopiesInsideOneBatch(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("DATA_SHOT.csv", "COUNTER_CODE,SHOT_START_TIME,CONTENT\nCNT-1,1780272000000000000,[]\n cnt-1 ,1780272000000000000,[]\nCNT-1,1780272000000000000,[1]\n")
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 3 new 2 changed 0 unchanged 1 deleted 0 rejected 0 left out 0")
	p.want("SELECT counter_code, content FROM raw.data_shot ORDER BY content", "CNT-1|[1]", " cnt-1 |[]")
}

func TestStatistics(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	p.write("STATISTICS.csv", "CI,MOLD_ID,MOLD_CODE,HOUR,SHOT_COUNT\nCNT-1,1,T-1,2026060100,70\ncnt-2 ,2,T-2,2026060100,50\nCNT-1,2,T-2,2026060101,5\n")
	wantCounts(t, p.sync(mirror.Options{}), "STATISTICS", "read 3 new 1 changed 1 unchanged 1 deleted 0 rejected 0 left out 0")
	p.want("SELECT ci, mold_id, hour, shot_count, arrived_utc::VARCHAR FROM raw.statistics ORDER BY hour, mold_id",
		"CNT-1|1|2026060100|70|2026-07-01 12:00:00", "CNT-2|2|2026060100|50|2026-07-01 12:00:00", "CNT-1|2|2026060101|5|2026-07-01 13:00:00")
	p.write("STATISTICS_2.csv", "CI,MOLD_ID,MOLD_CODE,HOUR,SHOT_COUNT\nCNT-1,1,T-1,2026060100,71\n")
	wantCounts(t, p.sync(mirror.Options{}), "STATISTICS", "read 1 new 0 changed 1 unchanged 0 deleted 0 rejected 0 left out 0")
	if r := p.sync(mirror.Options{Full: true}); r.Changes() != 0 {
		t.Errorf("reading it all again changed %d rows", r.Changes())
	}
	p.remove("STATISTICS_2.csv")
	p.sync(mirror.Options{})
	p.want("SELECT shot_count, deleted_utc FROM raw.statistics WHERE mold_id = 1", "71|∅")
}

func TestCounterPattern(t *testing.T) {
	p := newPlant(t).minimal()
	p.cfg.CounterPattern = "cnt-1*"
	p.write("DATA_SHOT.csv", packets(0, 9)+"\"\",1780272000000000000,[]\n cnt-1,1780272000000000000,[]\n")
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 11 new 5 changed 0 unchanged 0 deleted 0 rejected 0 left out 6")
	p.want("SELECT rows_left_out FROM meta.sync_batch WHERE table_name = 'DATA_SHOT'", "6")
	if r := p.sync(mirror.Options{}); r.Changes() != 0 {
		t.Errorf("a second sync changed %d rows", r.Changes())
	}
	p.cfg.CounterPattern = ""
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 11 new 6 changed 0 unchanged 5 deleted 0 rejected 0 left out 0")
	p.cfg.CounterPattern = "CNT-2"
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 11 new 0 changed 0 unchanged 4 deleted 0 rejected 0 left out 7")
	p.want("SELECT count(*), count(deleted_utc) FROM raw.data_shot", "11|0")
}

func TestUnreadableValuesAreKept(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("MOLD.csv", "ID,EQUIPMENT_CODE,CONTRACTED_CYCLE_TIME,SUPPLIER_COMPANY_ID,LOCATION_ID,CYCLE_TIME_LIMIT1\n"+
		"1,T-1,29.5,x, 1 ,5.5\n2.0,T-2,2e2,,1,\nabc,T-3,300,1,1,low\n")
	p.write("DATA_SHOT.csv", "COUNTER_CODE,SHOT_START_TIME,CONTENT\nCNT-1,noon,[]\nCNT-1,midnight,[]\nCNT-1,,[]\n")
	p.write("WORK_ORDER.csv", "ID,MOLD_ID,ORDER_TYPE,STATUS,COMPLETED_AT\n1,1,PREVENTIVE,Completed,2026-06-01T02:00:00+02:00\n2,1,,,2026-06-01 00:00:00\n3,1,,,1780272000000\n4,1,,,soon\n")
	r := p.sync(mirror.Options{})
	wantCounts(t, r, "MOLD", "read 3 new 3 changed 0 unchanged 0 deleted 0 rejected 2 left out 0")
	p.want("SELECT id, equipment_code, contracted_cycle_time, supplier_company_id, location_id, cycle_time_limit1, unreadable::VARCHAR FROM raw.mold ORDER BY equipment_code",
		`1|T-1|∅|∅|1|5.5|{"contracted_cycle_time":"29.5","supplier_company_id":"x"}`,
		`2|T-2|200|∅|1|∅|∅`,
		`∅|T-3|300|1|1|∅|{"id":"abc","cycle_time_limit1":"low"}`)
	p.want("SELECT shot_start_time, unreadable::VARCHAR FROM raw.data_shot ORDER BY 2 NULLS LAST", `∅|{"shot_start_time":"midnight"}`, `∅|{"shot_start_time":"noon"}`, "∅|∅")
	p.want("SELECT completed_at::VARCHAR, unreadable::VARCHAR FROM raw.work_order ORDER BY id",
		"2026-06-01 00:00:00|∅", "2026-06-01 00:00:00|∅", "2026-06-01 00:00:00|∅", `∅|{"completed_at":"soon"}`)
	if r := p.sync(mirror.Options{Full: true}); r.Changes() != 0 {
		t.Errorf("reading it all again changed %d rows", r.Changes())
	}
}

func TestFutureDoesNotMoveTheWatermark(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("DATA_SHOT_2.csv", "COUNTER_CODE,SHOT_START_TIME,CONTENT\nCNT-1,"+nanos(start.Add(9*time.Minute))+",[]\nCNT-1,"+nanos(start.Add(11*time.Minute))+",[]\n")
	p.sync(mirror.Options{})
	p.want("SELECT cursor FROM meta.watermark WHERE table_name = 'DATA_SHOT'", "2026-07-01T12:09:00Z")
	p.want("SELECT count(*) FROM raw.data_shot", "6")
}

func TestArrivalColumn(t *testing.T) {
	p := newPlant(t).minimal()
	p.cfg.Sources = []mirror.SourceConfig{{Name: "plant", Cursor: "arrived_at"}}
	p.write("DATA_SHOT.csv", "COUNTER_CODE,SHOT_START_TIME,CONTENT,ARRIVED_AT\nCNT-1,1780272000000000000,[],2026-06-02 03:04:05\nCNT-1,1780272000000000001,[],\n")
	p.sync(mirror.Options{})
	p.want("SELECT arrived_utc::VARCHAR, arrived_at FROM raw.data_shot ORDER BY shot_start_time", "2026-06-02 03:04:05|2026-06-02 03:04:05", "2026-07-01 12:00:00|∅")
	p.want("SELECT cursor FROM meta.watermark WHERE table_name = 'DATA_SHOT'", "2026-07-01T12:00:00Z")
}

func TestWindow(t *testing.T) {
	p := newPlant(t).minimal()
	at := func(hour int) time.Time { return time.Date(2026, 6, 1, hour, 0, 0, 0, time.UTC) }
	wantCounts(t, p.sync(mirror.Options{From: at(2), To: at(4)}), "DATA_SHOT", "read 2 new 2 changed 0 unchanged 0 deleted 0 rejected 0 left out 0")
	wantCounts(t, p.sync(mirror.Options{}), "DATA_SHOT", "read 4 new 2 changed 0 unchanged 2 deleted 0 rejected 0 left out 0")
	wantCounts(t, p.sync(mirror.Options{From: at(2), To: at(4)}), "DATA_SHOT", "read 2 new 0 changed 0 unchanged 2 deleted 0 rejected 0 left out 0")
}

func TestDryRunWritesNothing(t *testing.T) {
	p := newPlant(t).minimal()
	r := p.sync(mirror.Options{DryRun: true})
	if got := r.Tables[len(r.Tables)-1]; got.Table != "DATA_SHOT" || got.Pieces != 1 || got.Bytes == 0 {
		t.Errorf("it would read %+v", got)
	}
	p.want("SELECT count(*) FROM meta.sync_batch", "0")
	p.want("SELECT count(*) FROM raw.mold", "0")
}

func nanos(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }
