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
		return "a cycle longer than twice the reference"
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
