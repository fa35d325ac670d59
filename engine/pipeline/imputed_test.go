package pipeline

import (
	"context"
	"testing"
	"time"

	"sprue/engine/enginetest"
	sampledata "sprue/sample_data"
)

// hideCycles keeps the cycle times of 5 % of the shots, those whose number ends
// in 5 after an even digit, and sends them anew without one.
const hideCycles = `
	CREATE TABLE core.hidden AS
	SELECT counter_code, shot_time_utc, seq, ct
	FROM core.master_shot
	WHERE seq % 20 = 5;
	UPDATE raw.data_shot
	SET content = regexp_replace(content, '"ct": ?[0-9.]+(, ?"tempMeas": ?[^,]*, ?"seq": ?[0-9]*[02468]5,)', '"ct": null\1', 'g')`

// missedCycles compares with the hidden ones what was imputed, and what the
// cycle before in the same run would say.
const missedCycles = `
	WITH known AS (
		SELECT run_id, counter_code, shot_time_utc, seq, ct AS forward FROM mart.shot_interval
		UNION ALL
		SELECT run_id, counter_code, shot_time_utc, seq, NULL FROM mart.imputed_shot
	),
	carried AS (
		SELECT counter_code, shot_time_utc, seq, last_value(forward IGNORE NULLS) OVER (PARTITION BY run_id ORDER BY shot_time_utc, seq) AS forward
		FROM known
	)
	SELECT count(*), avg(abs(m.ct - h.ct)), avg(abs(c.forward - h.ct))
	FROM core.hidden h
	JOIN mart.imputed_shot m USING (counter_code, shot_time_utc, seq)
	JOIN carried c USING (counter_code, shot_time_utc, seq)
	WHERE m.method <> 'spread' AND h.ct < 999.9`

// TestImputedCycles hides 5 % of the cycle times of sample data: the imputed
// ones come nearer to them than the last one carried forward.
func TestImputedCycles(t *testing.T) {
	s, _ := sampled(t, sampledata.Options{
		Shots: 40_000, Tools: 16, Seed: 6, Faults: "clean",
		From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	})
	p := newPipeline(t, s, Defaults())
	mustBuild(t, p, Options{})
	inBuild(t, s, Defaults(), func(ctx context.Context, b *build) error {
		_, err := b.tx.Exec(ctx, hideCycles)
		return err
	})
	mustBuild(t, p, Options{Full: true})
	var hidden, imputed int64
	var miss, forward float64
	if err := s.QueryRow(t.Context(), "SELECT count(*) FROM core.hidden").Scan(&hidden); err != nil {
		t.Fatal(err)
	}
	if err := s.QueryRow(t.Context(), missedCycles).Scan(&imputed, &miss, &forward); err != nil {
		t.Fatal(err)
	}
	enginetest.Figure(t, "%d cycle times hidden, %d imputed: mean absolute error %.3f s, carried forward %.3f s", hidden, imputed, miss, forward)
	if imputed < hidden*9/10 || miss >= forward {
		t.Errorf("%d of %d imputed, with an error of %.3f s; carried forward %.3f s", imputed, hidden, miss, forward)
	}
}
