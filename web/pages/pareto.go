package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// causeWords says what the kinds of run-rate.md mean.
func causeWords(kind string) string {
	switch kind {
	case "gap":
		return "no shot came"
	case "long":
		return "a cycle far longer than the reference"
	case "idle":
		return "the counter reported idle"
	}
	return ""
}

// slicingOf is how the address cuts the downtime.
func slicingOf(a address) (analysis.Slicing, error) {
	return analysis.ParseSlicing(a.values.Get("by"))
}

// pareto is the downtime by cause or by a part of the clock, largest first.
func pareto(r request, all []analysis.Slice, by analysis.Slicing) (templates.Section, templates.Bars) {
	section := templates.Section{
		ID: "causes", Head: "Downtime by " + string(by), Views: viewsOf(r.address, "by", analysis.Slicings(), by),
		CSV: csvLink(r, "pareto", string(by)),
	}
	bars := templates.Bars{ID: section.ID, Caption: section.Head, Heads: [3]string{string(by), "hours", "cum., %"}, More: []string{"stops", "MTTR, min", "MTBF, min"}}
	for _, s := range all {
		bars.Rows = append(bars.Rows, sliceBar(r.address, s, by, all[0].DowntimeUS))
	}
	return section, bars
}

func sliceBar(a address, s analysis.Slice, by analysis.Slicing, longest int64) templates.Bar {
	bar := templates.Bar{
		Label: sliceName(s.Key, by), Text: hours(s.DowntimeUS), Quiet: dash,
		More:  []string{engine.Count(s.Stops), minutes(s.MTTR()), minutes(s.MTBF())},
		Title: plural(s.Stops, "stop", "stops") + ", " + engine.Count(s.MicroStops) + " micro; " + engine.Count(s.DowntimeUS) + " µs",
	}
	if longest > 0 {
		bar.Share = float64(s.DowntimeUS) / float64(longest)
	}
	if s.Cumulative != nil {
		bar.Quiet = strconv.FormatFloat(100**s.Cumulative, 'f', 0, 64)
	}
	if by == analysis.SliceCause {
		bar.Title = causeWords(s.Key) + "; " + bar.Title
	}
	if s.Stops > 0 {
		key := cmp.Or(s.Key, analysis.OutsideShifts)
		if bar.Current = slices.Contains(a.values[string(by)], key); bar.Current {
			bar.URL = cutPath(a.without(string(by), key))
		} else {
			bar.URL = cutPath(a.with(string(by), key))
		}
	}
	return bar
}

// cutPath leads to the first page of the table of stops, cut as the address says.
func cutPath(a address) string { return a.with(stopsPage).String() + "#stops" }

// sliceName is '14:00', 'Wednesday', or what the slice is called.
func sliceName(key string, by analysis.Slicing) string {
	place, _ := strconv.Atoi(key) // of an hour or a weekday
	switch {
	case by == analysis.SliceHour:
		return fmt.Sprintf("%02d:00", place)
	case by == analysis.SliceWeekday:
		return weekdays()[max(0, min(6, place-1))]
	case by == analysis.SliceShift && (key == "" || key == analysis.OutsideShifts):
		return "outside shifts"
	}
	return key
}

func weekdays() [7]string {
	return [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
}
