package pages

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

// spread is the distribution of the cycle times, with mode and limits.
func (p *Pages) spread(r request, d shotsData) (templates.Section, templates.Chart, error) {
	h := d.histogram
	bins, shorter, longer := h.Core()
	columns := charts.Columns{Name: "Cycle times of " + h.Tool, Axis: charts.Axis{Unit: "shots", Format: charts.Number}, Bins: true, XUnit: "cycle time, s"}
	filledBins(bins, h.Width, &columns)
	if n := len(columns.Labels); n > 0 {
		columns.Every = max(1, n/5)
		first, last := bins[0].From, bins[len(bins)-1].To
		columns.Events, columns.Bands = binMarks(h, first, last)
	}
	if aside := shorter + longer; aside > 0 {
		columns.XUnit = engine.Count(aside) + " shorter or longer are not drawn · " + columns.XUnit
	}
	section := templates.Section{ID: "spread", Head: "Distribution", Note: spreadNote(h)}
	picture, err := columns.Draw()
	if err != nil {
		return section, templates.Chart{}, err
	}
	chart := r.chart("spread-data", picture, spreadSummary(h), binTable(h))
	chart.Class, chart.CSV = "below", shotsCSV(r, h.Tool, "histogram", nil)
	return section, chart, nil
}

// filledBins puts an empty bin wherever there is none, so that the axis is one.
func filledBins(bins []analysis.Bin, width float64, c *charts.Columns) {
	const tenth = 0.05 // bins begin half a tenth before their first value
	for i, b := range bins {
		for i > 0 && len(c.Labels) > 0 {
			next := bins[0].From + float64(len(c.Labels))*width
			if next >= b.From-width/2 {
				break
			}
			c.Labels, c.Values = append(c.Labels, decimals(next+tenth, 1)), append(c.Values, number(0))
		}
		c.Labels, c.Values = append(c.Labels, decimals(b.From+tenth, 1)), append(c.Values, number(b.Shots))
	}
}

// binMarks are mode and limits at their share of the axis.
func binMarks(h analysis.Histogram, first, last float64) (events []charts.Event, bands []charts.Band) {
	mark := func(value *float64, name, colour string) {
		if value == nil || *value < first || *value > last {
			return
		}
		share := (*value - first) / (last - first)
		events = append(events, charts.Event{Share: &share, Name: name + " " + decimals(*value, 1), Colour: colour})
	}
	if len(h.Limits) > 0 {
		now := h.Limits[len(h.Limits)-1]
		mark(now.Approved, "approved", "token:ok")
		mark(now.L2Above, "L2", "token:warn")
		if now.L1Below != nil && now.L1Above != nil {
			if from, to, ok := binsBetween(*now.L1Below, *now.L1Above, first, last, h.Width); ok {
				bands = append(bands, charts.Band{From: from, To: to, Good: true})
			}
		}
	}
	mark(h.Mode, "mode", "token:ink")
	return events, bands
}

// binsBetween gives the labels of the first and the last bin in a range.
func binsBetween(low, high, first, last, width float64) (from, to int, ok bool) {
	n := int((last-first)/width + 0.5)
	from, to = int((low-first)/width), int((high-first)/width)
	if from >= n || to < 0 || low > high {
		return 0, 0, false
	}
	return max(0, from), min(n-1, to), true
}

func spreadNote(h analysis.Histogram) string {
	var words []string
	if judged := h.Below + h.Within + h.Above; judged > 0 {
		words = append(words, shareWords(h.Above, judged)+" over L1", shareWords(h.Below, judged)+" under")
	}
	return strings.Join(words, " · ")
}

// shareWords is a share as a reader says it; what is there is never 0 %.
func shareWords(n, of int64) string {
	if of == 0 {
		return dash
	}
	share := float64(n) / float64(of)
	switch {
	case n == 0:
		return "none"
	case share < 0.001:
		return "under 0.1 %"
	case share < 0.1:
		return decimals(100*share, 1) + " %"
	}
	return decimals(100*share, 0) + " %"
}

func spreadSummary(h analysis.Histogram) string {
	words := "Distribution of " + plural(h.Total-h.Idle-h.Long, "cycle time", "cycle times")
	if h.Mode != nil {
		words += ", the most frequent is " + decimals(*h.Mode, 1) + " s"
	}
	return words + "; " + spreadNote(h)
}

func binTable(h analysis.Histogram) templates.Table {
	table := templates.Table{
		Caption: "Shots by cycle time",
		Columns: []templates.Column{{Name: "Cycle time, s"}, {Name: "Shots", Number: true}, {Name: "Slow", Number: true}, {Name: "Fast", Number: true}},
	}
	for _, b := range h.Bins {
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: decimals(b.From, 2) + "–" + decimals(b.To, 2)}, {Text: engine.Count(b.Shots)}, {Text: engine.Count(b.SlowOf)}, {Text: engine.Count(b.FastOf)},
		}})
	}
	return table
}

