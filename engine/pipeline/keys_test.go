package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

// TestChangedShapesOfPacketsAreRecorded: each new key, and each new kind of its
// values, once, by the build that sees it first.
func TestChangedShapesOfPacketsAreRecorded(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	send := func(id int, items string) {
		t.Helper()
		err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, "INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc, source) VALUES ('CNT-1', 1, ?, ?, '2026-02-01', 'plant')", items, id)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		mustBuild(t, p, Options{})
	}
	shot := func(rest string) string { return fmt.Sprintf(`{"ct": 30, "time": 1767571200%s}`, rest) }
	send(1, "["+shot(`, "seq": 1, "tempMeas": 60`)+"]")
	send(2, "["+shot(`, "seq": 2, "hall": "A"`)+","+shot(`, "seq": 3, "hall": "B", "a/b~c": [1], "note": null`)+"]")
	send(3, "["+shot(`, "seq": "4", "hall": "A"`)+"]")
	send(4, "["+shot(`, "seq": "5", "hall": 7, "tempMeas": "60.5"`)+"]")
	send(5, `[{"ct": 0, "time": 1767571200, "wrong": 1}]`) // no shot
	send(6, "["+shot(`, "seq": 6, "hall": 8, "a/b~c": [2]`)+"]")
	mustBuild(t, p, Options{Full: true})
	got := pipelinetest.Lines(t, s, `
		SELECT concat_ws(' | ', source, table_name, column_name, change, coalesce(old_type, '-'), new_type, mode, detail)
		FROM meta.schema_change`)
	pipelinetest.CheckLines(t, "changes", got, []string{
		"plant | DATA_SHOT | CONTENT.a/b~c | added | - | list | evolve | build 2: 1 shots, as in packet 2",
		"plant | DATA_SHOT | CONTENT.hall | added | - | text | evolve | build 2: 2 shots, as in packet 2",
		"plant | DATA_SHOT | CONTENT.seq | changed | number | no number | evolve | build 3: 1 shots, as in packet 3",
		"plant | DATA_SHOT | CONTENT.hall | changed | text | number | evolve | build 4: 1 shots, as in packet 4",
		"plant | DATA_SHOT | CONTENT.tempMeas | changed | number | no number | evolve | build 4: 1 shots, as in packet 4",
	})
}

// TestSchemaModesOfPackets: a new key, and another kind of a key's values, are an
// error in freeze; in discard they are ignored and counted, whatever other sources
// take; and a full build makes the same of them.
func TestSchemaModesOfPackets(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	cfg := Defaults()
	packets := 0
	send := func(source, items string) {
		t.Helper()
		packets++
		err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `
				INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc, source)
				VALUES ('CNT-1', 1, ?, ?, '2026-02-01', ?)`, items, packets, source)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	shot := func(rest string) string { return fmt.Sprintf(`[{"ct": 30, "time": 17675712%02d%s}]`, packets, rest) }
	write(t, s, onePlant())
	send("a", shot(`, "hall": "A"`))
	mustBuild(t, newPipeline(t, s, cfg), Options{})

	cfg.Shapes = map[string]string{"a": shapeFreeze}
	send("a", shot(`, "hall": "B"`))
	mustBuild(t, newPipeline(t, s, cfg), Options{}) // hall has been taken
	send("a", shot(`, "hall": 7, "note": "x"`))
	_, err := newPipeline(t, s, cfg).Build(context.Background(), Options{})
	var e *engine.Error
	want := `key "hall" of shots (number) is changed (and 1 more), and schema_mode of DATA_SHOT is freeze`
	if !errors.As(err, &e) || e.Code != engine.CodeData || !strings.Contains(e.Error(), want) || !strings.Contains(e.Hint, "packet 3") {
		t.Errorf("frozen: %v, hint %q", err, e.Hint)
	}

	cfg.Shapes = map[string]string{"a": shapeDiscard}
	send("b", shot(`, "note": "y"`))
	send("a", shot(`, "hall": "C", "note": "z", "share": 1.50`))
	report := mustBuild(t, newPipeline(t, s, cfg), Options{})
	if fmt.Sprint(report.Ignored) != "[{hall 1} {note 2} {share 1}]" {
		t.Errorf("ignored %v", report.Ignored)
	}
	send("a", shot(`, "note": "z"`))
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	for _, full := range []bool{false, true} {
		if full {
			mustBuild(t, newPipeline(t, s, cfg), Options{Full: true})
		}
		got := pipelinetest.Lines(t, s, "SELECT packet_id, extra::VARCHAR FROM core.master_shot")
		pipelinetest.CheckLines(t, fmt.Sprint("shots, full ", full), got, []string{
			`1 | {"hall":"A"}`, `2 | {"hall":"B"}`, "3 | –", `4 | {"note":"y"}`, `5 | {"hall":"C"}`, "6 | –",
		})
	}
	got := pipelinetest.Lines(t, s, "SELECT source, column_name, change, old_type, new_type, mode FROM meta.schema_change")
	pipelinetest.CheckLines(t, "changes", got, []string{
		"a | CONTENT.hall | added | – | text | evolve", "b | CONTENT.note | added | – | text | evolve",
		"a | CONTENT.hall | discarded | text | number | discard", "a | CONTENT.note | discarded | – | text | discard",
		"a | CONTENT.share | discarded | – | number | discard",
	})
	cfg.Shapes = nil
	if report := mustBuild(t, newPipeline(t, s, cfg), Options{}); report.Kind != kindFull || len(report.Ignored) > 0 {
		t.Errorf("evolve again: %+v", report)
	}
	got = pipelinetest.Lines(t, s, "SELECT packet_id, extra::VARCHAR FROM core.master_shot WHERE packet_id IN (3, 5)")
	pipelinetest.CheckLines(t, "shots of evolve", got, []string{`3 | {"hall":7,"note":"x"}`, `5 | {"hall":"C","note":"z","share":1.5}`})
}
