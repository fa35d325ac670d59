package pages

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// axis is a stretch of time as the width of a timeline.
type axis struct {
	analysis.Span
	end time.Time
}

// at is where a moment lies.
func (a axis) at(t time.Time) float64 {
	return float64(t.Sub(a.FromUTC)) / float64(max(1, a.end.Sub(a.FromUTC)))
}

// clock says what the plant's clock shows along the width.
func (a axis) clock() []templates.ClockPiece {
	var pieces []templates.ClockPiece
	from := a.FromUTC
	add := func(to time.Time) {
		// What the clock shows just before it jumps is reckoned from where the piece begins.
		start := float64(a.Local(from).UnixMilli())
		pieces = append(pieces, templates.ClockPiece{a.at(from), start, a.at(to), start + float64(to.Sub(from).Milliseconds())})
		from = to
	}
	for _, o := range a.Offsets {
		if o.FromUTC.After(a.FromUTC) && o.FromUTC.Before(a.end) {
			add(o.FromUTC)
		}
	}
	add(a.end)
	return pieces
}

// fleetPicture has a row for each tool.
func (p *Pages) fleetPicture(r request, t analysis.Timeline) templates.Timeline {
	along := axis{Span: t.Span, end: t.EndUTC}
	picture := templates.Timeline{
		ID: "timeline", Label: "What each tool did, a row each: running, stopped, off or without data",
		Heads: []templates.Column{
			{Name: "Tool"}, {Name: "down, min", Title: "downtime in this stretch", Number: true}, {Name: "stability, %", Title: "in this stretch", Number: true},
		},
		Names: shiftNames(along, t.Shifts), Ticks: p.ticks(along),
	}
	edges, now, clock := laneEdges(along, t.Shifts), p.nowIn(along), along.clock()
	for _, tool := range t.Tools {
		lane := templates.Lane{
			Name: tool.Code, Title: tool.Code, Sub: tool.PartCode, URL: r.tool(tool.Code).String(),
			Edges: edges, Now: now, Clock: clock, Parts: p.parts(along, tool.Code, tool.Segments),
			Cells: laneCells(tool.Figures),
		}
		lane.Label = tool.Code + ": " + laneWords(tool.Figures)
		picture.Lanes = append(picture.Lanes, lane)
	}
	picture.Legend = legend(picture.Lanes)
	if r.address.showsTable(timelineTable) {
		table := p.timelineTable(along, t.Tools)
		picture.Table = &table
	}
	return picture
}

func laneWords(f analysis.Figures) string {
	if f.RunTimeUS == 0 {
		return "no run"
	}
	return plural(f.Stops, "stop", "stops") + ", " + engine.Significant(float64(f.DowntimeUS)/60e6) + " min down, stability " + percent(f.Stability()) + " %"
}

func laneCells(f analysis.Figures) []templates.Cell {
	down := templates.Cell{Text: decimals(float64(f.DowntimeUS)/60e6, 0), Title: engine.Count(f.DowntimeUS) + " µs"}
	if f.RunTimeUS == 0 {
		down = templates.Cell{Text: dash, Title: "no run"}
	}
	return []templates.Cell{down, stabilityCell(f)}
}

// nowIn is where now lies, if it does.
func (p *Pages) nowIn(a axis) *float64 {
	now := a.at(p.Clock())
	if now < 0 || now > 1 {
		return nil
	}
	return &now
}

// legend is the states that a picture has, running and stopped always.
func legend(lanes []templates.Lane) []templates.TimelineState {
	seen := map[string]bool{"run": true, "stop": true}
	for _, lane := range lanes {
		for _, part := range lane.Parts {
			seen[part.State] = true
		}
	}
	return slices.DeleteFunc(templates.TimelineStates(), func(s templates.TimelineState) bool { return !seen[s.State] })
}

