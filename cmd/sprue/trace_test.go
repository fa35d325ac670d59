package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// tracedPlace is a small plant and a shot of it that is in a run.
func tracedPlace(t *testing.T) (p *place, counter, seq string) {
	t.Helper()
	p = newPlace(t)
	p.withSource()
	p.sample("parquet")
	p.must("run", "--quiet")
	shot := p.must("query", "SELECT counter_code, seq FROM mart.shot_interval WHERE seq IS NOT NULL AND w_us > 0 ORDER BY ALL LIMIT 1", "--format", "csv")
	counter, seq, _ = strings.Cut(strings.Split(shot.stdout, "\n")[1], ",")
	return p, counter, seq
}

func TestATraceForPrograms(t *testing.T) {
	p, counter, seq := tracedPlace(t)
	shots := p.must("trace", "--counter", counter, "--seq", seq, "--format", "json").rows(t)
	if len(shots) != 1 {
		t.Fatalf("%d shots", len(shots))
	}
	shot := shots[0]
	if shot["counter_code"] != counter || fmt.Sprint(shot["seq"]) != seq || shot["quality"].(map[string]any)["quality_score"].(float64) > 100 {
		t.Errorf("the shot: %v", shot)
	}
	for step, want := range map[string]map[string]string{
		"packet":   {"text": "text", "packet_id": "text", "arrived_utc": "instant", "batch_id": "number", "as_sent": "text"},
		"tool":     {"mapping_method": "text", "mold_id": "number", "override_from_utc": "null", "statistics_hour_utc": "instant"},
		"interval": {"ref_ct": "number", "d_us": "number"},
		"run":      {"run_id": "text", "start_utc": "instant", "stops": "number", "stability": "number"},
		"stop":     {"stop_id": "text", "is_micro": "truth", "end_utc": "instant"},
		"buckets":  {"bucket_start_utc": "instant", "local_date": "day"},
	} {
		facts, ok := shot[step].(map[string]any)
		if !ok {
			t.Errorf("%s: %v", step, shot[step])
			continue
		}
		for key, kind := range want {
			if value, there := facts[key]; !there || typeOf(value) != kind {
				t.Errorf("%s.%s is %v, want a %s", step, key, value, kind)
			}
		}
		for key := range facts {
			if !regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString(key) {
				t.Errorf("%s: the key %q", step, key)
			}
		}
	}
}

func typeOf(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case bool:
		return "truth"
	case float64:
		return "number"
	case string:
		if _, err := time.Parse(time.RFC3339Nano, value); err == nil {
			return "instant"
		}
		if _, err := time.Parse(time.DateOnly, value); err == nil {
			return "day"
		}
	}
	return "text"
}

func TestATraceAsRows(t *testing.T) {
	p, counter, seq := tracedPlace(t)
	r := p.must("trace", "--counter", counter, "--seq", seq, "--format", "csv")
	if !strings.HasPrefix(r.stdout, "counter_code,seq,shot_time_utc,equipment_code,step,fact,value\n"+counter+","+seq+",20") {
		t.Errorf("stdout:\n%s", r.stdout)
	}
	for _, pattern := range []string{`,run,start_utc,\d{4}-\d\d-\d\dT[0-9:.]+Z\n`, `,buckets,local_date,\d{4}-\d\d-\d\d\n`, `,stop,is_micro,(true|false)\n`} {
		if !regexp.MustCompile(pattern).MatchString(r.stdout) {
			t.Errorf("nothing fits %s in:\n%s", pattern, r.stdout)
		}
	}
}

func TestATraceToRead(t *testing.T) {
	p, counter, seq := tracedPlace(t)
	text := p.must("trace", "--counter", counter, "--seq", seq).stdout
	for _, part := range []string{"Shot " + seq + " of " + counter + " at ", "\nRun\n  In a run of ", "    start (UTC)      ", "    LOCATION.ID      "} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in:\n%s", part, text)
		}
	}
	for _, part := range []string{"run_id", "<nil>", "|"} {
		if strings.Contains(text, part) {
			t.Errorf("%q stands in:\n%s", part, text)
		}
	}
}

func TestAQueryTellsThePlantsClockFromUTC(t *testing.T) {
	p, _, _ := tracedPlace(t)
	r := p.must("query", "SELECT a.start_utc, a.start_local, b.start_local, b.start_utc, a.run_id FROM mart.run a JOIN mart.run b ON a.run_id = b.run_id LIMIT 1", "--format", "json")
	row := r.rows(t)[0]
	for _, name := range []string{"start_utc", "start_utc_1"} {
		if text := row[name].(string); !strings.HasSuffix(text, "Z") {
			t.Errorf("%s: %s", name, text)
		}
	}
	for _, name := range []string{"start_local", "start_local_1"} {
		if text := row[name].(string); strings.HasSuffix(text, "Z") || text == row["start_utc"] {
			t.Errorf("%s: %s", name, text)
		}
	}
	if id, ok := row["run_id"].(string); !ok || !strings.Contains(r.stdout, `"run_id":"`+id+`"`) {
		t.Errorf("run_id: %v", row["run_id"])
	}
	const endless = "SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 8"
	p.run("query", "--timeout", "20ms", endless).refused(t, 2, "query: it took longer than 20ms", "raise the limit")
	p.run("query", "--timeout", "20", endless).refused(t, 2, "--timeout", "30s")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p.runContext(ctx, "query", endless).refused(t, 130, "interrupted", "nothing was changed")
}

func TestATraceOfAnItemThatIsLeftOut(t *testing.T) {
	p, _, _ := tracedPlace(t)
	left := p.must("query", "SELECT packet_id, item, reason FROM core.quarantine WHERE item IS NOT NULL ORDER BY ALL LIMIT 1", "--format", "csv")
	words := strings.Split(strings.TrimSpace(strings.Split(left.stdout, "\n")[1]), ",")
	text := p.must("trace", "--packet", words[0], "--item", words[1]).stdout
	if !strings.Contains(text, "left out") || !strings.Contains(text, "Left out of every figure: ") || !strings.Contains(text, "("+words[2]+", level ") {
		t.Errorf("%v:\n%s", words, text)
	}
}

func TestATraceOfANumberThatNeverCame(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.must("sample", "data", "--shots", "5000", "--tools", "3", "--from", "2026-06-01", "--to", "2026-06-15", "--faults", "hostile", "--quiet")
	p.must("run", "--quiet")
	gap := p.must("query", "SELECT counter_code, from_seq FROM mart.missing_shot WHERE quarantined = 0 ORDER BY ALL LIMIT 1", "--format", "csv")
	counter, seq, ok := strings.Cut(strings.TrimSpace(strings.Split(gap.stdout, "\n")[1]), ",")
	if !ok {
		t.Fatalf("no gap: %s", gap.stdout)
	}
	shots := p.must("trace", "--counter", counter, "--seq", seq, "--format", "json").rows(t)
	missing, ok := shots[0]["missing"].(map[string]any)
	if !ok || shots[0]["shot_time_utc"] != nil || shots[0]["packet"] != nil || missing["from_seq"] == nil {
		t.Errorf("%v", shots)
	}
}
