package snowflake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sprue/sync/mirror"
	"sprue/sync/snowflake"
	"sprue/sync/snowflaketest"
	"sprue/sync/source"
)

// asked are the queries since the last look that read rows of a table.
func (p *plant) asked(table string) (all []string) {
	for _, e := range p.warehouse.Log() {
		if e.On == snowflaketest.Query && strings.Contains(e.SQL, `"`+table+`"`) && strings.Contains(e.SQL, " ORDER BY \"") {
			all = append(all, e.SQL)
		}
	}
	p.warehouse.ResetLog()
	return all
}

// TestReconcileByDay reads only days that differ, of whatever kind the difference is.
func TestReconcileByDay(t *testing.T) {
	p := newPlant(t).minimal()
	p.packets(20, 100) // to the fifth of June, 4 o'clock
	p.sync(mirror.Options{})
	day := func(d int) string {
		from := time.Date(2026, 6, d, 0, 0, 0, 0, time.UTC)
		return fmt.Sprintf(`"SHOT_START_TIME" >= %d AND "SHOT_START_TIME" < %d`, from.UnixNano(), from.AddDate(0, 0, 1).UnixNano())
	}
	steps := []struct {
		name   string
		change string
		reads  []string // bounds, in order
		live   []int
	}{
		{"nothing", "UPDATE DATA_SHOT SET CONTENT = CONTENT", nil, span(0, 100)},
		{"copies of rows", "INSERT INTO DATA_SHOT SELECT * FROM DATA_SHOT", nil, span(0, 100)},
		{"case and blanks of counters", "UPDATE DATA_SHOT SET COUNTER_CODE = ' cnt-1' || chr(9) WHERE COUNTER_CODE = 'CNT-1'", nil, span(0, 100)},
		{"one text for another", fmt.Sprintf("UPDATE DATA_SHOT SET CONTENT = '[{\"ct\": 1, \"seq\": 777}]' WHERE SHOT_START_TIME = %d", hourOf(30).UnixNano()),
			[]string{day(2)}, append(append(span(0, 30), span(31, 100)...), 777)},
		{"one goes and one comes", fmt.Sprintf("UPDATE DATA_SHOT SET SHOT_START_TIME = %d, CONTENT = '[{\"ct\": 1, \"seq\": 778}]' WHERE SHOT_START_TIME = %d", hourOf(75).UnixNano()+5, hourOf(5).UnixNano()),
			[]string{day(1), day(4)}, append(append(append(span(0, 5), span(6, 30)...), span(31, 100)...), 777, 778)},
	}
	for _, step := range steps {
		p.run(step.change)
		p.warehouse.ResetLog()
		report := p.sync(mirror.Options{Reconcile: true})
		p.wantLive(step.live)
		got := p.asked("DATA_SHOT")
		for i, bounds := range step.reads {
			if i >= len(got) || !strings.Contains(got[i], bounds) {
				t.Errorf("%s: asked by %q, want %s", step.name, got, bounds)
			}
		}
		if len(got) != len(step.reads) {
			t.Errorf("%s: %d windows are read, want %d: %q", step.name, len(got), len(step.reads), report.Notes)
		}
	}
	p.run("UPDATE STATISTICS SET SHOT_COUNT = 61 WHERE CI = 'CNT-1'")
	p.sync(mirror.Options{Reconcile: true})
	p.want("SELECT ci, shot_count FROM raw.statistics ORDER BY 1", "CNT-1|61", "CNT-2|50")
}

// TestReconcileOddRows: rows without a time, before all time and far ahead, and with
// letters beyond ASCII, are the same on both sides; and those that go are noticed.
func TestReconcileOddRows(t *testing.T) {
	p := newPlant(t).minimal()
	p.run("INSERT INTO DATA_SHOT VALUES ('CNT-8', NULL, 'no start'), (NULL, NULL, NULL), ('CNT-ß', -5, 'früh'), ('CNT-8', 9000000000000000000, '\U0001F600'), ('', 1780272000000000000, '')",
		"INSERT INTO STATISTICS VALUES ('CNT-1', 1, 'T-1', 'junk', 1), ('CNT-1', 1, 'T-1', NULL, 1), ('CNT-1', NULL, NULL, ' 2026060100', NULL)")
	p.sync(mirror.Options{})
	p.warehouse.ResetLog()
	p.run("UPDATE DATA_SHOT SET CONTENT = CONTENT", "UPDATE STATISTICS SET HOUR = HOUR")
	p.sync(mirror.Options{Reconcile: true})
	if got := append(p.asked("DATA_SHOT"), p.asked("STATISTICS")...); len(got) != 0 {
		t.Errorf("tables that are the same are read: %q", got)
	}
	p.run("DELETE FROM DATA_SHOT WHERE SHOT_START_TIME IS NULL OR SHOT_START_TIME < 0", "DELETE FROM STATISTICS WHERE HOUR = 'junk' OR HOUR IS NULL")
	p.sync(mirror.Options{Reconcile: true})
	p.want("SELECT count(*) FROM raw.data_shot WHERE deleted_utc IS NULL", "22")
	p.want("SELECT count(*) FROM raw.statistics WHERE deleted_utc IS NULL", "3")
}

