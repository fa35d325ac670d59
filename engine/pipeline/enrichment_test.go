package pipeline

import (
	"context"
	"testing"

	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

// TestEnrichmentFollowsItsSources: each change of a dimension, an assignment or
// the configuration reaches the shots by the next build, and no other UTC days
// of counters: a change inside a day builds that day anew.
func TestEnrichmentFollowsItsSources(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	cfg := Defaults()
	run := func(name string, kind string, statement string, want ...string) {
		t.Helper()
		if statement != "" {
			err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, statement)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if r := mustBuild(t, newPipeline(t, s, cfg), Options{}); r.Kind != kind {
			t.Errorf("%s: a build of kind %s, want %s", name, r.Kind, kind)
		}
		got := pipelinetest.Lines(t, s, `
			SELECT concat_ws(' ', counter_code, seq, equipment_code, mapping_method, coalesce(part_code, '-'), cavities, coalesce(approved_ct::VARCHAR, '-'),
				tooling_family, coalesce(supplier_path, '-'), coalesce(location_name, '-'), 'build', build_id)
			FROM core.master_shot
			UNION ALL
			SELECT concat_ws(' ', counter_code, seq, reason) FROM core.quarantine`)
		pipelinetest.CheckLines(t, name, got, want)
	}
	run("no dimension", kindFull, `
		INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc) VALUES
			('CNT-1', 1, '[{"ct": 30, "seq": 1, "time": 1767571200}, {"ct": 30, "seq": 2, "time": 1767657600}]', 1, '2026-02-01'),
			('CNT-2', 1, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 2, '2026-02-01')`,
		"CNT-1 1 unmapped", "CNT-1 2 unmapped", "CNT-2 1 unmapped")
	run("the mold is there", kindNone, `
		INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id) VALUES
			(1, 'T-1', 300, 2, 'hot', 1, 1), (2, 'T-2', 300, 1, 'hot', NULL, NULL)`,
		"CNT-1 1 unmapped", "CNT-1 2 unmapped", "CNT-2 1 unmapped")
	run("rescued by STATISTICS", kindIncremental, "INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500')",
		"CNT-1 1 T-1 statistics - 2 30.0 Unknown - - build 2", "CNT-1 2 T-1 statistics - 2 30.0 Unknown - - build 2", "CNT-2 1 unmapped")
	run("a part, switched in between", kindIncremental, `
		INSERT INTO raw.part_history (id, part_code, name) VALUES (1, 'P-1', 'one');
		INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time) VALUES (1, 1, 4, '1767600000000000000'), (1, 1, 8, '1767500000000000000')`,
		"CNT-1 1 T-1 statistics P-1 8 30.0 Unknown - - build 3", "CNT-1 2 T-1 statistics P-1 4 30.0 Unknown - - build 3", "CNT-2 1 unmapped")
	run("a new approved cycle time from the second day on", kindIncremental, `
		UPDATE raw.mold_history SET valid_to = '2026-01-05 12:00' WHERE id = 1;
		INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from)
		VALUES (1, 'T-1', 250, 2, 'hot', 1, 1, '2026-01-05 12:00')`,
		"CNT-1 1 T-1 statistics P-1 8 30.0 Unknown - - build 4", "CNT-1 2 T-1 statistics P-1 4 25.0 Unknown - - build 4", "CNT-2 1 unmapped")
	run("a supplier, a plant", kindIncremental, `
		INSERT INTO raw.company_history (id, name) VALUES (1, 'Acme');
		INSERT INTO raw.location_history (id, name, time_zone_id) VALUES (1, 'Pune', 'Asia/Kolkata')`,
		"CNT-1 1 T-1 statistics P-1 8 30.0 Unknown Acme Pune build 5", "CNT-1 2 T-1 statistics P-1 4 25.0 Unknown Acme Pune build 5", "CNT-2 1 unmapped")
	run("a correction of STATISTICS for the second day", kindIncremental, "INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 2, '2026010523')",
		"CNT-1 1 T-1 statistics P-1 8 30.0 Unknown Acme Pune build 6", "CNT-1 2 T-2 statistics - 1 30.0 Unknown - - build 6", "CNT-2 1 unmapped")
	cfg.Overrides = []Override{{Counter: "CNT-2", Tool: "T-1"}}
	cfg.Families = []FamilyRule{{Family: "Hot runners", Type: "hot"}}
	run("rescued by an override, and a family", kindIncremental, "",
		"CNT-1 1 T-1 statistics P-1 8 30.0 Hot runners Acme Pune build 7", "CNT-1 2 T-2 statistics - 1 30.0 Hot runners - - build 7",
		"CNT-2 1 T-1 override P-1 8 30.0 Hot runners Acme Pune build 7")
	run("the mold is gone from the mirror's past", kindIncremental, "DELETE FROM raw.mold_history WHERE id = 2",
		"CNT-1 1 T-1 statistics P-1 8 30.0 Hot runners Acme Pune build 8", "CNT-1 2 T-1 statistics P-1 4 25.0 Hot runners Acme Pune build 8",
		"CNT-2 1 T-1 override P-1 8 30.0 Hot runners Acme Pune build 7")
}
