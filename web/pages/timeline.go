package pages

import (
	"fmt"
	"strconv"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// Measures of the timelines.
const (
	lanesShown     = 12  // tools on a page
	daysShown      = 7   // days of one tool
	timelinePixels = 900 // that the rows are thinned to
)

// Names in an address.
const (
	timelineDay   = "day"   // '24h' or a production day
	timelinePlant = "plant" // its id; 'none' for tools without one
	timelinePage  = "lanes"
	timelineTable = "timeline" // value of table
)

// timelineAsked is what an address asks of the timeline.
type timelineAsked struct {
	window engine.Window
	recent bool // the last 24 hours
	free   bool // nobody asked for these 24 hours by name
	before bool // the last 24 hours that have shots, which are over
	plant  string
	page   int
}

// readTimeline takes the last day of the page's window, or the last 24 hours
// where that window is relative.
func (p *Pages) readTimeline(r request) (q timelineAsked, err error) {
	q.plant = r.address.values.Get(timelinePlant)
	if q.page, err = pageNumber(r.address.values.Get(timelinePage), lastPage); err != nil {
		return q, err
	}
	text := r.address.values.Get(timelineDay)
	switch {
	case text == "24h" || text == "" && r.relative():
		q.window, q.recent, q.free = engine.Window{Last: "24h"}.Resolve(p.Clock()), true, text == ""
	case text == "":
		q.window = lastDay(r.window)
	default:
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return q, &engine.Error{
				Code: engine.CodeUsage, Doing: "draw the timeline", Message: fmt.Sprintf("day is %q", text),
				Hint: "write a day as 2026-03-20, or 24h for the last 24 hours", Cause: err,
			}
		}
		q.window = oneDay(day)
	}
	return q, nil
}

// relative windows follow the clock, and so does their timeline; those of one
// day show it.
func (r request) relative() bool {
	last := r.filter.Window.Last
	return !last.IsZero() && last != engine.Today && last != engine.Yesterday
}

func oneDay(day time.Time) engine.Window {
	return engine.Window{From: engine.Bound{Time: day, IsDate: true}, To: engine.Bound{Time: day.AddDate(0, 0, 1), IsDate: true}}
}

// lastDay of a window; all of one of instants, if it is no longer than a day
// and a half.
func lastDay(w engine.Window) engine.Window {
	switch {
	case w.To.IsZero():
		return engine.Window{Last: "24h"}
	case w.To.IsDate:
		return oneDay(w.To.Time.AddDate(0, 0, -1))
	case !w.From.IsZero() && w.To.Time.Sub(w.From.Time) <= 36*time.Hour:
		return w
	}
	return engine.Window{From: engine.Instant(w.To.Time.Add(-24 * time.Hour)), To: w.To}
}

// plant is where tools stand: a timeline shows one, since it has one clock.
type plant struct {
	key, name string
	id        *int64
	codes     []string  // of its tools in the window
	last      time.Time // shot of any of them
}

// plantsOf lists the plants of tools, that of the first tool first.
func plantsOf(tools []analysis.Tool) []plant {
	var all []plant
	at := map[string]int{}
	for _, t := range tools {
		key := "none"
		if t.LocationID != nil {
			key = strconv.FormatInt(*t.LocationID, 10)
		}
		i, ok := at[key]
		if !ok {
			i, at[key] = len(all), len(all)
			name := t.LocationName
			if name == "" {
				name = map[bool]string{true: "Tools without a plant", false: "Plant " + key}[t.LocationID == nil]
			}
			all = append(all, plant{key: key, name: name, id: t.LocationID})
		}
		all[i].codes = append(all[i].codes, t.Code)
		if t.LastShotUTC.After(all[i].last) {
			all[i].last = t.LastShotUTC
		}
	}
	return all
}

// choose finds the plant that the address names, the first without one.
func (q timelineAsked) choose(all []plant) (plant, error) {
	if q.plant == "" {
		return all[0], nil
	}
	for _, at := range all {
		if at.key == q.plant {
			return at, nil
		}
	}
	return plant{}, &engine.Error{
		Code: engine.CodeUsage, Doing: "draw the timeline", Message: fmt.Sprintf("no tool of this range stands in plant %q", q.plant),
		Hint: "leave plant out, and choose on the page",
	}
}

