package templates

import (
	"strconv"
	"strings"
)

// Timeline is rows of what tools did, on one clock. Places are shares of its
// width, from 0 to 1.
type Timeline struct {
	ID     string
	Label  string // for screen readers
	Heads  []Column
	Names  []TimelineName // over it: shifts
	Ticks  []TimelineName // under it: hours, and now
	Lanes  []Lane
	Legend []TimelineState
	Table  *Table // instead of the picture
}

// TimelineName is a text at a place.
type TimelineName struct {
	At     float64
	Text   string
	Anchor string // 'start', 'middle' or 'end' of the text stands there
	Strong bool
	Near   bool // has no room beside the strong one on a phone
}

// TimelineState is one of the states, in its look and its word.
type TimelineState struct{ State, Word string }

// Lane is a row: a tool, or a day of one.
type Lane struct {
	Name  string
	Title string
	Sub   string
	URL   string // where its name leads
	Label string // the row in words
	Parts []LanePart
	Edges []LaneEdge
	Now   *float64
	End   float64 // where the row ends, if it is shorter than the others; 0 is 1
	Clock []ClockPiece
	Cells []Cell // of the columns after the picture
}

// ClockPiece is a stretch of a row over which the plant's clock runs on: from a
// share of the width and the ms that it shows there to another share and ms. The
// clock jumps from one to the next.
type ClockPiece [4]float64

// LanePart is a stretch in one state.
type LanePart struct {
	From, Width float64
	State       string // 'run', 'slow', 'stop', 'planned', 'off', 'nodata', 'unmirrored'
	Title       string // 'stop · gap · 01:08–03:26 · 138 min · 3 shots'
	URL         string // its shots
}

// LaneEdge is a line across a row.
type LaneEdge struct {
	At    float64
	Kind  string // 'shift', 'day' or 'clock', where the clock jumps
	Title string
}

// TimelineStates are all of them, in the order in which they are explained.
func TimelineStates() []TimelineState {
	return []TimelineState{
		{"run", "running"}, {"slow", "running slow"}, {"stop", "stopped"}, {"planned", "planned off"},
		{"off", "off"}, {"nodata", "no data: shots missing"}, {"unmirrored", "not yet mirrored"},
	}
}

// laneShape is where a state is drawn in a row of 22: height and fill tell the
// states apart without colour.
type laneShape struct{ y, height, fill string }

func shapeOf(state string) laneShape {
	switch state {
	case "stop":
		return laneShape{y: "13", height: "5"}
	case "off":
		return laneShape{y: "16.5", height: "1.5"}
	case "planned":
		return laneShape{y: "5.5", height: "12"}
	case "nodata":
		return laneShape{y: "5.5", height: "12", fill: "url(#timeline-hatch)"}
	case "unmirrored":
		return laneShape{y: "5", height: "13", fill: "url(#timeline-dots)"}
	}
	return laneShape{y: "5", height: "13"}
}

// place is a length of more digits than percent gives: seconds of a day.
func place(share float64) string {
	text := strconv.FormatFloat(100*min(max(share, 0), 1), 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + "%"
}

// opener is the first part of a row that leads somewhere: the keyboard enters
// there, and arrows go on.
func opener(parts []LanePart) int {
	for i, p := range parts {
		if p.URL != "" {
			return i
		}
	}
	return -1
}

func tabIndex(i, open int) string {
	if i == open {
		return "0"
	}
	return "-1"
}

func laneEnd(l Lane) float64 {
	if l.End == 0 {
		return 1
	}
	return l.End
}

// TimelinePart is a timeline with its heading and what leads on.
type TimelinePart struct {
	Section Section
	Places  []View // the plants: one timeline shows one clock
	Shown   []View // picture or table
	Picture Timeline
	Pager   *Pager // nil where all tools are on it
}

func timelineRest(t Timeline) string { return strconv.Itoa(max(1, len(t.Heads)-1)) }