// shiftNames stand over the middle of what is seen of each shift.
func shiftNames(a axis, turns []analysis.Turn) []templates.TimelineName {
	var names []templates.TimelineName
	for _, t := range turns {
		from, to := max(0, a.at(t.FromUTC)), min(1, a.at(t.ToUTC))
		if to-from >= 0.05 {
			names = append(names, templates.TimelineName{At: (from + to) / 2, Text: t.Shift, Anchor: "middle"})
		}
	}
	return names
}

// laneEdges are those of the shifts, of days, and where the clock jumps.
func laneEdges(a axis, turns []analysis.Turn) []templates.LaneEdge {
	var edges []templates.LaneEdge
	seen := map[time.Time]bool{}
	for _, t := range turns {
		for _, at := range []time.Time{t.FromUTC, t.ToUTC} {
			if share := a.at(at); share > 0 && share < 1 && !seen[at] {
				seen[at] = true
				edges = append(edges, templates.LaneEdge{At: share, Kind: "shift"})
			}
		}
	}
	if len(turns) == 0 {
		local := a.Local(a.FromUTC)
		midnight := a.UTC(time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, time.UTC))
		if share := a.at(midnight); share > 0 && share < 1 {
			edges = append(edges, templates.LaneEdge{At: share, Kind: "shift"})
		}
	}
	return append(edges, jumps(a)...)
}

// jumps are where the clock is put on or back.
func jumps(a axis) []templates.LaneEdge {
	var edges []templates.LaneEdge
	for i, o := range a.Offsets[min(1, len(a.Offsets)):] {
		by, word := o.Ahead-a.Offsets[i].Ahead, "on"
		if by < 0 {
			by, word = -by, "back"
		}
		if share := a.at(o.FromUTC); share > 0 && share < 1 {
			edges = append(edges, templates.LaneEdge{At: share, Kind: "clock", Title: fmt.Sprintf("the clock goes %s by %s to %s", word, engine.Duration(by.Seconds()), a.Local(o.FromUTC).Format("15:04"))})
		}
	}
	return edges
}

// hours are the full hours of the plant's clock, each step-th, that have room for
// their name.
func (a axis) hours(step int) iter.Seq2[time.Time, templates.TimelineName] {
	return func(yield func(time.Time, templates.TimelineName) bool) {
		for at := a.FromUTC.Truncate(15 * time.Minute); at.Before(a.end); at = at.Add(15 * time.Minute) {
			local, share := a.Local(at), a.at(at)
			if local.Minute() != 0 || local.Hour()%step != 0 || share < 0 || share > 0.985 {
				continue
			}
			name := templates.TimelineName{At: share, Text: local.Format("15:04"), Anchor: "middle"}
			if share < 0.015 {
				name.Anchor = "start"
			}
			if !yield(local, name) {
				return
			}
		}
	}
}

// ticks are full hours of the plant's clock, four to eight of them; midnight is
// the day that begins.
func (p *Pages) ticks(a axis) []templates.TimelineName {
	var names []templates.TimelineName
	now := p.nowIn(a)
	for local, name := range a.hours(tickHours(a.end.Sub(a.FromUTC))) {
		if now != nil && name.At > *now-0.1 && name.At < *now+0.1 {
			continue
		}
		name.Near = now != nil && name.At > *now-0.26 && name.At < *now+0.26
		if local.Hour() == 0 {
			name.Text = local.Format("2 Jan")
		}
		names = append(names, name)
	}
	if now != nil {
		names = append(names, templates.TimelineName{At: *now, Text: "now " + a.Local(p.Clock()).Format("15:04"), Anchor: nowAnchor(*now), Strong: true})
	}
	return names
}

func nowAnchor(at float64) string {
	switch {
	case at > 0.93:
		return "end"
	case at < 0.05:
		return "start"
	}
	return "middle"
}

func tickHours(length time.Duration) int {
	switch {
	case length <= 6*time.Hour:
		return 1
	case length <= 14*time.Hour:
		return 2
	}
	return 4
}

