package pages

import (
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

func pareto(causes []analysis.Cause) (templates.Section, templates.Bars) {
	section := templates.Section{ID: "causes", Head: "Downtime by cause", Note: "of stops that start in the window"}
	bars := templates.Bars{Caption: "Downtime by cause", Heads: [3]string{"cause", "hours", "cumulative, %"}}
	for _, c := range causes {
		share := 0.0
		if longest := causes[0].DowntimeUS; longest > 0 {
			share = float64(c.DowntimeUS) / float64(longest)
		}
		bars.Rows = append(bars.Rows, templates.Bar{
			Label: c.Kind,
			Share: share,
			Text:  hours(c.DowntimeUS),
			Quiet: strconv.FormatFloat(100*c.Cumulative, 'f', 0, 64),
			Title: causeWords(c.Kind) + "; " + plural(c.Stops, "stop", "stops") + ", " + engine.Count(c.MicroStops) + " micro",
		})
	}
	return section, bars
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
