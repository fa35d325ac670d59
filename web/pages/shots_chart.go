package pages

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

// How much is named in the picture, and how long its table is; the CSV has all.
const (
	eventsNamed = 8
	stopsNamed  = 3
	pointsShown = 200
)

// moment is an instant as charts take it: ms on the plant's clock.
func moment(s analysis.Span, at time.Time) float64 {
	return float64(s.Local(at).UnixMicro()) / 1000
}

// scatter is every shot over time.
func (p *Pages) scatter(r request, s analysis.Shots, asked shotsAsked) (templates.Section, templates.Chart, error) {
	section := templates.Section{ID: "points", Head: "Every shot over time", Note: scatterNote(s), Tail: p.neighbouringRanges(r, s)}
	picture := charts.Points{
		Name: "Shots of " + s.Tool, Time: true, From: moment(s.Span, s.FromUTC), To: moment(s.Span, s.ToUTC),
		Axis: charts.Axis{Unit: "s", Format: charts.Tenths}, Capped: true,
		Clouds: clouds(s, asked), Limits: limitLines(s.Span, s.Limits),
		Link: &charts.PointLink{Base: shotLink(r, s.Tool) + "&time=", Dim: 2},
	}
	picture.Brush = &charts.Brush{URL: r.address.with("last").with("from").with("to").with("page").String(), Clock: clock(s.Span)}
	for _, ref := range s.References {
		picture.Levels = append(picture.Levels, charts.Level{From: moment(s.Span, ref.FromUTC), To: moment(s.Span, ref.ToUTC), Value: ref.CT})
		picture.LevelEnd = ref.Method + " " + decimals(ref.CT, 1)
	}
	picture.Events, picture.Bands = marksOf(s)
	drawn, err := picture.Draw()
	if err != nil {
		return section, templates.Chart{}, err
	}
	chart := r.chart("points-data", drawn, scatterSummary(s), pointsTable(s, asked))
	chart.Class = "tall"
	chart.CSV = shotsCSV(r, s.Tool, "points", nil)
	return section, chart, nil
}

func scatterNote(s analysis.Shots) string {
	if s.Shown >= s.Total {
		return "all " + plural(s.Total, "shot", "shots") + "; drag to zoom, click for its trace"
	}
	return "showing " + engine.Count(s.Shown) + " of " + plural(s.Total, "shot", "shots") + ", all extremes kept; drag to zoom, click for its trace"
}

// neighbouringRanges lead to what lies before, after and around.
func (p *Pages) neighbouringRanges(r request, s analysis.Shots) []templates.Link {
	length := s.Length()
	if length <= 0 {
		return nil
	}
	at := func(from, to time.Time) string {
		return r.address.with("page").between(engine.Instant(from).String(), engine.Instant(to).String()).String()
	}
	links := []templates.Link{{Text: "‹ Earlier", URL: at(s.FromUTC.Add(-length), s.FromUTC)}}
	now := p.Clock().UTC().Truncate(time.Second)
	to := earlier(s.ToUTC.Add(length), now)
	if s.ToUTC.Before(now.Add(-time.Minute)) {
		links = append(links, templates.Link{Text: "Later ›", URL: at(s.ToUTC, to)})
	}
	return append(links, templates.Link{Text: "Zoom out", URL: at(s.FromUTC.Add(-length), to)})
}

// shotLink is the address of a shot of the tool, without its time, which leads
// back to this range.
func shotLink(r request, tool string) string {
	values := url.Values{}
	for _, name := range []string{"last", "from", "to"} {
		if r.address.values.Has(name) {
			values[name] = r.address.values[name]
		}
	}
	values.Set("tool", tool)
	return address{path: shotsPath + "/at", values: values}.String()
}

func clock(s analysis.Span) []charts.Shift {
	var shifts []charts.Shift
	for _, o := range s.Offsets {
		shifts = append(shifts, charts.Shift{From: o.FromUTC.Add(o.Ahead).UnixMilli(), By: o.Ahead.Milliseconds()})
	}
	return shifts
}

// clouds has the classes that are shown, with the time in µs as the key of each
// point: the tool and it find the shot.
func clouds(s analysis.Shots, asked shotsAsked) []charts.Cloud {
	data := map[string][][]float64{}
	for _, p := range s.Points {
		data[p.Class] = append(data[p.Class], []float64{math.Round(moment(s.Span, p.At)), p.CT, float64(p.At.UnixMicro())})
	}
	var all []charts.Cloud
	for _, c := range s.Classes {
		if asked.shows(c.Class) && c.Shots > 0 {
			all = append(all, charts.Cloud{Name: c.Class + " " + engine.Count(c.Shots), Class: charts.Class(c.Class), Data: data[c.Class]})
		}
	}
	return all
}

