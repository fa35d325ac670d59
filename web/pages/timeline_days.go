package pages

import (
	"fmt"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// daysPart is the timeline of one tool, a row for each production day. All rows
// begin together; a day of 23 or 25 hours is as long as it was.
func (p *Pages) daysPart(r request, code string, d analysis.TimelineDays) *templates.TimelinePart {
	if len(d.Days) == 0 {
		return nil
	}
	f := r.filter
	f.Window = engine.Window{
		From: engine.Bound{Time: d.Days[len(d.Days)-1].Date, IsDate: true}, To: engine.Bound{Time: d.Days[0].Date.AddDate(0, 0, 1), IsDate: true},
	}
	part := &templates.TimelinePart{
		Section: templates.Section{
			ID: "timeline", Head: fmt.Sprintf("The last %s, day by day", plural(int64(len(d.Days)), "day", "days")),
			Note: "plant clock, " + clockName(d.Span, d.ToUTC), CSV: csvOf("timeline", f, nil),
		},
		Shown:   shownViews(r.address, timelineTable),
		Picture: p.daysPicture(r, code, d),
	}
	return part
}

func (p *Pages) daysPicture(r request, code string, d analysis.TimelineDays) templates.Timeline {
	longest := time.Duration(1)
	for _, lane := range d.Days {
		longest = max(longest, lane.EndUTC.Sub(lane.FromUTC))
	}
	picture := templates.Timeline{
		ID: "timeline", Label: "What " + code + " did, a row for each day: running, stopped, off or without data",
		Heads: []templates.Column{
			{Name: "Day"}, {Name: "down, min", Title: "downtime of the day", Number: true}, {Name: "stability, %", Title: "of the day", Number: true},
		},
	}
	for i, day := range d.Days {
		along := axisOf(d.Span, day, longest)
		if usual := day.EndUTC.Sub(day.FromUTC) == 24*time.Hour; usual && picture.Ticks == nil || i == len(d.Days)-1 && picture.Ticks == nil {
			picture.Ticks, picture.Names = hourTicks(along), shiftNames(along, d.Shifts)
		}
		picture.Lanes = append(picture.Lanes, p.dayLane(r, code, along, day, d.Shifts))
	}
	picture.Legend = legend(picture.Lanes)
	if r.address.showsTable(timelineTable) {
		table := p.timelineTable(axis{Span: d.Span, end: d.EndUTC}, d.Tools)
		picture.Table = &table
	}
	return picture
}

// axisOf lets a day begin where all do.
func axisOf(s analysis.Span, day analysis.DayLane, longest time.Duration) axis {
	s.FromUTC = day.FromUTC
	return axis{Span: s, end: day.FromUTC.Add(longest)}
}

func (p *Pages) dayLane(r request, code string, along axis, day analysis.DayLane, turns []analysis.Turn) templates.Lane {
	lane := templates.Lane{
		Name: day.Date.Format("Mon 2 Jan"), Title: "the timeline and figures of this day",
		URL:   r.address.with("figure").between(day.Date.Format(time.DateOnly), day.Date.AddDate(0, 0, 1).Format(time.DateOnly)).String(),
		Parts: p.parts(along, code, day.Segments), Cells: laneCells(day.Figures), Clock: along.clock(),
	}
	lane.Label = lane.Name + ": " + laneWords(day.Figures)
	if hours := day.EndUTC.Sub(day.FromUTC).Hours(); hours != 24 {
		lane.Sub = fmt.Sprintf("%.4g h", hours)
	}
	if end := along.at(day.EndUTC); end < 1 {
		lane.End = end
	}
	for _, e := range laneEdges(along, turns) {
		if e.At < along.at(day.EndUTC) {
			lane.Edges = append(lane.Edges, e)
		}
	}
	if now := p.Clock(); !now.Before(day.FromUTC) && now.Before(day.EndUTC) {
		lane.Now = p.nowIn(along)
	}
	return lane
}

// hourTicks are the hours of a day without a name for now, which is one of a
// row.
func hourTicks(a axis) []templates.TimelineName {
	var names []templates.TimelineName
	for _, name := range a.hours(4) {
		names = append(names, name)
	}
	return names
}
