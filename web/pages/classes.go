package pages

import (
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// imputedKey is in the address where imputed shots are shown beside the
// measured ones.
const imputedKey = "imputed"

// classes splits the shots of a window by class; a class opens its shots.
// Imputed ones, if asked for, stand beside them: they are in none of f.
func classes(here, shots address, f analysis.Figures, added *analysis.Imputed) (templates.Section, templates.Bars) {
	section := templates.Section{
		ID: "classes", Head: "Shots by class", Note: "against the run's reference",
		Views: []templates.View{
			{Text: "Measured", URL: here.choose(imputedKey, "", "").String(), Current: added == nil},
			{Text: "With imputed", URL: here.choose(imputedKey, "true", "").String(), Current: added != nil},
		},
	}
	bars := templates.Bars{Caption: "Shots by class", Heads: [3]string{"class", "shots", "share, %"}}
	all := []struct {
		classes []string
		title   string
		count   int64
	}{
		{[]string{"normal"}, "within the tolerance around the reference", f.NormalShots},
		{[]string{"slow"}, "longer than that", f.SlowShots},
		{[]string{"fast"}, "shorter than that", f.FastShots},
		{[]string{"long", "idle"}, "they hide a stop", f.StopShots},
	}
	longest := max(f.NormalShots, f.SlowShots, f.FastShots, f.StopShots, 1)
	for _, c := range all {
		share := float64(c.count) / float64(max(f.Shots, 1))
		bar := templates.Bar{
			Label: strings.Join(c.classes, ", "), Title: c.title, Share: float64(c.count) / float64(longest),
			Text: engine.Count(c.count), Quiet: decimals(100*share, 1),
		}
		if c.count > 0 {
			bar.URL = shots.with("class", c.classes...).String()
		}
		bars.Rows = append(bars.Rows, bar)
	}
	if added != nil {
		section.Note = "imputed shots are in no other figure"
		bars.Rows = append(bars.Rows, templates.Bar{
			Label: "imputed", Share: min(1, float64(added.Shots)/float64(longest)),
			Title: "made, but never arrived whole: " + plural(added.Parts, "part", "parts"),
			Text:  engine.Count(added.Shots), Quiet: "+" + decimals(100*float64(added.Shots)/float64(max(f.Shots, 1)), 1),
			Imputed: "by the numbers or the time that the shots around them leave",
		})
	}
	return section, bars
}
