package pipeline

import (
	"context"
	"fmt"
	"testing"

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
