package analysis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

// told is a small plant in which every fate of a shot occurs.
const told = `
	INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
		(1, 'T-1', NULL, 300, 2, 'hot', 7, 1, NULL, '2026-01-05 12:00'),
		(1, 'T-1', NULL, 310, 2, 'hot', 7, 1, '2026-01-05 12:00', NULL),
		(2, 'T-2', 'CNT-2', 400, 4, 'cold', NULL, 1, NULL, NULL),
		(3, 'T-3', NULL, 300, 2, 'cold', NULL, 1, NULL, NULL),
		(4, 'T-4', NULL, 300, 2, 'cold', NULL, 1, NULL, NULL);
	INSERT INTO raw.company_history (id, name, tier, valid_from, valid_to) VALUES (7, 'Acme', 'T1', NULL, NULL);
	INSERT INTO raw.location_history (id, name, time_zone_id, valid_from, valid_to) VALUES (1, 'Pune', 'Asia/Kolkata', NULL, NULL), (2, 'Porto', 'Europe/Lisbon', NULL, NULL);
	INSERT INTO raw.mold_location_history (mold_id, location_id, confirmed_at, valid_from, valid_to) VALUES (1, 2, '2026-01-05 06:00', NULL, NULL);
	INSERT INTO raw.part_history (id, part_code, name, valid_from, valid_to) VALUES (10, 'P-10', 'Lid', NULL, NULL), (11, 'P-11', 'Cup', NULL, NULL);
	INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time, valid_from, valid_to) VALUES
		(1, 10, 3, ' 1767571200000000000', NULL, NULL), (1, 11, 1, '1767571200000000000', NULL, NULL),
		(1, 10, 1, '1767657600000000000', NULL, '2025-01-01'), (2, 11, 2, '1900000000000000000', NULL, NULL);
	INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES
		('CNT-1', 1, '2026010500', 10), ('CNT-1', 3, '2026010510', 3), ('CNT-1', 1, '2026010510', 5),
		('CNT-3', 3, '2026010512', 5), ('CNT-5', 4, '2025110100', 5), ('CNT-6', 999, '2026010500', 5);
	INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc) VALUES
		('cnt-1', 1, '[{"ct": 30, "seq": 1, "time": 1767571200}, {"ct": 30, "seq": 2, "time": 1767571230}, {"ct": 30, "seq": 6, "time": 1767571350}]', 1, '2026-01-06'),
		('CNT-1', 2, '[{"ct": 30, "seq": 1, "time": 1767571200}, {"ct": 31, "seq": 2, "time": 1767571230}]', 2, '2026-01-05 12:00'),
		('CNT-1', 3, '[{"ct": 30, "seq": 90, "time": 1767571380}, {"ct": 0, "seq": 91, "time": 1767571410}, {"ct": 30, "seq": 92, "time": "soon"}, 7]', 3, '2026-01-06'),
		('CNT-1', 4, '[{"ct": 30, "seq": 300, "time": 1767607800}]', 4, '2026-01-06'),
		('CNT-2', 5, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 5, '2026-01-06'),
		('CNT-3', 6, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 6, '2026-01-06'),
		('CNT-4', 7, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 7, '2026-01-06'),
		('CNT-5', 8, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 8, '2026-01-06'),
		('CNT-6', 9, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 9, '2026-01-06'),
		('CNT-1', 10, 'no JSON', 10, '2026-01-06'),
		('CNT-1', 11, '{"ct": 30}', 11, '2026-01-06'),
		(' ', 12, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 12, '2026-01-06'),
		('CNT-1', 13, '[' || repeat('{},', 10000) || '{}]', 13, '2026-01-06'),
		('TEST-1', 14, '[{"ct": 30, "seq": 1, "time": 1767571200}]', 14, '2026-01-06');`

func toldPlant(t *testing.T) *Analysis {
	t.Helper()
	ctx := context.Background()
	s := pipelinetest.Open(t, 1)
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, told)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Defaults()
	cfg.Shots.CounterPattern = "CNT-*"
	cfg.Overrides = []pipeline.Override{
		{Counter: "CNT-4", Tool: "T-4"},
		{Tool: "T-1", ApprovedCT: 29.5, From: time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)},
	}
	cfg.Families = []pipeline.FamilyRule{{Family: "Hot runners", Type: "hot"}}
	build, err := pipeline.New(cfg, s, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := build.Build(ctx, pipeline.Options{}); err != nil {
		t.Fatal(err)
	}
	return New(s, Config{Clock: clock})
}