// warmth is cycle time beside temperature, before and after an event.
func (p *Pages) warmth(r request, d shotsData, page *templates.ShotsPage) error {
	t := d.temperature
	page.Warmth = templates.Section{ID: "warmth", Head: "Against temperature"}
	picture := charts.Points{
		Name: "Cycle time and temperature of " + t.Tool, XUnit: "mold temperature, °C",
		Axis: charts.Axis{Unit: "s", Format: charts.Tenths}, Tight: true, Capped: true,
	}
	var rows []warmRow
	var without, aside int64
	for i, series := range t.Series {
		name := seriesName(d.shots, t, series)
		without, aside = without+series.Without, aside+series.OutOfRange
		if len(series.Cells) == 0 {
			continue
		}
		picture.Clouds = append(picture.Clouds, cellClouds(series, name, i)...)
		page.WarmthKeys = append(page.WarmthKeys, templates.SeriesKey{Series: i + 1, Hollow: len(t.Series) > 1 && i == 0, Text: name + mostAt(series)})
		for _, c := range series.Cells {
			rows = append(rows, warmRow{name, c})
		}
	}
	page.WarmthNote = warmthNote(len(rows), without, aside)
	if len(rows) == 0 {
		return nil
	}
	drawn, err := picture.Draw()
	if err != nil {
		return err
	}
	chart := r.chart("warmth-data", drawn, warmthSummary(page.WarmthKeys), warmTable(rows))
	more := url.Values{}
	if !t.Split.IsZero() {
		more.Set("split", t.Split.Format(time.RFC3339Nano))
	}
	chart.Class, chart.CSV = "below", shotsCSV(r, t.Tool, "temperature", more)
	page.WarmthChart = &chart
	return nil
}

type warmRow struct {
	series string
	analysis.TemperatureCell
}

func seriesName(s analysis.Shots, t analysis.Temperature, series analysis.TemperatureSeries) string {
	switch day := s.Local(t.Split).Format("2 Jan"); {
	case t.Split.IsZero():
		return "all shots"
	case series.After:
		return "since " + day
	default:
		return "before " + day
	}
}

// cellClouds draws the cells of a series in three strengths, by their shots.
func cellClouds(series analysis.TemperatureSeries, name string, i int) []charts.Cloud {
	var most int64
	for _, c := range series.Cells {
		most = max(most, c.Shots)
	}
	strengths := []float64{0.3, 0.6, 1}
	parts := make([][][]float64, len(strengths))
	for _, c := range series.Cells {
		at := 0
		switch {
		case c.Shots*4 >= most:
			at = 2
		case c.Shots*20 >= most:
			at = 1
		}
		parts[at] = append(parts[at], []float64{c.Temperature, c.CT})
	}
	var all []charts.Cloud
	for at, data := range parts {
		if len(data) > 0 {
			all = append(all, charts.Cloud{
				Name: name, Class: charts.Class(fmt.Sprintf("series-%d", i+1)), Data: data, Opacity: strengths[at],
				Hollow: i == 0 && !series.After && name != "all shots",
			})
		}
	}
	return all
}

// mostAt is where most shots of a series are.
func mostAt(series analysis.TemperatureSeries) string {
	top := slices.MaxFunc(series.Cells, func(a, b analysis.TemperatureCell) int { return cmp.Compare(a.Shots, b.Shots) })
	return ": most at " + decimals(top.Temperature, 0) + " °C, " + decimals(top.CT, 1) + " s"
}

func warmthNote(cells int, without, aside int64) string {
	switch {
	case cells == 0 && without > 0:
		return "No shot in this range has a measured temperature; imputed ones are never drawn."
	case cells == 0:
		return "No shot in this range is near its reference."
	case without > 0 && aside > 0:
		return engine.Count(without) + " without a temperature and " + engine.Count(aside) + " far from the reference are not drawn."
	case without > 0:
		return engine.Count(without) + " without a temperature are not drawn."
	case aside > 0:
		return engine.Count(aside) + " far from the reference are not drawn."
	}
	return ""
}

func warmthSummary(keys []templates.SeriesKey) string {
	var words []string
	for _, k := range keys {
		words = append(words, k.Text)
	}
	return "Cycle time beside temperature: " + strings.Join(words, "; ")
}

// warmTable has the fullest cells.
func warmTable(rows []warmRow) templates.Table {
	slices.SortStableFunc(rows, func(a, b warmRow) int { return cmp.Compare(b.Shots, a.Shots) })
	table := templates.Table{
		Caption: fmt.Sprintf("Shots by cycle time and temperature, the fullest %d cells; the CSV has all", pointsShown),
		Columns: []templates.Column{{Name: "When"}, {Name: "Cycle time, s", Number: true}, {Name: "°C", Number: true}, {Name: "Shots", Number: true}},
	}
	for _, row := range rows[:min(pointsShown, len(rows))] {
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: row.series}, {Text: decimals(row.CT, 1)}, {Text: decimals(row.Temperature, 1)}, {Text: engine.Count(row.Shots)},
		}})
	}
	return table
}
