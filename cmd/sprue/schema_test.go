package main

import (
	"strings"
	"testing"
)

// TestChangedSchemasEndToEnd: columns that come and go, and keys of packets,
// from the files to the doctor.
func TestChangedSchemasEndToEnd(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.sample("ndjson")
	p.must("run", "--quiet")
	if text := p.must("doctor", "--quick").stdout; !strings.Contains(text, "schema") {
		t.Errorf("the doctor does not speak of the schema:\n%s", text)
	}
	row := func(seq, rest string) string {
		return `{"COUNTER_CODE": "CNT-900", "SHOT_START_TIME": 178027200000000000` + seq + `, "CONTENT": "[{\"ct\": 30, \"seq\": ` + seq + `, \"time\": 1780272000, \"hall\": 4}]"` + rest + `}` + "\n"
	}
	p.write("data/DATA_SHOT_9a.ndjson", row("1", `, "FIRMWARE": 7`))
	p.must("run", "--quiet")
	p.write("data/DATA_SHOT_9b.ndjson", row("2", ""))
	p.must("run", "--quiet")
	text := p.must("doctor", "--quick", "--format", "csv").stdout
	for _, want := range []string{"schema,DATA_SHOT.firmware,ok,\"added as VARCHAR, ", "schema,DATA_SHOT.firmware,watch,\"dropped, ", "schema,DATA_SHOT.CONTENT.hall,ok,\"added as number, ", "shots.extra in sprue.yaml makes it a column"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}
