package templates

import (
	"strings"
	"testing"
)

// sampleTimeline has every state, a day that is shorter, and a clock that jumps.
func sampleTimeline() Timeline {
	now := 0.9
	parts := []LanePart{}
	for i, s := range TimelineStates() {
		part := LanePart{From: 0.1 * float64(i), Width: 0.1, State: s.State, Title: s.Word + " · 08:00–10:24 · 144 min"}
		if s.State == "run" || s.State == "stop" {
			part.URL = "/shots?tool=MX-1&from=" + s.State
		}
		parts = append(parts, part)
	}
	return Timeline{
		ID: "timeline", Label: "What each tool did",
		Heads: []Column{{Name: "Tool"}, {Name: "down, min", Number: true}, {Name: "stability, %", Number: true}},
		Names: []TimelineName{{At: 0.25, Text: "early", Anchor: "middle"}},
		Ticks: []TimelineName{{At: 0.1, Text: "08:00", Anchor: "middle"}, {At: 0.75, Text: "04:00", Anchor: "middle", Near: true}, {At: 0.9, Text: "now 07:32", Anchor: "end", Strong: true}},
		Lanes: []Lane{
			{Name: "MX-1", Title: "MX-1", Sub: "Cover 41", URL: "/tools/MX-1", Label: "MX-1: 1 stop", Parts: parts, Now: &now, Clock: []ClockPiece{{0, 6e7, 1, 15e7}}, Edges: []LaneEdge{{At: 0.5, Kind: "shift"}}, Cells: []Cell{{Text: "197"}, {Text: "81.0", High: "90.0", Doubt: "62 min doubtful"}}},
			{Name: "Sun 29 Mar", Sub: "23 h", Label: "Sun 29 Mar: no run", End: 0.92, Clock: []ClockPiece{{0, 0, 0.2, 1e6}, {0.2, 46e5, 1, 86e5}}, Edges: []LaneEdge{{At: 0.2, Kind: "clock", Title: "the clock goes on by 60 min to 03:00"}}, Cells: []Cell{{Text: "–", Title: "no run"}, {Text: "–"}}},
		},
		Legend: TimelineStates(),
	}
}

func sampleTablePointer() *Table {
	t := sampleTable()
	return &t
}

func samplePager() *Pager {
	return &Pager{Of: "Pages of the timeline", Text: "13–24 of 40", Before: "/e", Next: "/f"}
}

func sampleRunRate() RunRatePage {
	return RunRatePage{
		Head: Head{Question: "Q", Answer: "A"}, Trend: Section{ID: "trend", Head: "Trend"}, Causes: Section{ID: "causes", Head: "Causes"},
		OEE:      []Tile{{Label: "OEE, %", Figure: Figure{Text: "74.8"}, Note: "without quality"}},
		Later:    &Later{ID: "sensitivity-part", URL: "/run-rate?count=true", Name: "the sensitivity", Height: "table"},
		Timeline: &TimelinePart{Section: Section{ID: "timeline", Head: "Timeline"}, Picture: sampleTimeline()},
		Stops:    TablePart{Section: Section{ID: "stops", Head: "Stops"}, Table: sampleTable()},
		Tools:    TablePart{Section: Section{ID: "tools", Head: "Tools"}, Table: sampleTable()}, Trust: sampleTrust(),
	}
}

func sampleLife(used float64, word string) *LifePart {
	return &LifePart{
		Section: Section{ID: "life", Head: "Life", Note: "as of 29 Nov 2026"},
		Bar:     &LifeBar{Used: used, Title: "so much is used"},
		Tiles:   []Tile{{Label: "Life used, %", Figure: Figure{Text: "104.0"}, Status: Poor, Word: word}, {Label: "100 % of it", Figure: Figure{Text: "–"}, Note: "it rests"}},
	}
}

func sampleToolPage() ToolPage {
	chart := sampleChart()
	return ToolPage{
		Head: Head{Question: "Q", Answer: "A"}, Now: NowLine{Status: Good, Word: "running", Text: "last shot 14:03", Link: &Link{"Its shots", "/shots?tool=MX-1"}},
		Trend: Section{ID: "trend", Head: "Trend"}, Causes: Section{ID: "causes", Head: "Causes"},
		Timeline: &TimelinePart{Section: Section{ID: "timeline", Head: "Timeline"}, Picture: sampleTimeline()},
		Cycle:    Section{ID: "cycle", Head: "Cycle time"}, CycleBox: &chart,
		OEE:     []Tile{{Label: "OEE, %", Figure: Figure{Text: "74.8"}, Note: "without quality", Spark: &Spark{Title: "OEE, % by day"}}},
		Life:    sampleLife(1.04, "over"),
		Later:   &Later{ID: "below-part", URL: "/tools/MX-1?count=true", Name: "the tool beside its baseline and its sessions", Height: "judged"},
		History: TablePart{Section: Section{ID: "history", Head: "History"}, Empty: "Nothing is known."},
		Classes: Section{ID: "classes", Head: "Shots"}, Runs: Section{ID: "runs", Head: "Runs"}, RunRows: sampleTable(),
		Stops: TablePart{Section: Section{ID: "stops", Head: "Stops"}, Empty: "No stops in this range."}, Trust: sampleTrust(),
	}
}

// The keyboard enters a row once, at the first stretch that leads somewhere.
func TestARowIsOneStopOfTheTabKey(t *testing.T) {
	html := draw(t, TimelineBox(sampleTimeline()))
	if n := strings.Count(html, `tabindex="0"`); n != 1 {
		t.Errorf("%d stops of the tab key for one row with links", n)
	}
}

// Seconds of a day are no zero, and nothing leaves the row.
func TestPlacesInARow(t *testing.T) {
	for share, want := range map[float64]string{0: "0%", 0.5: "50%", 1.0 / 86400: "0.001%", -1: "0%", 2: "100%"} {
		if got := place(share); got != want {
			t.Errorf("%v: %s, want %s", share, got, want)
		}
	}
}
