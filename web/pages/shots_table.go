package pages

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// shotLegend tells the two measures apart: classes, and limits.
func shotLegend(r request, d shotsData, asked shotsAsked) templates.ShotLegend {
	var legend templates.ShotLegend
	for _, c := range d.shots.Classes {
		legend.Classes = append(legend.Classes, templates.ShotClass{
			Class: c.Class, Count: engine.Count(c.Shots), Share: shareOrNone(c.Shots, d.shots.Total), Off: !asked.shows(c.Class),
			Title: classTitle(c.Class), URL: toggled(r.address, asked, c.Class).String(),
		})
	}
	if len(asked.classes) > 0 {
		legend.All = r.address.with("class").with("page").String()
	}
	legend.Marks = shotMarks(r, d.shots)
	h := d.histogram
	judged := h.Below + h.Within + h.Above
	if judged == 0 {
		legend.Note = "No cycle time is approved: there are no limits."
		return legend
	}
	for _, k := range []struct {
		ground, text string
		shots        int64
	}{{"within", "within L1", h.Within}, {"over", "over L1", h.Above}, {"under", "under L1", h.Below}, {"beyond", "beyond L2, either side", h.BeyondL2}} {
		legend.Limits = append(legend.Limits, templates.ShotLimit{Ground: k.ground, Text: k.text, Count: engine.Count(k.shots), Share: shareOrNone(k.shots, judged)})
	}
	return legend
}

// shotMarks explain the lines and bars that the picture has.
func shotMarks(r request, s analysis.Shots) (marks []templates.ShotMark) {
	add := func(is bool, m templates.ShotMark) {
		if is {
			marks = append(marks, m)
		}
	}
	limits := slices.ContainsFunc(s.Limits, func(l analysis.LimitStep) bool { return l.Approved != nil })
	add(limits, templates.ShotMark{Mark: "approved", Text: "approved"})
	add(limits, templates.ShotMark{Mark: "l1", Text: "L1"})
	add(limits, templates.ShotMark{Mark: "l2", Text: "L2"})
	add(len(s.References) > 0, templates.ShotMark{Mark: "reference", Text: "reference of the run", Title: "what its class measures a shot against"})
	stops, off := s.Stops()
	add(len(stops) > 0, templates.ShotMark{
		Mark: "stop", Text: stopsDrawn(stops), URL: r.tool(s.Tool).String() + "#stops",
		Title: "without micro-stops; the longest " + engine.Count(stopsNamed) + " stops and silences have their names",
	})
	add(len(off) > 0, templates.ShotMark{Mark: "off", Text: "silent for a day or more"})
	if missing := s.Missing(); len(missing) > 0 {
		shots := int64(0)
		for _, m := range missing {
			shots += m.Alike
		}
		add(true, templates.ShotMark{Mark: "nodata", Text: "no data: " + plural(shots, "shot", "shots") + " never came", Title: "the numbers of the shots around it leave some out; the longest stretches are drawn"})
	}
	changes := allChanges(s.Events)
	words := "change of part, counter, limits or reference"
	if len(changes) > eventsNamed {
		words = engine.Count(eventsNamed) + " of " + plural(int64(len(changes)), "change", "changes") + " of part, counter, limits or reference"
	}
	add(len(changes) > 0, templates.ShotMark{Mark: "change", Text: words})
	return marks
}

// stopsDrawn says of how many stops the longest are drawn.
func stopsDrawn(stops []analysis.Event) string {
	drawn := int64(len(stops))
	all := drawn
	for _, s := range stops {
		all = max(all, s.Alike)
	}
	if drawn == all {
		return plural(all, "stop", "stops")
	}
	return engine.Count(drawn) + " of " + plural(all, "stop", "stops") + " drawn, the longest"
}

// shareOrNone is empty for none: the count says it.
func shareOrNone(n, of int64) string {
	if n == 0 {
		return ""
	}
	return shareWords(n, of)
}

