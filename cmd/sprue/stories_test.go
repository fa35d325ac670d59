package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sampledata "sprue/sample_data"
)

// one gives the only row of a query.
func (p *place) one(t *testing.T, query string, args ...any) map[string]any {
	t.Helper()
	query = fmt.Sprintf(query, args...)
	r := p.run("query", query, "--format", "json")
	if r.code != 0 {
		t.Fatalf("exit %d: %s\n%s", r.code, r.stderr, query)
	}
	rows := r.rows(t)
	if len(rows) != 1 {
		t.Fatalf("%d rows: %s", len(rows), query)
	}
	return rows[0]
}

// number gives the only number of a query.
func (p *place) number(t *testing.T, query string, args ...any) float64 {
	t.Helper()
	for name, value := range p.one(t, query, args...) {
		number, ok := value.(float64)
		if !ok {
			t.Fatalf("%s is %v: %s", name, value, fmt.Sprintf(query, args...))
		}
		return number
	}
	t.Fatalf("no column: %s", query)
	return 0
}

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > by {
		t.Errorf("%s is %v, planted %v (± %v)", what, got, want, by)
	}
}

// literal is an instant in SQL.
func literal(at time.Time) string {
	return "TIMESTAMP '" + at.UTC().Format("2006-01-02 15:04:05.000000") + "'"
}

// within is the condition that a time lies in a story's window.
func within(column string, s sampledata.Story) string {
	return fmt.Sprintf("(%s >= %s AND %s < %s)", column, literal(s.From), column, literal(s.To))
}