// TestEveryFateIsTold: accepted by each method, flagged, copied, in conflict,
// quarantined for each reason, and missing.
func TestEveryFateIsTold(t *testing.T) {
	a := toldPlant(t)
	for _, c := range []struct {
		name  string
		ref   ShotRef
		title string
		want  map[string]string // words of the step by its key; 'key.fact' is a fact
	}{
		{"with a copy, of a family mold", ShotRef{Counter: "CNT-1", Seq: 1}, "Shot 1 of CNT-1 at 2026-01-05T00:00:00Z on T-1", map[string]string{
			"checks": "of several with this counter, time and number it is the one that counts", "checks.exact_copies": "1", "checks.copied_in": "packet 2, item 1",
			"tool": "Tool T-1: STATISTICS put the counter on it.", "tool.statistics_hour_utc": "2026-01-05 00:00:00", "tool.mold_to_utc": "2026-01-05 12:00:00",
			"part": "Part P-10: the latest switch", "part.switched_utc": "2026-01-05 00:00:00", "part.family_parts": "P-10 × 3, P-11 × 1",
			"part.approved_ct": "30", "part.approved_from": "MOLD.CONTRACTED_CYCLE_TIME, 300 tenths of a second",
			"place": "in Porto (Europe/Lisbon)", "place.location_from": "MOLD_LOCATION", "place.location_confirmed_utc": "2026-01-05 06:00:00",
			"place.tooling_family": "Hot runners", "place.family_rule": "1", "place.supplier_category": "T1", "buckets.parts": "4",
		}},
		{"with another of other values", ShotRef{Counter: "CNT-1", Seq: 2}, "Shot 2 of CNT-1 at 2026-01-05T00:00:30Z on T-1", map[string]string{
			"checks.conflicting_copies": "1", "checks.conflicting_in": "packet 2, item 2",
		}},
		{"in conflict", ShotRef{Packet: 2, Item: 2}, "Shot 2 of CNT-1 at 2026-01-05T00:00:30Z, left out", nil},
		{"in an hour of two tools, with an override of its cycle time", ShotRef{Counter: "CNT-1", Seq: 300}, "Shot 300 of CNT-1 at 2026-01-05T10:10:00Z on T-1", map[string]string{
			"tool": "in an hour that names 2 tools: the one with more shots counts", "tool.statistics_molds": "2",
			"part.approved_ct": "29.5", "part.approved_from": "entry 2 of overrides",
			"quality": "assignment_conflict",
		}},
		{"by the counter of the mold", ShotRef{Counter: "CNT-2", Seq: 1}, "Shot 1 of CNT-2 at 2026-01-05T00:00:00Z on T-2", map[string]string{
			"tool": "the only one whose COUNTER_CODE is this counter", "tool.mold_counter_code": "CNT-2",
			"part": "every switch of the tool is later", "place.location_from": "MOLD.LOCATION_ID", "place": "in Pune (Asia/Kolkata)",
		}},
		{"before STATISTICS", ShotRef{Counter: "CNT-3", Seq: 1}, "Shot 1 of CNT-3 at 2026-01-05T00:00:00Z on T-3", map[string]string{
			"tool": "up to 24 h before STATISTICS first name the counter", "tool.statistics_hour_utc": "2026-01-05 12:00:00", "part": "No part is known",
		}},
		{"by an override", ShotRef{Counter: "CNT-4", Seq: 1}, "Shot 1 of CNT-4 at 2026-01-05T00:00:00Z on T-4", map[string]string{
			"tool": "as an override in the configuration says", "tool.override_place": "1",
		}},
		{"by stale STATISTICS", ShotRef{Counter: "CNT-5", Seq: 1}, "Shot 1 of CNT-5 at 2026-01-05T00:00:00Z on T-4", map[string]string{
			"tool": "but last said so long before", "tool.last_named_utc": "2025-11-01 00:00:00",
		}},
		{"unmapped", ShotRef{Counter: "CNT-6", Seq: 1}, "Shot 1 of CNT-6 at 2026-01-05T00:00:00Z, left out", map[string]string{
			"checks": "STATISTICS never put its counter on a tool, and no override or MOLD row does (unmapped, level 4)", "checks.rule": "the counter is on a tool at that time",
		}},
		{"bad ct", ShotRef{Counter: "CNT-1", Seq: 91}, "Shot 91 of CNT-1 at 2026-01-05T00:03:30Z, left out", map[string]string{"checks": "(bad_ct, level 2)"}},
		{"bad time", ShotRef{Counter: "CNT-1", Seq: 92}, "Shot 92 of CNT-1, left out", map[string]string{"checks": "its time cannot be read", "packet.as_sent": `{"ct":30,"seq":92,"time":"soon"}`}},
		{"no object", ShotRef{Packet: 3, Item: 4}, "Shot without a number of CNT-1, left out", map[string]string{"checks": "(not_an_object, level 2)", "packet.as_sent": "7"}},
		{"no JSON", ShotRef{Packet: 10}, "Packet 10 of CNT-1, left out", map[string]string{"checks": "(bad_json, level 1)", "packet.as_sent": "no JSON"}},
		{"no array", ShotRef{Packet: 11}, "Packet 11 of CNT-1, left out", map[string]string{"checks": "(not_an_array, level 1)"}},
		{"no counter", ShotRef{Packet: 12}, "Packet 12 without a counter, left out", map[string]string{"checks": "(no_counter, level 1)"}},
		{"too long", ShotRef{Packet: 13}, "Packet 13 of CNT-1, left out", map[string]string{"checks": "(too_long, level 1)"}},
		{"missing", ShotRef{Counter: "CNT-1", Seq: 4}, "Shot 4 of CNT-1, missing", map[string]string{
			"missing": "the numbers 3 to 5 are left out", "missing.missing_shots": "3", "missing.equipment_code": "T-1", "missing.to_utc": "2026-01-05 00:02:30",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			stories, err := a.Trace(context.Background(), c.ref)
			if err != nil || len(stories) == 0 {
				t.Fatalf("%v, %v", stories, err)
			}
			if stories[0].Title != c.title {
				t.Errorf("title %q, want %q", stories[0].Title, c.title)
			}
			words := wordsOf(stories[0])
			for key, want := range c.want {
				if got := words[key]; !strings.Contains(got, want) || strings.Contains(key, ".") && got != want {
					t.Errorf("%s: got %q, want %q", key, got, want)
				}
			}
		})
	}
}

