package pipeline

import (
	"context"
	"os"
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// TestASessionGoesOn: a session of hours is carried on from the last full one. A shot
// whose approved cycle time, or whose mold, is another one gives all of its shots other
// limits; one of another part ends it.
func TestASessionGoesOn(t *testing.T) {
	for name, change := range map[string]func(*reference.Shot){
		"as before":        func(*reference.Shot) {},
		"other approved":   func(s *reference.Shot) { s.ApprovedCT.V = 28_000_000 },
		"other mold":       func(s *reference.Shot) { s.MoldID = 3 },
		"other part":       func(s *reference.Shot) { s.PartID.V, s.PartCode.V = 2, "P-2" },
		"none approved":    func(s *reference.Shot) { s.ApprovedCT = reference.Int{} },
		"after a silence":  func(s *reference.Shot) { s.TimeUTC += 9 * hour },
		"in the next week": func(s *reference.Shot) { s.TimeUTC += 7 * 24 * hour },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &plant{cfg: Defaults()}
			for at := 0.0; at < 4*3600; at += 300 {
				p.shots = append(p.shots, toolShots("UTC", after(at), []float64{30})...)
			}
			for i := range p.shots {
				p.shots[i].Seq.V, p.shots[i].ApprovedCT = int64(i), reference.Int{V: 30_000_000, Valid: true}
			}
			last := p.shots[len(p.shots)-1]
			s := ran(t, p.cfg, p.shots)
			last.TimeUTC, last.Seq.V = last.TimeUTC+60*second, last.Seq.V+1
			change(&last)
			p.shots = append(p.shots, last)
			spans := []span{{"T-1", last.TimeUTC, last.TimeUTC + 1}}
			putShots(t, s, p.shots, spans)
			buildRunRate(t, s, p.cfg, spans)
			compareRates(t, s, p, name)
			compareWithFull(t, s, p.cfg)
		})
	}
}

// TestOtherLimits: no shot changes with the limits that MOLD or the configuration has.
func TestOtherLimits(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	given, err := os.ReadFile("../models/mart/testdata/ana_shot_made/limits/given.sql")
	if err != nil {
		t.Fatal(err)
	}
	exec := func(statement string) {
		t.Helper()
		err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, statement)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	exec(string(given))
	cfg := Defaults()
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	exec("UPDATE raw.mold_history SET cycle_time_limit1 = 1, cycle_time_limit1unit = 'SECOND' WHERE id = 1")
	report := mustBuild(t, newPipeline(t, s, cfg), Options{})
	if len(report.Changes) != 1 || report.Changes[0].Tools != 1 || filled(report)["mart.ana_shot_made"] != 1 {
		t.Errorf("%+v, %v", report.Changes, filled(report))
	}
	const limits = "SELECT equipment_code, l1_below, l1_above, shots_within, l2_above FROM mart.ana_shot_made"
	wantRows(t, s, "in MOLD", limits, row{"T-1", 29, 31, 1, 33}, row{"T-2", 28.8, 31.2, 1, 31.2}, row{"T-3", nil, nil, nil, nil})
	cfg.Quality.Level1, cfg.Quality.Level2 = 0.01, 0.2
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	wantRows(t, s, "of the configuration", limits, row{"T-1", 29, 31, 1, 36}, row{"T-2", 28.8, 31.2, 1, 31.2}, row{"T-3", nil, nil, nil, nil})
	if report := mustBuild(t, newPipeline(t, s, cfg), Options{}); report.Kind != kindNone {
		t.Errorf("a build after that is %s", report.Kind)
	}
}
