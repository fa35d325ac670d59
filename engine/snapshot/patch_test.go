package snapshot

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// toolsOfDays are four days of twenty counters.
const toolsOfDays = `
	CREATE TABLE core.shot_of AS
	SELECT DATE '2026-05-01' + CAST(i // 30000 AS INTEGER) AS utc_day, 'C-' || lpad(CAST(i % 20 AS VARCHAR), 2, '0') AS counter_code, i AS seq,
		hash(i) / 1e9 AS ct, CASE WHEN i % 7 = 0 THEN 'slow' ELSE 'normal' END::ENUM('normal', 'slow') AS kind, CASE i % 50 WHEN 0 THEN JSON '{"a": 1}' END AS extra, i::HUGEINT AS huge
	FROM range(120000) r(i);`

// TestAFewToolsOfADayAreWrittenAlone changes tools of a day, one after the other:
// only they are written, until there is more to change than to keep; and every
// version is whole.
func TestAFewToolsOfADayAreWrittenAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, l := open(t, dir), library(dir)
	exec(t, s, toolsOfDays)
	first := create(t, l, s).Manifest
	first.Format = 1 // that of an earlier sprue
	if err := l.write(first); err != nil {
		t.Fatal(err)
	}
	shots, _ := first.table("core.shot_of")
	dayBytes := shots.Objects[1].Bytes
	versions, want := []Manifest{first}, []map[string]string{contents(t, s)}
	const day = "utc_day = '2026-05-02'"
	for _, step := range []struct {
		change  string
		written int
		objects int // of the day
		few     bool
	}{
		{"UPDATE core.shot_of SET ct = 1 WHERE counter_code = 'C-03' AND seq % 40 = 3 AND " + day, 1, 2, true},
		{"UPDATE core.shot_of SET ct = 2 WHERE counter_code = 'C-03' AND seq % 40 = 23 AND " + day, 1, 2, true},
		{"INSERT INTO core.shot_of SELECT * REPLACE (NULL AS counter_code) FROM core.shot_of WHERE counter_code = 'C-00' AND " + day, 1, 3, true},
		{"DELETE FROM core.shot_of WHERE counter_code = 'C-05' AND " + day, 0, 3, true},
		{"UPDATE core.shot_of SET kind = 'slow', extra = NULL, huge = 0 WHERE counter_code = 'C-06' AND " + day, 1, 4, true},
		{"DELETE FROM core.shot_of WHERE counter_code IS NULL", 1, 2, true}, // those of the smaller objects are put together
		{"UPDATE core.shot_of SET ct = 3 WHERE counter_code < 'C-12' AND " + day, 1, 1, false},
		{"UPDATE core.shot_of SET counter_code = 'C-19' WHERE counter_code = 'C-18' AND " + day, 1, 2, true},
	} {
		exec(t, s, step.change)
		c := create(t, l, s)
		now, _ := c.table("core.shot_of")
		ofDay := slices.DeleteFunc(slices.Clone(now.Objects), func(o Object) bool { return o.Day != "2026-05-02" })
		if c.Written != step.written || len(ofDay) != step.objects || (c.WrittenBytes < dayBytes/4) != step.few {
			t.Errorf("%s: %d files with %d of %d bytes, %d files of the day", step.change, c.Written, c.WrittenBytes, dayBytes, len(ofDay))
		}
		versions, want = append(versions, c.Manifest), append(want, contents(t, s))
	}
	d, err := l.Diff(t.Context(), s, versions[0], versions[2], silent)
	if err != nil || len(d.Tables) != 1 || d.Tables[0].OnlyA != 1500 || d.Tables[0].OnlyB != 1500 {
		t.Errorf("%+v, %v", d, err)
	}
	if faults, err := l.Verify(t.Context(), versions, silent); err != nil || len(faults) > 0 {
		t.Errorf("%+v, %v", faults, err)
	}
	for i, m := range versions {
		if _, err := l.Restore(t.Context(), s, m, Restoring{}, silent); err != nil {
			t.Fatal(err)
		}
		if got := contents(t, s); !reflect.DeepEqual(got, want[i]) {
			t.Errorf("version %d restored\n%v\nwas\n%v", i, got, want[i])
		}
	}
	if again := create(t, l, s); again.Written != 0 {
		t.Errorf("%d files of the same rows were written", again.Written)
	}
}

// TestADamagedDayIsWrittenWhole: no rows are taken over from files of which one is
// not as it was written.
func TestADamagedDayIsWrittenWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, l := open(t, dir), library(dir)
	exec(t, s, toolsOfDays)
	create(t, l, s)
	exec(t, s, "UPDATE core.shot_of SET ct = 1 WHERE counter_code = 'C-03' AND utc_day = '2026-05-02'")
	second := create(t, l, s)
	now, _ := second.table("core.shot_of")
	if now.Objects[1].Without == nil || now.Objects[2].Day != "2026-05-02" {
		t.Fatalf("%+v", now.Objects)
	}
	if err := os.Truncate(filepath.Join(l.Folder, filepath.FromSlash(now.Objects[2].File)), 10); err != nil {
		t.Fatal(err)
	}
	third := create(t, l, s)
	if third.Renewed != 1 || third.Written != 1 || third.Rows() != second.Rows() {
		t.Errorf("%d renewed, %d written", third.Renewed, third.Written)
	}
	if faults, err := l.Verify(t.Context(), []Manifest{third.Manifest}, silent); err != nil || len(faults) > 0 {
		t.Errorf("%+v, %v", faults, err)
	}
}

// TestALatePacketIsAFileBeside: days of packets only gain files whose rows all count.
func TestALatePacketIsAFileBeside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, l := open(t, dir), library(dir)
	exec(t, s, packetsOfDays)
	first := create(t, l, s)
	for _, step := range []struct {
		change  string
		objects int // more than at first
	}{
		{"INSERT INTO raw.data_shot (packet_id, shot_start_time, content) VALUES (1000000, 1777593600000000001, 'late')", 1},
		{"UPDATE raw.data_shot SET deleted_utc = '2026-06-01' WHERE packet_id = 7", 0},
	} {
		exec(t, s, step.change)
		c, want := create(t, l, s), contents(t, s)
		if all, before := c.textObjects(func(Object) bool { return true }), first.textObjects(func(Object) bool { return true }); len(all) != len(before)+step.objects || c.Written < 1 {
			t.Errorf("%s: %d files, were %d", step.change, len(all), len(before))
		}
		for _, o := range c.textObjects(func(o Object) bool { return o.Without != nil }) {
			t.Errorf("%s: rows of %s do not count", step.change, o.File)
		}
		if _, err := l.Restore(t.Context(), s, c.Manifest, Restoring{}, silent); err != nil {
			t.Fatal(err)
		}
		if got := contents(t, s); !reflect.DeepEqual(got, want) {
			t.Errorf("restored\n%v\nwas\n%v", got, want)
		}
	}
}
