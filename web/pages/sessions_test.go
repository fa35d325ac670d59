package pages

import (
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

// The page of a tool lists the first sessions, says of how many, and leads to all of
// them in the same order and range.
func TestAToolsSessionsLeadToAll(t *testing.T) {
	p := &Pages{Clock: func() time.Time { return time.Date(2026, 3, 19, 0, 0, 0, 0, time.UTC) }}
	r := request{filter: engine.Filter{Tools: []string{"MX 1"}}, address: address{path: "/tools/MX%201", values: map[string][]string{"last": {"90d"}, "history": {"2"}, "sessions": {"shots"}}}}
	order, err := readSessions(r.address)
	if err != nil {
		t.Fatal(err)
	}
	d := sessionsData{sessions: &analysis.Sessions{Tool: "MX 1", Table: analysis.Table{Columns: []analysis.Column{{Name: "start_utc"}, {Name: "shots_made"}}}}}
	for n := range int64(sessionsShort) {
		d.sessions.Count++
		d.sessions.Table.Rows = append(d.sessions.Table.Rows, []any{p.Clock().AddDate(0, 0, -int(n)), 100 - n})
	}
	all := func() string {
		part := p.toolSessions(r, d, order, "MX 1")
		if got := len(part.Table.Rows); got != sessionsShort || part.Table.Rows[0].Cells[3].Text == "100" {
			t.Errorf("%d rows, the first has %s shots", got, part.Table.Rows[0].Cells[3].Text)
		}
		links := part.Section.Note
		for _, l := range part.Section.Tail {
			links += "\n" + l.URL
		}
		return links
	}
	if got := all(); strings.Contains(got, shotsPath+"?") || strings.Contains(got, "the first") {
		t.Errorf("all are listed, and yet: %s", got)
	}
	d.sessions.Count++
	d.sessions.Table.Rows = append(d.sessions.Table.Rows, []any{p.Clock(), int64(1)})
	got := all()
	for _, want := range []string{"the first 8 · ", "/shots?last=90d&sessions=shots&tool=MX+1#sessions-part"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
	if p.toolSessions(r, sessionsData{}, order, "MX 1") != nil {
		t.Error("sessions that nobody has asked for are listed")
	}
}