// parts are the segments of a row.
func (p *Pages) parts(a axis, tool string, segments []analysis.Segment) []templates.LanePart {
	var all []templates.LanePart
	for _, g := range segments {
		from := a.at(g.FromUTC)
		part := templates.LanePart{From: from, Width: a.at(g.ToUTC) - from, State: stateKey(g.State), Title: segmentWords(a, g)}
		switch g.State {
		case analysis.StateStop:
			part.URL = aroundPath(tool, g.FromUTC, g.ToUTC)
		case analysis.StateRun, analysis.StateSlow, analysis.StateNoData:
			part.URL = shotsOver(tool, g.FromUTC, g.ToUTC)
		}
		all = append(all, part)
	}
	return all
}

// stateKey is what the templates call a state.
func stateKey(s analysis.RunState) string {
	switch s {
	case analysis.StatePlannedOff:
		return "planned"
	case analysis.StateNoData:
		return "nodata"
	case analysis.StateNotMirrored:
		return "unmirrored"
	}
	return string(s)
}

// segmentWords says 'stop · gap · 01:08–03:26 · 138 min · 3 shots'.
func segmentWords(a axis, g analysis.Segment) string {
	words := []string{stateWord(g)}
	if g.State == analysis.StateStop && g.Cause != "" && g.Cause != analysis.OpenStop {
		words = append(words, g.Cause)
	}
	words = append(words, clockWords(a, g.FromUTC, g.ToUTC), length(g.ToUTC.Sub(g.FromUTC)))
	switch {
	case g.Stops > 1:
		words = append(words, length(time.Duration(g.StopUS)*time.Microsecond)+" of it stopped")
	case g.State == analysis.StateStop && g.Shots > 0:
		words = append(words, plural(g.Shots, "shot", "shots"))
	}
	return strings.Join(words, " · ")
}

func stateWord(g analysis.Segment) string {
	switch g.State {
	case analysis.StateStop:
		switch {
		case g.Cause == analysis.OpenStop:
			return "stopped, still open"
		case g.Stops > 1:
			return engine.Count(g.Stops) + " stops"
		}
		return "stop"
	case analysis.StateNoData:
		return "no data, shots missing"
	}
	for _, s := range templates.TimelineStates() {
		if s.State == stateKey(g.State) {
			return s.Word
		}
	}
	return string(g.State)
}

// clockWords is a stretch on the plant's clock, to the second where it is short.
func clockWords(a axis, from, to time.Time) string {
	layout := "15:04"
	if to.Sub(from) < 2*time.Minute {
		layout = "15:04:05"
	}
	return a.Local(from).Format(layout) + "–" + a.Local(to).Format(layout)
}

func length(d time.Duration) string {
	if d < 2*time.Minute {
		return engine.Significant(d.Seconds()) + " s"
	}
	return engine.Significant(d.Minutes()) + " min"
}

// timelineTable has a row for each stretch.
func (p *Pages) timelineTable(a axis, tools []analysis.ToolTimeline) templates.Table {
	table := templates.Table{
		Caption: "What each tool did, a row for each stretch",
		Columns: []templates.Column{
			{Name: "Tool"}, {Name: "From", Title: "on the plant's clock"}, {Name: "To", Title: "on the plant's clock"}, {Name: "State"}, {Name: "Cause", Low: "1"},
			{Name: "Length, min", Number: true}, {Name: "Stops", Number: true, Low: "1"}, {Name: "Stopped, min", Number: true, Low: "1"}, {Name: "Shots in stops", Number: true, Low: "2"},
		},
	}
	for _, tool := range tools {
		for _, g := range tool.Segments {
			table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
				{Text: tool.Code, Title: tool.Code},
				{Text: p.moment(a.Local(g.FromUTC)), Title: utc(g.FromUTC)},
				{Text: p.moment(a.Local(g.ToUTC)), Title: utc(g.ToUTC)},
				{Text: stateWord(g)},
				{Text: orDash(g.Cause), Title: causeWords(g.Cause)},
				{Text: engine.Significant(g.ToUTC.Sub(g.FromUTC).Minutes())},
				{Text: engine.Count(g.Stops)},
				{Text: engine.Significant(float64(g.StopUS) / 60e6)},
				{Text: engine.Count(g.Shots)},
			}})
		}
	}
	return table
}
