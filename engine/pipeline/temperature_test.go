package pipeline

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	sampledata "sprue/sample_data"
)

// TestEstimatesNearACut: a run that is carried on is cut at 10:00, 5 min before
// the shot that changes; the estimates of the shots before the cut hang on it.
func TestEstimatesNearACut(t *testing.T) {
	cfg := Defaults()
	cfg.Calendar.Shifts = []ShiftConfig{{Name: "early", Start: "06:00", End: "10:04"}}
	times, cts := []float64{}, []float64{}
	for at := 5*3600 + 60.0; at < 14*3600; at += 120 {
		times, cts = append(times, epoch+at), append(cts, 120)
	}
	shots := toolShots("UTC", times, cts)
	changed := 0
	for i := range shots {
		minute := int(shots[i].TimeUTC/60_000_000) % 1440
		shots[i].Temperature = reference.Float{V: float64(60 + i%7), Valid: minute <= 9*60+55 || minute >= 10*60+5}
		if minute == 10*60+5 {
			changed = i
		}
	}
	s := ran(t, cfg, shots)
	for _, degrees := range []float64{90, 30} {
		shots[changed].Temperature.V = degrees
		at := span{"T-1", shots[changed].TimeUTC, shots[changed].TimeUTC + 1}
		putShots(t, s, shots, []span{at})
		buildRunRate(t, s, cfg, []span{at})
		pipelinetest.CheckRates(t, s, reference.RunRate(shots, judged(cfg)), fmt.Sprintf("%v °C", degrees))
	}
	wantRows(t, s, "estimates", "SELECT count(*) FROM core.shot WHERE temperature_imputed IS NOT NULL", row{4})
}

// hideTemperatures takes 5 % of the temperatures away, and keeps what they were.
const hideTemperatures = `
	CREATE TABLE core.hidden AS
	SELECT context_no, shot_time_utc, seq, temperature
	FROM core.shot
	WHERE temperature IS NOT NULL AND hash(context_no, seq) % 20 = 0;
	UPDATE core.shot AS s SET temperature = NULL
	FROM core.hidden h
	WHERE s.context_no = h.context_no AND s.shot_time_utc = h.shot_time_utc AND s.seq IS NOT DISTINCT FROM h.seq`

// missedTemperatures compares with the hidden ones what was estimated, and what
// the last measured value of the same run would say.
const missedTemperatures = `
	WITH carried AS (
		SELECT
			i.counter_code, i.shot_time_utc, i.seq, s.temperature_imputed,
			last_value(s.temperature IGNORE NULLS) OVER (PARTITION BY i.run_id ORDER BY i.shot_time_utc, i.seq) AS forward
		FROM mart.shot_interval i
		JOIN core.master_shot s USING (counter_code, shot_time_utc, seq)
	)
	SELECT count(*), count(c.temperature_imputed), avg(abs(c.temperature_imputed - h.temperature)), avg(abs(c.forward - h.temperature))
	FROM core.hidden h
	JOIN core.shot_context k USING (context_no)
	JOIN carried c ON c.counter_code = k.counter_code AND c.shot_time_utc = h.shot_time_utc AND c.seq = h.seq
	WHERE c.temperature_imputed IS NOT NULL`

// TestEstimatesOfTemperatures hides 5 % of the temperatures of sample data: the
// estimates come nearer to them than the last value carried forward.
func TestEstimatesOfTemperatures(t *testing.T) {
	s, _ := sampled(t, sampledata.Options{
		Shots: 40_000, Tools: 16, Seed: 5, Faults: "typical",
		From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	})
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	inBuild(t, s, Defaults(), func(ctx context.Context, b *build) error {
		_, err := b.tx.Exec(ctx, hideTemperatures)
		return err
	})
	buildRunRate(t, s, Defaults(), nil)
	var hidden, estimated int64
	var miss, forward float64
	if err := s.QueryRow(t.Context(), "SELECT count(*) FROM core.hidden").Scan(&hidden); err != nil {
		t.Fatal(err)
	}
	var matched int64
	if err := s.QueryRow(t.Context(), missedTemperatures).Scan(&matched, &estimated, &miss, &forward); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d temperatures hidden, %d estimated: mean absolute error %.3f °C, carried forward %.3f °C", hidden, estimated, miss, forward)
	if estimated < hidden*9/10 || miss >= forward {
		t.Errorf("%d of %d estimated, with an error of %.3f °C; carried forward %.3f °C", estimated, hidden, miss, forward)
	}
}