// withShots goes back to the last 24 hours in which the plant made shots, where
// it has been silent for longer and nobody asked for now.
func (q timelineAsked) withShots(at plant) timelineAsked {
	if !q.free || at.last.IsZero() || at.last.After(q.window.From.Time) {
		return q
	}
	end := at.last.Add(time.Hour).Truncate(time.Hour)
	q.window = engine.Window{From: engine.Instant(end.Add(-24 * time.Hour)), To: engine.Instant(end)}
	q.recent, q.before = false, true
	return q
}

// timelineFilter is that of the page for one plant and the timeline's window.
func timelineFilter(r request, q timelineAsked, at plant) engine.Filter {
	f := r.filter
	f.Window = q.window
	switch {
	case at.id != nil:
		f.Locations = []string{at.key}
	default:
		f.Tools = at.codes
	}
	return f
}

// timelineURL is the page with another day, plant or page of its timeline.
func timelineURL(r request, name, value string) string {
	a := r.address.with(timelinePage)
	if value == "" {
		return a.with(name).String()
	}
	return a.with(name, value).String()
}

// dayViews go to the day before, to the last 24 hours, and to the day after.
func (p *Pages) dayViews(r request, q timelineAsked, t analysis.Timeline) []templates.View {
	shown := t.Local(t.FromUTC)
	before, after := shown, shown.AddDate(0, 0, 1) // the days of its two ends
	if q.window.Dates() {
		before, after = q.window.From.Time.AddDate(0, 0, -1), q.window.From.Time.AddDate(0, 0, 1)
	}
	dayView := func(words string, day time.Time) templates.View {
		return templates.View{Text: words, URL: timelineURL(r, timelineDay, day.Format(time.DateOnly))}
	}
	views := []templates.View{dayView("‹ "+before.Format("2 Jan"), before)}
	if q.window.Dates() {
		views = append(views, templates.View{Text: q.window.From.Time.Format("Mon 2 Jan"), URL: r.address.String(), Current: true})
	}
	if now := t.Local(p.Clock()); !q.recent && !after.After(now) {
		views = append(views, dayView(after.Format("2 Jan")+" ›", after))
	}
	return append(views, templates.View{Text: "24 h", URL: timelineURL(r, timelineDay, "24h"), Current: q.recent})
}

// shownViews switch between the picture and its table.
func shownViews(a address, id string) []templates.View {
	isTable := a.showsTable(id)
	return []templates.View{
		{Text: "Chart", URL: a.asChart(id), Current: !isTable},
		{Text: "Table", URL: a.asTable(id), Current: isTable},
	}
}

// timelinePart is the timeline of a plant under its heading.
func (p *Pages) timelinePart(r request, q timelineAsked, plants []plant, at plant, t analysis.Timeline) *templates.TimelinePart {
	part := &templates.TimelinePart{
		Section: templates.Section{
			ID: "timeline", Head: at.name + ", " + p.windowName(q) + ", by tool",
			Note: "plant clock, " + p.clockNote(t.Span, t.EndUTC), Views: p.dayViews(r, q, t),
			CSV: csvOf("timeline", timelineFilter(r, q, at), nil),
		},
		Shown:   shownViews(r.address, timelineTable),
		Picture: p.fleetPicture(r, t),
		Pager:   pagerOf(r.address, timelinePage, "Pages of the timeline", q.page, lanesShown, len(t.Tools), t.Total),
	}
	if part.Picture.Table != nil { // there is no picture to be saved
		part.Section.Tail, part.Section.CSV = []templates.Link{{Text: "CSV", URL: part.Section.CSV}}, ""
	}
	for _, other := range plants {
		part.Places = append(part.Places, templates.View{Text: other.name, URL: timelineURL(r, timelinePlant, other.key), Current: other.key == at.key})
	}
	return part
}

func (p *Pages) windowName(q timelineAsked) string {
	switch {
	case q.recent:
		return "last 24 hours"
	case q.before:
		return "last 24 hours with shots"
	case q.window.Dates():
		return q.window.From.Time.Format("Monday 2 January")
	}
	return "the range"
}

// clockNote names the clock and its two ends: 'CST · 18 Nov 07:32 – 19 Nov
// 07:32', both names where it changes.
func (p *Pages) clockNote(s analysis.Span, end time.Time) string {
	name := clockName(s, s.FromUTC)
	if other := clockName(s, end.Add(-1)); other != name {
		name += ", then " + other
	}
	return name + " · " + p.moment(s.Local(s.FromUTC)) + " – " + p.moment(s.Local(end))
}

// clockName is what the plant's clock is called at a moment.
func clockName(s analysis.Span, at time.Time) string {
	return zoneName(analysis.Trust{Zones: []string{s.Zone}, LastShotUTC: at, LastShot: s.Local(at)})
}