// plantedPlace is a sample of 90 days that went through the whole product.
func plantedPlace(t *testing.T, seed uint64, shots string) (*place, sampledata.Truth) {
	t.Helper()
	p := newPlace(t)
	p.withBreaks()
	p.must("sample", "data", "--shots", shots, "--seed", fmt.Sprint(seed), "--from", "2026-03-03", "--to", "2026-06-01", "--faults", "typical", "--quiet")
	p.must("sync", "--quiet")
	p.must("build", "--quiet")
	truth, err := sampledata.ReadTruth(filepath.Join(p.env.Dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	return p, truth
}

func TestPlantedStoriesAreFoundAgain(t *testing.T) {
	p, truth := plantedPlace(t, 1, "250000")
	checks := map[string]func(*place, *testing.T, sampledata.Story){
		sampledata.SlowAfterSettingChange: (*place).slowerSince,
		sampledata.CoolingDrift:           (*place).driftsSince,
		sampledata.TemperatureExcursion:   (*place).warmerWithin,
		sampledata.MicroStops:             (*place).microStopsWithin,
		sampledata.LongBreakdown:          (*place).brokeDown,
		sampledata.FasterThanApproved:     (*place).alwaysFaster,
		sampledata.CounterMoved:           (*place).counterMoved,
		sampledata.PartSwitch:             (*place).switchedParts,
		sampledata.FamilyMold:             (*place).makesSeveral,
		sampledata.SupplierGap:            (*place).slowerThanOthers,
		sampledata.ClockDrift:             (*place).clockSetRight,
		sampledata.EndOfLife:              (*place).nearDesigned,
	}
	told := map[string]bool{}
	for _, story := range truth.Stories {
		told[story.Kind] = true
		check, known := checks[story.Kind]
		if !known {
			t.Errorf("no check for the story %q", story.Kind)
			continue
		}
		t.Run(story.Kind+"/"+story.Tool, func(t *testing.T) { check(p, t, story) })
	}
	for kind := range checks {
		if !told[kind] {
			t.Errorf("the sample has no story %q", kind)
		}
	}
	t.Run("faults", func(t *testing.T) { p.faultsCounted(t, truth) })
	t.Run("recommendations", func(t *testing.T) {
		told := newRecommended()
		told.add(t, p, truth)
		told.report(t)
	})
}

// slowerSince compares the mean cycle of running tools from both sides.
func (p *place) slowerSince(t *testing.T, s sampledata.Story) {
	ratio := p.number(t, `SELECT sum(ct_us) FILTER (WHERE after) / sum(cycles) FILTER (WHERE after)
		/ (sum(ct_us) FILTER (WHERE NOT after) / sum(cycles) FILTER (WHERE NOT after)) - 1 AS ratio
		FROM (SELECT ct_us, normal_shots + slow_shots + fast_shots AS cycles, first_shot_utc >= %s AS after
			FROM mart.run WHERE equipment_code = '%s')`, literal(s.From), s.Tool)
	near(t, "the longer cycle", ratio, s.Size, 0.02)
}

// driftsSince fits a line through the window and takes what it grows by.
func (p *place) driftsSince(t *testing.T, s sampledata.Story) {
	days := s.To.Sub(s.From).Hours() / 24
	before := p.one(t, `SELECT median(ct) AS ct, avg(temperature) AS temperature FROM core.master_shot
		WHERE equipment_code = '%s' AND shot_time_utc < %s AND ct_status = 'active'`, s.Tool, literal(s.From))
	ct, temperature := before["ct"].(float64), before["temperature"].(float64)
	growth := p.number(t, `SELECT regr_slope(ct, epoch(shot_time_utc)) * 86400 * %v AS growth FROM core.master_shot
		WHERE equipment_code = '%s' AND %s AND ct < %v`, days, s.Tool, within("shot_time_utc", s), 1.5*ct)
	near(t, "the growth of the cycle", growth/ct, s.Size, 0.02)
	end := p.number(t, `SELECT avg(temperature) AS temperature FROM core.master_shot
		WHERE equipment_code = '%s' AND shot_time_utc >= %s`, s.Tool, literal(s.To.AddDate(0, 0, -7)))
	near(t, "the warmth at the end, °C,", end-temperature, 5, 1)
}

func (p *place) warmerWithin(t *testing.T, s sampledata.Story) {
	row := p.one(t, `SELECT avg(temperature) FILTER (WHERE inside) - avg(temperature) FILTER (WHERE NOT inside) AS heat,
		median(ct) FILTER (WHERE inside) / median(ct) FILTER (WHERE NOT inside) - 1 AS slower
		FROM (SELECT temperature, ct, %s AS inside FROM core.master_shot WHERE equipment_code = '%s' AND ct_status = 'active')`,
		within("shot_time_utc", s), s.Tool)
	near(t, "the warmth, °C,", row["heat"].(float64), 18, 1)
	near(t, "the longer cycle", row["slower"].(float64), s.Size, 0.02)
}

// microStopsWithin: neighbouring micro stops are one, so their share is a
// little smaller than that of the planted ones.
func (p *place) microStopsWithin(t *testing.T, s sampledata.Story) {
	share := func(inside string) float64 {
		return p.number(t, `SELECT (SELECT count(*) FROM mart.stop WHERE equipment_code = '%[1]s' AND is_micro AND %[2]s %[3]s)
			/ (SELECT count(*) FROM core.master_shot WHERE equipment_code = '%[1]s' AND %[2]s %[4]s) AS share`,
			s.Tool, inside, within("start_utc", s), within("shot_time_utc", s))
	}
	near(t, "the share of micro stops", share(""), s.Size, 0.03)
	if outside := share("NOT"); outside > s.Size/10 {
		t.Errorf("outside of the window the share is %v", outside)
	}
}

// brokeDown: the stop begins where the last cycle before it has ended, up to a
// cycle after the tool broke.
func (p *place) brokeDown(t *testing.T, s sampledata.Story) {
	row := p.one(t, `SELECT epoch(start_utc) - epoch(%s) AS late_s, downtime_us / 1e6 AS downtime_s, is_micro
		FROM mart.stop WHERE equipment_code = '%s' ORDER BY downtime_us DESC LIMIT 1`, literal(s.From), s.Tool)
	near(t, "the delay of the longest stop, s,", row["late_s"].(float64), 0, 90)
	near(t, "the longest stop, s,", row["downtime_s"].(float64), s.Size, 90)
	if row["is_micro"] != false {
		t.Errorf("it is micro: %v", row)
	}
}

func (p *place) alwaysFaster(t *testing.T, s sampledata.Story) {
	deviation := p.number(t, `SELECT median(ct_deviation) AS deviation FROM core.master_shot WHERE equipment_code = '%s'`, s.Tool)
	near(t, "the deviation", deviation, s.Size, 0.02)
}

func (p *place) counterMoved(t *testing.T, s sampledata.Story) {
	tools := func(counter string) string {
		row := p.one(t, `SELECT coalesce(string_agg(DISTINCT equipment_code, ',') FILTER (WHERE shot_time_utc < %[1]s), 'none') AS before,
			coalesce(string_agg(DISTINCT equipment_code, ',') FILTER (WHERE shot_time_utc >= %[1]s), 'none') AS after
			FROM core.master_shot WHERE counter_code = '%[2]s'`, literal(s.From), counter)
		return fmt.Sprintf("%s then %s", row["before"], row["after"])
	}
	for counter, want := range map[string]string{
		s.Counter:      s.Tool + " then " + s.OtherTool,
		s.OtherCounter: "none then " + s.Tool,
	} {
		if got := tools(counter); got != want {
			t.Errorf("%s was on %s, planted %s", counter, got, want)
		}
	}
}

// switchedParts: the first part until the first switch, the second until the
// next, and so on; no run goes over a switch.
func (p *place) switchedParts(t *testing.T, s sampledata.Story) {
	if len(s.Times) < 2 || len(s.Parts) != 2 {
		t.Fatalf("planted %v, %v", s.Times, s.Parts)
	}
	switches := []string{}
	for _, at := range s.Times {
		switches = append(switches, "(TIMESTAMP '"+strings.NewReplacer("T", " ", "Z", "").Replace(at)+"')")
	}
	list := strings.Join(switches, ", ")
	wrong := p.one(t, `WITH switched(since) AS (VALUES %s)
		SELECT count(*) FILTER (WHERE part_code IS DISTINCT FROM CASE WHEN switches %% 2 = 0 THEN '%s' ELSE '%s' END) AS wrong,
			count(DISTINCT switches) AS windows
		FROM (SELECT part_code, (SELECT count(*) FROM switched WHERE since <= s.shot_time_utc) AS switches
			FROM core.master_shot s WHERE equipment_code = '%s')`, list, s.Parts[0], s.Parts[1], s.Tool)
	if wrong["wrong"] != 0.0 || wrong["windows"] != float64(len(s.Times)+1) {
		t.Errorf("%v", wrong)
	}
	if over := p.number(t, `WITH switched(since) AS (VALUES %s) SELECT count(*) AS over FROM mart.run r JOIN switched ON since > r.first_shot_utc AND since <= r.last_shot_utc
		WHERE r.equipment_code = '%s'`, list, s.Tool); over != 0 {
		t.Errorf("%v runs go over a switch", over)
	}
	pace := p.number(t, `SELECT median(ct) FILTER (WHERE part_code = '%s') / median(ct) FILTER (WHERE part_code = '%s') - 1 AS pace
		FROM core.master_shot WHERE equipment_code = '%s'`, s.Parts[1], s.Parts[0], s.Tool)
	near(t, "the pace of the other part", pace, s.Size, 0.02)
}

func (p *place) makesSeveral(t *testing.T, s sampledata.Story) {
	shots := p.one(t, `SELECT count(*) AS shots, count(*) FILTER (WHERE part_count = %v) AS several FROM core.master_shot WHERE equipment_code = '%s'`, s.Size, s.Tool)
	if shots["shots"] != shots["several"] || shots["shots"] == 0.0 {
		t.Errorf("%v", shots)
	}
	for _, part := range s.Parts {
		rows := p.number(t, `SELECT count(*) AS n FROM core.master_shot_part p JOIN core.master_shot m
			ON m.packet_id = p.packet_id AND m.counter_code = p.counter_code AND m.shot_time_utc = p.shot_time_utc AND m.seq IS NOT DISTINCT FROM p.seq
			WHERE m.equipment_code = '%s' AND p.part_code = '%s'`, s.Tool, part)
		if rows != shots["shots"] {
			t.Errorf("%v shots of part %s, %v of the tool", rows, part, shots["shots"])
		}
	}
}

func (p *place) slowerThanOthers(t *testing.T, s sampledata.Story) {
	gap := p.number(t, `WITH supplier AS (SELECT DISTINCT supplier_name AS name FROM core.master_shot WHERE equipment_code = '%s')
		SELECT median(ct_deviation) FILTER (WHERE supplier_name = name) - median(ct_deviation) FILTER (WHERE supplier_name <> name) AS gap
		FROM core.master_shot, supplier WHERE part_code = '%s'`, s.Tool, s.Parts[0])
	near(t, "the gap to other suppliers", gap, s.Size, 0.03)
}

// nearDesigned counts the tool's life in the mirror; the analysis of lives
// is not part of the run rate.
func (p *place) nearDesigned(t *testing.T, s sampledata.Story) {
	used := p.number(t, `SELECT (initial_shot + counter_shot_count) / designed_shot AS used FROM raw.mold WHERE equipment_code = '%s'`, s.Tool)
	near(t, "the used share of the life", used, s.Size, 0.02)
}

// clockSetRight fits a line through the time of day at which the tool's last
// shift ends: it moves as the clock does, and is back when that is set right.
func (p *place) clockSetRight(t *testing.T, s sampledata.Story) {
	ends := fmt.Sprintf(`(SELECT local_date, epoch(max(shot_time_local) - CAST(local_date AS TIMESTAMP)) AS end_s
		FROM core.master_shot WHERE equipment_code = '%s' GROUP BY local_date)`, s.Tool)
	fallen := p.number(t, `SELECT -regr_slope(end_s, local_date - DATE '2026-01-01') AS fallen FROM %s WHERE local_date >= DATE '%s' AND local_date < DATE '%s'`,
		ends, s.From.Format(time.DateOnly), s.To.Format(time.DateOnly))
	near(t, "the fall of the clock, s a day,", fallen, s.Size, 10)
	back := p.number(t, `SELECT median(end_s) FILTER (WHERE local_date > DATE '%[2]s') - median(end_s) FILTER (WHERE local_date < DATE '%[3]s') AS back FROM %[1]s`,
		ends, s.To.Format(time.DateOnly), s.From.Format(time.DateOnly))
	near(t, "the clock after it was set right, s,", back, 0, 120)
}
