package main

import (
	"fmt"
	"strings"
	"testing"

	sampledata "sprue/sample_data"
)

// faultsCounted compares what was spoilt in the sample with what the product
// kept out, flagged or counted.
func (p *place) faultsCounted(t *testing.T, truth sampledata.Truth) {
	t.Helper()
	planted := map[string]sampledata.Fault{}
	for _, fault := range truth.Faults {
		planted[fault.Kind] = fault
	}
	junk := junkByKey(planted["junk_fields"])
	out := junk["ct"] + junk["time"]
	quarantined := func(reasons string) string {
		return "SELECT count(*) AS n FROM core.quarantine WHERE reason IN (" + reasons + ")"
	}
	flagged := func(flag string) string {
		return "SELECT count(*) AS n FROM core.master_shot_flags WHERE flag = '" + flag + "'"
	}
	for _, check := range []struct {
		what  string
		want  int64
		query string
	}{
		{"unreadable packets", planted["broken_json"].Packets, quarantined("'bad_json', 'not_an_array'")},
		{"shots of unmapped counters", planted["unmapped_counter"].Shots, quarantined("'unmapped'")},
		{"contradicting shots", planted["conflicting_duplicates"].Shots, quarantined("'duplicate_conflict'")},
		{"shots with a bad ct", junk["ct"], quarantined("'bad_ct'")},
		{"shots with a bad time", junk["time"], quarantined("'bad_time'")},
		{"all entries of the quarantine", planted["broken_json"].Packets + planted["unmapped_counter"].Shots + planted["conflicting_duplicates"].Shots + out, "SELECT count(*) AS n FROM core.quarantine"},
		{"shots without a seq", junk["seq"], flagged("no_seq")},
		{"shots in an unknown zone", planted["unknown_zone"].Shots, flagged("unknown_zone")},
		{"idle shots", planted["idle_sentinel"].Shots, "SELECT count(*) AS n FROM core.master_shot WHERE ct_status = 'idle'"},
		{"exact duplicates", planted["exact_duplicates"].Shots, "SELECT count(*) AS n FROM core.duplicate"},
		{"packets, repeated ones once", truth.Packets - planted["repeated_packets"].Packets, "SELECT count(*) AS n FROM raw.data_shot"},
		{"shots that arrived in a packet that can be read", truth.Shots - planted["missing_seqs"].Shots - planted["broken_json"].Shots - planted["unmapped_counter"].Shots - out, "SELECT count(*) AS n FROM core.master_shot"},
		{"missing seqs", planted["missing_seqs"].Shots + planted["broken_json"].Shots + out + junk["seq"], missingSeqs},
	} {
		if got := p.number(t, "%s", check.query); got != float64(check.want) {
			t.Errorf("%s: %v, planted %d", check.what, got, check.want)
		}
	}
	p.missingPlaces(t, planted["missing_seqs"])
}

// missingSeqs counts the numbers that a counter has left out.
const missingSeqs = `SELECT CAST(sum(seq - before - 1) AS BIGINT) AS n
FROM (SELECT seq, lag(seq) OVER (PARTITION BY counter_code ORDER BY seq) AS before FROM core.master_shot WHERE seq IS NOT NULL)`

// junkByKey adds up the spoilt shots by the key that is spoilt.
func junkByKey(fault sampledata.Fault) map[string]int64 {
	sums := map[string]int64{}
	for _, at := range fault.Places {
		key, _, _ := strings.Cut(at.Detail, " ")
		sums[key] += at.Shots
	}
	return sums
}

// missingPlaces checks that none of the lost shots is there, but both of their
// neighbours are.
func (p *place) missingPlaces(t *testing.T, fault sampledata.Fault) {
	t.Helper()
	if len(fault.Places) == 0 {
		t.Error("no missing seqs are planted")
	}
	lost := []string{}
	for _, at := range fault.Places {
		lost = append(lost, fmt.Sprintf("('%s', %d, %d)", at.Counter, at.Seq, at.ToSeq))
	}
	found := p.one(t, `WITH lost(counter, seq, to_seq) AS (VALUES %s)
		SELECT count(*) FILTER (WHERE s.seq BETWEEN l.seq AND l.to_seq) AS inside, count(*) FILTER (WHERE s.seq IN (l.seq - 1, l.to_seq + 1)) AS beside
		FROM lost l JOIN core.master_shot s ON s.counter_code = l.counter AND s.seq BETWEEN l.seq - 1 AND l.to_seq + 1`, strings.Join(lost, ", "))
	if found["inside"] != 0.0 || found["beside"] != float64(2*len(lost)) {
		t.Errorf("%d places of missing seqs: %v", len(lost), found)
	}
}
