package pages

import (
	"fmt"
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
func pareto(r request, slices []analysis.Slice, by analysis.Slicing) (templates.Section, templates.Bars) {
	section := templates.Section{
		ID: "causes", Head: "Downtime by " + string(by), Views: viewsOf(r.address, "by", analysis.Slicings(), by),
		Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "pareto", string(by))}},
	}
	bars := templates.Bars{Caption: section.Head, Heads: [3]string{string(by), "hours", "cum., %"}, More: []string{"stops", "MTTR, min", "MTBF, min"}}
	for _, s := range slices {
		bars.Rows = append(bars.Rows, sliceBar(s, by, slices[0].DowntimeUS))
	}
	return section, bars
}

func sliceBar(s analysis.Slice, by analysis.Slicing, longest int64) templates.Bar {
	bar := templates.Bar{
		Label: sliceName(s, by), Text: hours(s.DowntimeUS), Quiet: dash,
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
	return bar
}

// sliceName is '14:00', 'Wednesday', or what the slice is called.
func sliceName(s analysis.Slice, by analysis.Slicing) string {
	switch by {
	case analysis.SliceHour:
		return fmt.Sprintf("%02d:00", s.Place)
	case analysis.SliceWeekday:
		return weekdays()[max(0, min(6, s.Place-1))]
	case analysis.SliceShift:
		if s.Key == "" {
			return "outside shifts"
		}
	}
	return s.Key
}

func weekdays() [7]string {
	return [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
}

// classes splits the shots of a window by class.
func classes(f analysis.Figures) (templates.Section, templates.Bars) {
	section := templates.Section{ID: "classes", Head: "Shots by class", Note: "against the run's reference"}
	bars := templates.Bars{Caption: "Shots by class", Heads: [3]string{"class", "shots", "share, %"}}
	all := []struct {
		name, title string
		count       int64
	}{
		{"normal", "within the tolerance around the reference", f.NormalShots},
		{"slow", "longer than that", f.SlowShots},
		{"fast", "shorter than that", f.FastShots},
		{"long, idle", "they hide a stop", f.StopShots},
	}
	longest := max(f.NormalShots, f.SlowShots, f.FastShots, f.StopShots, 1)
	for _, c := range all {
		share := float64(c.count) / float64(max(f.Shots, 1))
		bars.Rows = append(bars.Rows, templates.Bar{
			Label: c.name, Title: c.title, Share: float64(c.count) / float64(longest),
			Text: engine.Count(c.count), Quiet: decimals(100*share, 1),
		})
	}
	return section, bars
}
