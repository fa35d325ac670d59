package pipeline

import (
	"context"
	"testing"

	"sprue/engine/store"
)

// The history of a tool's day has at most 30 results, however many builds there
// were; the last one is kept, and so are days that no build touches.
func TestTheHistoryOfScoresIsBounded(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	write(t, s, onePlant(1, 2))
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `
			INSERT INTO meta.quality_result BY NAME
			SELECT 0 AS build_id, 'tool_day' AS scope, 'T-12' AS equipment_code, d.day AS local_date, 50.0 AS overall, 'poor' AS status
			FROM range(100) AS n, (VALUES (DATE '2026-01-01'), (DATE '2025-01-01')) AS d(day);
			UPDATE meta.quality_result SET overall = 1, status = 'poor' WHERE build_id > 0 AND scope = 'tool_day';
			UPDATE meta.build SET models = '{}'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBuild(t, newPipeline(t, s, Defaults()), Options{Full: true})
	var touched, others int
	var last float64
	err = s.QueryRow(context.Background(), `
		SELECT
			count(*) FILTER (local_date = DATE '2026-01-01'),
			count(*) FILTER (local_date = DATE '2025-01-01'),
			arg_max(overall, build_id) FILTER (local_date = DATE '2026-01-01')
		FROM meta.quality_result WHERE scope = 'tool_day'`).Scan(&touched, &others, &last)
	if err != nil || touched < 2 || touched > 30 || others != 100 || last < 50 {
		t.Errorf("%d results of a day that was built, %d of another, the last one %v: %v", touched, others, last, err)
	}
}