// limitLines hold where they held; only those of now are named.
func limitLines(s analysis.Span, steps []analysis.LimitStep) []charts.Limit {
	var all []charts.Limit
	for i, step := range steps {
		if step.Approved == nil {
			continue
		}
		from, to := moment(s, later(step.FromUTC, s.FromUTC)), moment(s, earlier(step.ToUTC, s.ToUTC))
		add := func(kind charts.LimitKind, name string, value *float64) {
			if value == nil {
				return
			}
			limit := charts.Limit{Kind: kind, Value: *value, From: from, To: to}
			if i == len(steps)-1 {
				limit.Name = name + " " + decimals(*value, 1)
			}
			all = append(all, limit)
		}
		add(charts.Outer, "L2", step.L2Below)
		add(charts.Inner, "L1", step.L1Below)
		add(charts.Approved, "approved", step.Approved)
		add(charts.Inner, "L1", step.L1Above)
		add(charts.Outer, "L2", step.L2Above)
	}
	return all
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// marksOf draws changes as lines with names, and stops as bars at the foot, of
// which the longest have names.
func marksOf(s analysis.Shots) (lines []charts.Event, bars []charts.Band) {
	stops, off := s.Stops()
	named := longest(append(stops, off...))
	for _, e := range s.Events {
		if e.UntilUTC.IsZero() {
			continue
		}
		band := charts.Band{From: moment(s.Span, later(e.AtUTC, s.FromUTC)), To: moment(s.Span, earlier(e.UntilUTC, s.ToUTC)), Stop: e.Kind != "off" && e.Kind != analysis.EventNoData, Doubt: e.Kind == analysis.EventNoData}
		if slices.Contains(named, e) {
			band.Name = s.Local(e.AtUTC).Format("2 Jan 15:04") + " " + e.Kind + ", " + engine.Duration(e.UntilUTC.Sub(e.AtUTC).Seconds())
		}
		bars = append(bars, band)
	}
	for _, change := range changesOf(s.Events) {
		if change.at.Before(s.FromUTC) {
			continue
		}
		lines = append(lines, charts.Event{At: moment(s.Span, change.at), Name: s.Local(change.at).Format("2 Jan 15:04") + " " + change.words})
	}
	return lines, bars
}

// longest are the stops and silences that are named.
func longest(stops []analysis.Event) []analysis.Event {
	slices.SortStableFunc(stops, func(a, b analysis.Event) int {
		return int(b.UntilUTC.Sub(b.AtUTC) - a.UntilUTC.Sub(a.AtUTC))
	})
	return stops[:min(stopsNamed, len(stops))]
}

// happening is what happened at one instant.
type happening struct {
	at    time.Time
	words string
	rank  int
}

// allChanges puts together what happened at once.
func allChanges(events []analysis.Event) []happening {
	var all []happening
	for _, e := range events {
		if !e.UntilUTC.IsZero() {
			continue
		}
		rank := 0
		if e.Kind == "reference" {
			rank = 1
		}
		if n := len(all); n > 0 && all[n-1].at.Equal(e.AtUTC) {
			all[n-1].add(eventWords(e), rank)
			continue
		}
		all = append(all, happening{at: e.AtUTC, words: eventWords(e), rank: rank})
	}
	return all
}

// changesOf are those that are named: of many, what people made comes before a
// reference that went along.
func changesOf(events []analysis.Event) []happening {
	all := allChanges(events)
	if len(all) > eventsNamed {
		slices.SortStableFunc(all, func(a, b happening) int {
			if a.rank != b.rank {
				return a.rank - b.rank
			}
			return b.at.Compare(a.at)
		})
		all = all[:eventsNamed]
	}
	return all
}

// add keeps a reference that went along with what people did to the picture and
// the table: the line of the reference shows it.
func (h *happening) add(words string, rank int) {
	switch {
	case h.rank == 1 && rank == 0:
		h.words, h.rank = words, rank
	case rank == 0 || h.rank == 1:
		h.words += ", " + words
	}
}

func eventWords(e analysis.Event) string {
	name := e.Kind
	if name == "reference" {
		name = "mode"
	}
	if e.Before == "" && e.After == "" {
		return name
	}
	return name + " " + clipped(e.Before) + " → " + clipped(e.After)
}

// clipped keeps a long name from filling the picture.
func clipped(name string) string {
	const most = 18
	runes := []rune(name)
	if len(runes) <= most {
		return name
	}
	return string(runes[:most-1]) + "…"
}

func scatterSummary(s analysis.Shots) string {
	words := []string{s.Sentence() + "."}
	for _, c := range s.Classes {
		words = append(words, engine.Count(c.Shots)+" "+c.Class)
	}
	for _, e := range changesOf(s.Events) {
		words = append(words, s.Local(e.at).Format("2 Jan 15:04")+": "+e.words)
	}
	return strings.Join(words, "; ")
}

// pointsTable is the picture in rows: what happened, and the first of the points.
func pointsTable(s analysis.Shots, asked shotsAsked) templates.Table {
	table := templates.Table{
		Caption: "What happened, and the points of the picture in the order of time; the first " + strconv.Itoa(pointsShown) + ", the CSV has all",
		Columns: []templates.Column{{Name: "Time", Title: "on the plant's clock"}, {Name: "Cycle time, s", Number: true}, {Name: "What"}},
	}
	for _, e := range s.Events {
		what := eventWords(e)
		if !e.UntilUTC.IsZero() {
			what += ", " + engine.Duration(e.UntilUTC.Sub(e.AtUTC).Seconds())
		}
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: s.Local(e.AtUTC).Format("2 Jan 15:04:05"), Title: utc(e.AtUTC)}, {Text: dash}, {Text: what, Title: e.Before + " " + e.After},
		}})
	}
	n := 0
	for _, p := range s.Points {
		if !asked.shows(p.Class) {
			continue
		}
		if n++; n > pointsShown {
			break
		}
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: s.Local(p.At).Format("2 Jan 15:04:05"), Title: p.At.Format(time.RFC3339Nano)}, {Text: decimals(p.CT, 1), Title: fmt.Sprint(p.CT)}, {Shot: p.Class, Text: p.Class},
		}})
	}
	return table
}

// shotsCSV is a table of the tool in the filter of the page.
func shotsCSV(r request, tool, what string, more url.Values) string {
	f := r.filter
	f.Tools = nil // the path says it
	return csvOf("tools/"+url.PathEscape(tool)+"/"+what, f, more)
}
