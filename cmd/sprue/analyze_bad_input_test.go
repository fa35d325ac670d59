package main

import (
	"fmt"
	"strings"
	"testing"
)

// oddPlant has one tool whose approved cycle time is 0, one without, one with ten times
// as much as it takes, with a baseline pinned on days without shots, and one with one shot.
func (p *place) oddPlant() {
	p.t.Helper()
	const first = 1_780_315_200 // 1 June 2026, 12:00 UTC
	hours, parts := "CI,MOLD_ID,HOUR\n", "MOLD_ID,PART_ID,CAVITY,SWITCHED_TIME\n"
	var packets strings.Builder
	for mold, shots := range map[int]int{1: 900, 2: 900, 3: 900, 4: 1} {
		hours += fmt.Sprintf("C%d,%d,2026060112\n", mold, mold)
		parts += fmt.Sprintf("%d,100,4,1767225600000000000\n", mold)
		for day := range 4 {
			var items []string
			for n := range shots {
				items = append(items, fmt.Sprintf(`{"ct": %.1f, "seq": %d, "time": %d}`, 30+0.1*float64(n%5), day*shots+n+1, first+86_400*day+30*n))
			}
			fmt.Fprintf(&packets, `{"COUNTER_CODE": "C%d", "SHOT_START_TIME": %d000000000, "CONTENT": [%s]}`+"\n", mold, first+86_400*day, strings.Join(items, ","))
			if shots == 1 {
				break
			}
		}
	}
	p.write("data/STATISTICS.csv", hours)
	p.write("data/MOLD_PART.csv", parts)
	p.write("data/DATA_SHOT.ndjson", packets.String())
	p.write("data/MOLD.csv", "ID,EQUIPMENT_CODE,CONTRACTED_CYCLE_TIME,SUPPLIER_COMPANY_ID,LOCATION_ID\n1,T-0,0,10,2\n2,T-NONE,,10,2\n3,T-TEN,3000,10,2\n4,T-ONE,300,10,2\n")
	p.write("data/COMPANY.csv", "ID,NAME\n10,Acme\n")
	p.write("data/LOCATION.csv", "ID,NAME,TIME_ZONE_ID\n2,Graz,Europe/Vienna\n")
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\nquality: { baselines: [ { tool: T-TEN, from: 2030-01-01, to: 2030-02-01 } ] }\n")
	p.must("run", "--quiet")
}