// TestDigestIsSnowflakes: the hash is what Snowflake's manual says that it gives for
// its example, and packets in the mirror are known by the same bits.
func TestDigestIsSnowflakes(t *testing.T) {
	p := newPlant(t).minimal()
	p.want("SELECT ('0x' || right(md5('Snowflake'), 16))::UBIGINT", "9203306159527282910")
	p.sync(mirror.Options{})
	p.want(`SELECT bool_and(lpad(hex(packet_id), 16, '0') = upper(array_to_string(list_reverse(regexp_extract_all(right(md5(concat(counter_code, chr(31), shot_start_time, chr(31), content)), 16), '..')), '')))
		FROM raw.data_shot`, "true")
}

// TestReconcileByArrival goes by the time of the packets, which no reload changes.
func TestReconcileByArrival(t *testing.T) {
	p := newPlant(t).minimal()
	p.cfg.Sources = []mirror.SourceConfig{{Name: "sf", Cursor: "CAME"}}
	p.run("ALTER TABLE DATA_SHOT ADD COLUMN CAME TIMESTAMP_NTZ(9)", "UPDATE DATA_SHOT SET CAME = TIMESTAMP_NS '2026-06-20 10:00:00'")
	p.sync(mirror.Options{})
	p.run("UPDATE DATA_SHOT SET CAME = TIMESTAMP_NS '2026-06-10 10:00:00'", "DELETE FROM DATA_SHOT WHERE SHOT_START_TIME = "+fmt.Sprint(hourOf(3).UnixNano()),
		"INSERT INTO DATA_SHOT (COUNTER_CODE, SHOT_START_TIME, CONTENT, CAME) VALUES ('CNT-1', 1000000000000000000, '[{\"seq\": 99}]', TIMESTAMP_NS '2026-06-12 12:00:00')")
	for range 2 {
		p.sync(mirror.Options{Reconcile: true})
		p.wantLive(append(append(span(0, 3), span(4, 20)...), 99))
	}
	p.want("SELECT arrived_utc::VARCHAR FROM raw.data_shot WHERE shot_start_time = 1000000000000000000", "2026-06-12 12:00:00")
}

// TestBackfill reads a range on demand: what is missing in it comes, what the range
// leaves out does not, and the watermark stays.
func TestBackfill(t *testing.T) {
	p := newPlant(t).minimal()
	p.packets(200, 201)
	p.sync(mirror.Options{})
	p.packets(40, 80)
	p.sync(mirror.Options{})
	p.wantLive(append(span(0, 20), 200))
	p.warehouse.ResetLog()
	p.sync(mirror.Options{Tables: []string{"DATA_SHOT"}, From: hourOf(45), To: hourOf(60)})
	p.wantLive(append(append(span(0, 20), span(45, 60)...), 200))
	if got := p.asked("DATA_SHOT"); len(got) != 1 || !strings.Contains(got[0], fmt.Sprintf(`>= %d AND "SHOT_START_TIME" < %d`, hourOf(45).UnixNano(), hourOf(60).UnixNano())) {
		t.Errorf("asked by %q", got)
	}
	p.run("DELETE FROM DATA_SHOT WHERE SHOT_START_TIME < " + fmt.Sprint(hourOf(50).UnixNano()))
	p.sync(mirror.Options{From: hourOf(45), To: hourOf(60), Reconcile: true})
	p.wantLive(append(append(span(0, 20), span(50, 60)...), 200))
	p.want("SELECT cursor FROM meta.watermark WHERE table_name = 'DATA_SHOT'", "2026-06-09T08:00:00Z")
}

// TestTwoWarehouses mirrors two accounts into one file. What both deliver belongs to
// the first; each is reconciled by itself.
func TestTwoWarehouses(t *testing.T) {
	p, q := newPlant(t).minimal(), newPlant(t).minimal()
	q.run("DELETE FROM DATA_SHOT", "INSERT INTO MOLD VALUES (7, 'T-7', 100, 1, 1)")
	q.packets(15, 30)
	second := q.source
	second.Name = "other"
	both := func(opts mirror.Options) {
		t.Helper()
		m, err := mirror.New(p.cfg, p.store, func() time.Time { return p.now }, p.logger())
		if err != nil {
			t.Fatal(err)
		}
		other, err := snowflake.New(second, p.logger())
		if err != nil {
			t.Fatal(err)
		}
		first := p.open()
		if _, err := m.Sync(p.ctx, []source.Source{first, other}, opts); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*snowflake.Source{first, other} {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		p.now = p.now.Add(time.Hour)
	}
	both(mirror.Options{})
	p.wantLive(span(0, 30))
	p.want("SELECT source, count(*) FROM raw.data_shot GROUP BY 1 ORDER BY 1", "other|10", "sf|20")
	p.want("SELECT id, source FROM raw.mold ORDER BY 1", "1|sf", "2|sf", "7|other")
	q.run("DELETE FROM DATA_SHOT WHERE SHOT_START_TIME >= " + fmt.Sprint(hourOf(28).UnixNano()))
	both(mirror.Options{Reconcile: true})
	p.wantLive(span(0, 28))
	both(mirror.Options{})
	p.wantLive(span(0, 28))
}