func classTitle(class string) string {
	return map[string]string{
		"normal": "within the tolerance of the run's reference",
		"slow":   "longer than the run's reference and its tolerance",
		"fast":   "shorter than the run's reference and its tolerance",
		"long":   "more than twice the run's reference: a stop hides in it",
		"idle":   "the counter says only: at least 999.9 s",
	}[class] + "; shows or hides the class"
}

// toggled shows a class alone where all are shown; else it adds the class or
// takes it away.
func toggled(a address, asked shotsAsked, class string) address {
	shown := without(asked.classes, class)
	if len(asked.classes) == 0 || !slices.Contains(asked.classes, class) {
		shown = append(slices.Clone(asked.classes), class)
	}
	slices.Sort(shown)
	if len(shown) == len(analysis.ShotClasses()) {
		shown = nil
	}
	return a.with("class", shown...).with("page")
}

// shotList is the table of shots.
func (p *Pages) shotList(r request, d shotsData, asked shotsAsked, page *templates.ShotsPage) {
	var total int64
	for _, c := range d.shots.Classes {
		if asked.shows(c.Class) {
			total += c.Shots
		}
	}
	more := url.Values{}
	if len(asked.classes) > 0 {
		more["class"] = asked.classes
	}
	page.List = templates.Section{
		ID: "shots", Head: plural(total, "shot", "shots"), Note: zoneNote(d.shots.Span),
		Tail: []templates.Link{{Text: "CSV", URL: shotsCSV(r, d.shots.Tool, "shots", more)}},
	}
	page.Rows = p.shotTable(r, d, asked)
	page.Pager = shotPager(r, asked, total)
}

func zoneNote(s analysis.Span) string {
	if s.Zone == "" {
		return ""
	}
	return s.Zone + " time"
}

func (p *Pages) shotTable(r request, d shotsData, asked shotsAsked) templates.Table {
	sorted := func(key string, head templates.Column) templates.Column {
		return asked.order.head(head, key, true, func(next ordering) string {
			return r.address.with("sort", next.String()).with("page").String()
		})
	}
	table := templates.Table{
		Caption: "Shots",
		Columns: []templates.Column{
			sorted("time", templates.Column{Name: "Time"}),
			sorted("ct", templates.Column{Name: "Cycle, s", Number: true}),
			{Name: "Class"},
			{Name: "Waited, s", Title: "the part of its interval in which no cycle was going on", Number: true},
		},
	}
	for _, s := range d.rows {
		table.Rows = append(table.Rows, templates.Row{
			URL: shotURL(r, d.shots.Tool, s),
			Cells: []templates.Cell{
				{Text: d.shots.Local(s.At).Format("2 Jan 15:04:05"), Title: s.At.Format(time.RFC3339Nano)},
				{Text: decimals(s.CT, 1), Title: fmt.Sprint(s.CT)},
				{Shot: s.Class, Text: s.Class},
				{Text: waited(s.WUS), Title: engine.Count(s.WUS) + " µs"},
			},
		})
	}
	return table
}

// shotURL is the address of a shot, by its time and number.
func shotURL(r request, tool string, s analysis.Shot) string {
	link := shotLink(r, tool) + "&time=" + url.QueryEscape(s.At.UTC().Format(time.RFC3339Nano))
	if s.Seq != nil {
		link += "&seq=" + strconv.FormatInt(*s.Seq, 10)
	}
	return link
}

func waited(us int64) string {
	if us == 0 {
		return "0"
	}
	return decimals(float64(us)/1e6, 1)
}

// shotPager leads back from a page that is none, too.
func shotPager(r request, asked shotsAsked, total int64) *templates.Pager {
	const of = "Pages of the shots"
	before := int64(asked.page-1) * shotRows
	if rows := min(shotRows, max(0, total-before)); rows > 0 {
		return pagerOf(r.address, "page", of, asked.page, shotRows, int(rows), int(total))
	}
	page := turns(r.address, "page", asked.page, shotRows, 0, int(total))
	page.Of, page.Text, page.Next = of, "nothing on this page", ""
	return &page
}