// What cannot be told is NULL, and the sentence says why.
func TestAnalysesOfBadInput(t *testing.T) {
	p := newPlace(t)
	p.oddPlant()
	for _, test := range []struct {
		args  string
		says  string
		nulls []string // columns of the first row; none where there is no row
	}{
		{"roi --tool T-0", "No approved cycle time", []string{"weighted_ct_deviation", "annual_loss_cost", "loss_h", "gain_h", "net_h"}},
		{"roi --tool T-NONE", "No approved cycle time", []string{"weighted_ct_deviation", "downtime_parts"}},
		{"roi --tool T-ONE", "Too little data", []string{"annual_loss_cost", "annual_downtime_cost"}},
		{"roi --tool T-TEN", "cycles take 0.101 times the approved cycle time, which may itself be wrong", []string{"annual_loss_cost"}},
		{"roi --from 2027-01-01", "No data from 2027-01-01", nil},
		{"runrate --from 2027-01-01", "No data from 2027-01-01; there are data from 2026-06-01 to 2026-06-04", nil},
		{"runrate --sensitivity --from 2027-01-01", "No data from 2027-01-01", nil},
		{"roi --bridge --from 2027-01-01", "No data from 2027-01-01", nil},
		{"roi --bridge --tool T-0", "Nothing has an approved cycle time", []string{"top_tool", "share"}},
		{"shots --by tool --from 2027-01-01", "No data from 2027-01-01", nil},
		{"quality --from 2027-01-01", "No data from 2027-01-01", nil},
		{"quality --by capability --from 2027-01-01", "Not known", nil},
		{"benchmark --from 2027-01-01", "No data from 2027-01-01", nil},
		{"benchmark --tool T-NONE", "no approved cycle time", []string{"performance_score", "score_rank"}},
		{"quality --tool T-ONE", "too few shots for a control chart", []string{"ct_stddev", "cpk", "upper"}},
		{"quality --tool T-NONE", "T-NONE", []string{"cpk", "l1_above"}},
		{"quality --tool T-TEN", "no shot in the pinned baseline", []string{"baseline_from"}},
		{"quality --tool T-TEN", "Not normal (Anderson–Darling p < 0.01)", []string{"baseline_to"}},
		{"quality --tool T-TEN --measure temperature", "has no measured temperature", []string{"temp_mean", "cpk"}},
		{"quality --tool T-0 --by capability", "Not known: no tool that fits", []string{"cpk"}},
		{"shots --tool T-TEN --by period", "no shot in the pinned days", []string{"verdict", "shift_s", "effect", "mann_whitney_p"}},
		{"shots --tool T-TEN --by baseline", "no shot in the pinned days", []string{"shots", "ct_median"}},
		{"shots --tool T-ONE --by best", "Not known: no tool that fits held", []string{"best_ct", "gap_to_best"}},
		{"shots --tool T-0 --by session", "without limits", []string{"l1_above", "shots_above"}},
		{"shots --tool T-0 --by tool", "without limits", []string{"shots_below", "shots_within", "shots_above", "shots_beyond_l2"}},
		{"shots --tool T-NONE --by day --from 2026-06-01T12:07:00Z --to 2026-06-01T12:20:00Z", "without limits", []string{"shots_below", "shots_within", "shots_above", "shots_beyond_l2"}},
		{"eol --tool T-ONE", "nobody says how many shots", []string{"used_share", "date_100_median"}},
	} {
		t.Run(test.args, func(t *testing.T) {
			r := p.must(append(append([]string{"analyze"}, strings.Fields(test.args)...), "--format", "json")...)
			if !strings.Contains(r.stderr, test.says) {
				t.Errorf("it says %q, want %q", r.stderr, test.says)
			}
			rows := r.rows(t)
			if (len(rows) == 0) != (test.nulls == nil) {
				t.Fatalf("%d rows: %s", len(rows), r.stdout)
			}
			for _, column := range test.nulls {
				if v, ok := rows[0][column]; !ok || v != nil {
					t.Errorf("%s is %v, %v", column, v, ok)
				}
			}
		})
	}
	for _, test := range []struct{ args, want string }{
		{"roi --tool T-NON", `did you mean "T-NONE"?`},
		{"roi --view capacity", "margin_per_part is not set"},
		{"shots --from 2026-06-02 --to 2026-06-01", "half-open"},
		{"eol --from 2026-06-01", "has no window"},
		{"quality --part P-NONE", "there is no part"},
		{"benchmark --supplier Acne", `did you mean "Acme"?`},
		{"runrate --location 7", "there is no location"},
		{"roi --with-imputed", "only run rates count them"},
		{"eol --with-imputed", "only run rates count them"},
		{"roi --tool T-TEN --invest 100 --target-ct 0", "neither a share of the loss nor a target cycle time above 0"},
		{"quality --chart", "--chart draws the days of one tool"},
		{"quality --by point", "the filter names 0 tools"},
	} {
		p.run(append([]string{"analyze"}, strings.Fields(test.args)...)...).refused(t, 2, test.want)
	}
	for tool, want := range map[string]string{
		"T-0":    "Nothing is to be done from 2026-05-08 to 2026-06-04: 1 tool was looked at. Slow cycles, a wrong approved cycle time and the gap to other suppliers could not be judged: T-0 has no approved cycle time; nor its life: it has no designed shots.",
		"T-NONE": "could not be judged: T-NONE has no approved cycle time",
		"T-ONE":  "could not be judged: T-ONE has under 50 shots; nor stops and micro-stops: it has under an hour of run time",
	} {
		if r := p.must("recommend", "--tool", tool); !strings.Contains(r.stderr, want) {
			t.Errorf("%s: %s", tool, r.stderr)
		}
	}
	if rows := p.must("recommend", "unjudged", "--tool", "T-NONE", "--format", "json").rows(t); len(rows) != 4 || rows[0]["rule"] != "slow_cycle" || rows[0]["reason"] != "no_approved_ct" || rows[3]["rule"] != "end_of_life" {
		t.Errorf("%v", rows)
	}
	if r := p.must("recommend", "unjudged", "--from", "2027-01-01", "--format", "json"); len(r.rows(t)) > 0 || !strings.Contains(r.stderr, "No data on 2027-01-01") {
		t.Errorf("%s%s", r.stdout, r.stderr)
	}
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\nroi: { sold_out: true, for: [ { tool: T-TENN, labour_rate: 1 } ] }\n")
	for _, args := range []string{"recommend --tool T-ONE", "analyze roi --view cost"} {
		r := p.must(strings.Fields(args)...)
		if !strings.Contains(r.stderr, `roi.for, entry 1: MOLD has no tool "T-TENN", so its rates are without effect; the nearest is "T-TEN"`) {
			t.Errorf("%s: %s", args, r.stderr)
		}
		if strings.Contains(r.stderr, "All is sold out, but money is in the cost view: margin_per_part is not set for T-ONE.") != (args[0] == 'r') {
			t.Errorf("%s: %s", args, r.stderr)
		}
	}
	for _, args := range []string{"shots --by tool --chart", "eol --chart"} {
		if r := p.must(append([]string{"analyze"}, strings.Fields(args)...)...); !strings.Contains(r.stdout, "T-TEN") || r.stderr == "" {
			t.Errorf("%s:\n%s%s", args, r.stdout, r.stderr)
		}
	}
}