func wordsOf(story Story) map[string]string {
	words := map[string]string{}
	for _, step := range story.Steps {
		words[step.Key] = step.Text
		for _, f := range step.Facts {
			words[step.Key+"."+f.Key] = f.Words()
		}
	}
	return words
}

// TestTheOneInConflictIsTold: a number in conflict has two stories, the one
// that counts and the one that does not.
func TestTheOneInConflictIsTold(t *testing.T) {
	stories, err := toldPlant(t).Trace(context.Background(), ShotRef{Counter: "CNT-1", Seq: 2})
	if err != nil || len(stories) != 2 {
		t.Fatalf("%d stories, %v", len(stories), err)
	}
	words := wordsOf(stories[1])
	if !strings.Contains(words["checks"], "other values, came later and counts (duplicate_conflict, level 3)") ||
		words["checks.kept_packet_id"] != "1" || words["checks.kept_ct"] != "30" {
		t.Errorf("the one in conflict: %v", words)
	}
}

func TestNothingToTell(t *testing.T) {
	a := toldPlant(t)
	for ref, want := range map[ShotRef]string{
		{Counter: "CNT-1", Seq: 9999}: "CNT-1 has no shot 9999: its numbers go from 1 to 300",
		{Counter: "TEST-1", Seq: 1}:   "TEST-1 has no shot 1: no shot of it is read: shots.counter_pattern leaves the counter out",
		{Counter: "CNT-6", Seq: 2}:    "CNT-6 has no shot 2: none of its shots counts",
		{Packet: 1}:                   "no packet 1 is left out as a whole: name one of its items",
		{Packet: 1, Item: 9}:          "there is no item 9 of a packet 1: it may have been deleted",
	} {
		_, err := a.Trace(context.Background(), ref)
		if text := fmt.Sprint(err) + ": " + hintOf(err); !strings.Contains(text, want) {
			t.Errorf("%+v: %s", ref, text)
		}
	}
}

func hintOf(err error) string {
	var e *engine.Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return ""
}
