package pages

import (
	"cmp"
	"math"
	"slices"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// stripRows is about how many tools fit into the picture; groups=all draws all.
const stripRows = 30

// stripWord is how a figure is shown: its number times scale, in a unit.
type stripWord struct {
	head, unit string
	scale      float64
	places     int
}

func stripWords() map[analysis.BenchmarkFigure]stripWord {
	return map[analysis.BenchmarkFigure]stripWord{
		analysis.BenchScore:       {"Score", "", 1, 1},
		analysis.BenchDeviation:   {"Cycle time", "%", 100, 1},
		analysis.BenchEfficiency:  {"Efficiency", "%", 100, 1},
		analysis.BenchStability:   {"Stability", "%", 100, 1},
		analysis.BenchMTBF:        {"MTBF", "min", 1.0 / 60, 1},
		analysis.BenchCavities:    {"Cavities", "%", 100, 1},
		analysis.BenchTemperature: {"Temperature", "°C", 1, 2},
	}
}

func (w stripWord) text(v *float64) string {
	if v == nil {
		return dash
	}
	return decimals(w.scale**v, w.places)
}

// difference has a sign; 0 has none.
func (w stripWord) difference(v *float64) string {
	if v == nil {
		return dash
	}
	return withSign(*v, w.text(v), w.places)
}

// benchmarkStrips draws the groups, those with ranks first, and of these the ones
// in which tools differ most.
func benchmarkStrips(r request, b analysis.Benchmark, f analysis.BenchmarkFigure) (templates.Section, templates.Strips) {
	word := stripWords()[f]
	section := templates.Section{ID: "strips", Head: title(f.Title()), Note: stripNote(f, word), CSV: csvLink(r, "benchmark", "")}
	for _, other := range analysis.BenchmarkFigures() {
		section.Views = append(section.Views, templates.View{
			Text: stripWords()[other].head, URL: r.address.choose("figure", string(other), string(analysis.BenchScore)).String(), Current: other == f,
		})
	}
	groups := comparedGroups(b, f)
	drawn := templates.Strips{ID: section.ID, Caption: section.Head + " of tools, by group", Heads: []string{headOf(word), "percentile", "to best", "to median"}}
	if len(groups) == 0 {
		drawn.None, section.CSV = "No two tools make the same part in this range, or are of one family: there is nothing to compare.", ""
		if b.Totals().Groups > 0 {
			drawn.None = "No two tools of a group have this figure: there is nothing to compare."
		} else {
			section.Views = nil
		}
		return section, drawn
	}
	all := len(groups)
	if r.address.values.Get("groups") != "all" {
		groups = firstGroups(groups)
	}
	if len(groups) < all {
		section.Note += "; " + engine.Count(int64(len(groups))) + " of " + plural(int64(all), "group", "groups")
		section.Tail = append(section.Tail, templates.Link{Text: "All " + engine.Count(int64(all)), URL: r.address.with("groups", "all").String()})
	}
	on := scaleAround(groups, f, word)
	drawn.Ticks = on.ticks
	for _, g := range groups {
		drawn.Groups = append(drawn.Groups, stripGroup(r, g, f, word, on))
	}
	return section, drawn
}

func headOf(w stripWord) string {
	if w.unit == "" {
		return "score"
	}
	return w.unit
}

func stripNote(f analysis.BenchmarkFigure, w stripWord) string {
	note := "the line is the median of the group"
	if f.IsLowBest() {
		note += "; less is better"
	}
	if w.unit != "" {
		note = w.unit + "; " + note
	}
	return note
}

// comparedGroups are those in which two tools have the figure.
func comparedGroups(b analysis.Benchmark, f analysis.BenchmarkFigure) []analysis.BenchmarkGroup {
	groups := slices.DeleteFunc(b.Groups(), func(g analysis.BenchmarkGroup) bool { return len(g.Values(f)) < 2 })
	isRanked := func(g analysis.BenchmarkGroup) int { return min(3, len(g.Values(f))) }
	slices.SortStableFunc(groups, func(x, y analysis.BenchmarkGroup) int {
		return cmp.Or(cmp.Compare(isRanked(y), isRanked(x)), cmp.Compare(y.Gap(f), x.Gap(f)))
	})
	return groups
}

// firstGroups are those whose tools fit into the picture.
func firstGroups(groups []analysis.BenchmarkGroup) []analysis.BenchmarkGroup {
	rows := 0
	for i, g := range groups {
		if rows += len(g.Rows); rows > stripRows && i > 0 {
			return groups[:i]
		}
	}
	return groups
}

func stripGroup(r request, g analysis.BenchmarkGroup, f analysis.BenchmarkFigure, word stripWord, on axisSpan) templates.StripGroup {
	median := g.Median(f)
	group := templates.StripGroup{
		Name: g.Label(), URL: groupURL(r, g), Median: on.at(word.scale * *median),
		Note: plural(int64(len(g.Rows)), "tool", "tools") + " · median " + word.text(median),
	}
	if g.Kind == "family" {
		group.Note = "family · " + group.Note
	}
	rows := slices.Clone(g.Rows)
	slices.SortStableFunc(rows, func(x, y analysis.Benchmarked) int { return bestOf(f, x, y) })
	for _, row := range rows {
		p := row.Placed(f)
		drawn := templates.StripRow{
			Name: row.Tool, URL: r.tool(row.Tool).String(), Title: exact(p.Value, ""), Asked: row.IsAsked && len(r.filter.Tools) > 0,
			Figures: []string{word.text(p.Value), percentileText(p.Percentile), word.difference(p.ToBest), word.difference(p.ToMedian)},
		}
		if p.Value != nil {
			drawn.At = new(on.at(word.scale * *p.Value))
		}
		if why := row.Why(f); why != "" {
			drawn.Title = why
		}
		group.Rows = append(group.Rows, drawn)
	}
	return group
}

// bestOf orders by a figure, the best first, none last.
func bestOf(f analysis.BenchmarkFigure, x, y analysis.Benchmarked) int {
	a, b := x.Placed(f).Value, y.Placed(f).Value
	switch {
	case a == nil || b == nil:
		return cmp.Compare(presence(b), presence(a))
	case f.IsLowBest():
		return cmp.Compare(*a, *b)
	}
	return cmp.Compare(*b, *a)
}

func presence(v *float64) int {
	if v == nil {
		return 0
	}
	return 1
}

func percentileText(v *float64) string {
	if v == nil {
		return dash
	}
	return decimals(*v, 0)
}

// axisSpan is a scale from one value to another.
type axisSpan struct {
	from, to float64
	ticks    []templates.AxisTick
}

func (s axisSpan) at(v float64) float64 { return (v - s.from) / (s.to - s.from) }

// scaleAround holds all tools of the groups, with four to eight ticks.
func scaleAround(groups []analysis.BenchmarkGroup, f analysis.BenchmarkFigure, w stripWord) axisSpan {
	low, high := math.Inf(1), math.Inf(-1)
	for _, g := range groups {
		for _, v := range g.Values(f) {
			low, high = min(low, w.scale*v), max(high, w.scale*v)
		}
	}
	if low == high {
		low, high = low-1, high+1
	}
	room := 0.03 * (high - low)
	s := axisSpan{from: low - room, to: high + room}
	step := math.Pow(10, math.Floor(math.Log10(s.to-s.from)))
	switch n := (s.to - s.from) / step; {
	case n < 2:
		step /= 4
	case n < 4:
		step /= 2
	}
	for k := math.Ceil(s.from / step); k*step <= s.to; k++ {
		s.ticks = append(s.ticks, templates.AxisTick{At: s.at(k * step), Text: decimals(k*step, places(step))})
	}
	return s
}
