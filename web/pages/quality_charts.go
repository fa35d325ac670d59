package pages

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/spc"
	"sprue/templates"
	"sprue/web/charts"
)

const (
	controlColumns = 500           // of the picture, each with its extremes
	controlRows    = 100           // of its table; the CSV has all
	runBreak       = 8 * 3_600_000 // ms; over a longer silence points are not joined
	levelsNamed    = 4             // drifts and shifts
)

// processCharts draws the points, a chart of another kind beside them, and the
// daily medians.
func (p *Pages) processCharts(r request, q qualityAsked, one analysis.Process) (*templates.ProcessCharts, error) {
	shown := one.Thinned(controlColumns)
	all := &templates.ProcessCharts{Control: controlSection(r, q, one, len(shown)), Measures: measureViews(r, q), Marks: controlMarks(one)}
	var err error
	if len(one.Points) == 0 {
		all.Nothing = fmt.Sprintf("Too few shots: a point is %d of a run.", one.Subgroup)
	} else if all.Chart, err = p.controlChart(r, q, one, shown); err != nil {
		return nil, err
	}
	if len(one.Points) > 0 && one.Means.Sigma() > 0 {
		if all.Beside, all.BesideBox, err = p.besideChart(r, q, one, shown); err != nil {
			return nil, err
		}
	}
	if all.Drift, all.DriftBox, err = p.medianChart(r, q, one); err != nil {
		return nil, err
	}
	all.Capability, all.Notes = capabilityPart(r, q, one)
	return all, nil
}

// pointWords name what a point is: 'X̄ of 5 consecutive shots'.
func pointWords(p analysis.Process) string {
	words := fmt.Sprintf("X̄ of %d consecutive shots", p.Subgroup)
	if p.Subgroup == 1 {
		words = "Single shots"
	}
	if p.Measure == analysis.MeasureTemperature {
		words += ", mold temperature"
	}
	return words
}

func controlSection(r request, q qualityAsked, p analysis.Process, shown int) templates.Section {
	notes := []string{baselineWords(p.Baseline)}
	if shown < len(p.Points) {
		notes = append([]string{engine.Count(int64(shown)) + " of " + engine.Count(int64(len(p.Points))) + " points drawn, all extremes kept"}, notes...)
	}
	words := map[processPoints]string{subgroupPoints: "X̄–S", individualPoints: "I–MR"}
	section := templates.Section{ID: "control", Head: pointWords(p), Note: strings.Join(notes, " · ")}
	for _, v := range processPointsAll() {
		section.Views = append(section.Views, templates.View{
			Text: words[v], URL: r.address.choose("points", string(v), string(subgroupPoints)).String(), Current: v == q.points,
		})
	}
	return section
}

func controlMarks(p analysis.Process) []templates.ControlMark {
	marks := []templates.ControlMark{
		{Kind: "inside", Text: "in control"}, {Kind: "beyond", Text: "beyond a limit"}, {Kind: "signal", Text: "signal of another rule"},
	}
	if inRange(p) {
		marks = append(marks, templates.ControlMark{Kind: "baseline", Text: "baseline"})
	}
	return marks
}

// inRange tells whether any of the baseline lies in the range.
func inRange(p analysis.Process) bool {
	return !p.Baseline.Trial && p.Baseline.To.After(p.Local(p.FromUTC)) && p.Baseline.From.Before(p.Local(p.ToUTC))
}

func baselineBand(p analysis.Process) []charts.Band {
	if !inRange(p) {
		return nil
	}
	from, to := later(p.Baseline.From, p.Local(p.FromUTC)), earlier(p.Baseline.To, p.Local(p.ToUTC))
	return []charts.Band{{From: localDay(from), To: localDay(to)}}
}

// processPicture is what the charts over time share.
func processPicture(p analysis.Process, name string) charts.Points {
	return charts.Points{
		Name: name + " of " + p.Tool, Time: true, From: moment(p.Span, p.FromUTC), To: moment(p.Span, p.ToUTC),
		Axis: charts.Axis{Unit: p.Measure.Unit(), Format: charts.Tenths}, Bands: baselineBand(p),
	}
}

func (p *Pages) controlChart(r request, q qualityAsked, one analysis.Process, shown []analysis.ProcessPoint) (*templates.Chart, error) {
	picture := processPicture(one, pointWords(one))
	path := charts.Path{Name: "_points", Gap: runBreak, Colour: "ink-3", Width: 0.8}
	clouds := map[charts.Class][][]float64{}
	for _, at := range shown {
		point := []float64{moment(one.Span, at.At), at.Value}
		path.Data = append(path.Data, point)
		class := classOf(at, one.Means)
		clouds[class] = append(clouds[class], point)
	}
	picture.Clouds = controlClouds(clouds)
	if q.points == subgroupPoints || len(shown) < 2*controlColumns {
		picture.Paths = []charts.Path{path}
	}
	picture.Limits = controlLimits(one.Means, "mean")
	picture.Events = append(firedEvents(one), levelEvents(one)...)
	picture.Brush = &charts.Brush{URL: r.address.with("last").with("from").with("to").String(), Clock: clock(one.Span)}
	drawn, err := picture.Draw()
	if err != nil {
		return nil, err
	}
	chart := r.chart("control-data", drawn, controlSummary(one), controlTable(one))
	chart.Class, chart.CSV = "tall", processCSV(r, q)
	return &chart, nil
}

// controlClouds are the points by class, those in control under the others.
func controlClouds(points map[charts.Class][][]float64) []charts.Cloud {
	var clouds []charts.Cloud
	names := map[charts.Class]string{charts.Inside: "in control", charts.Signal: "signal", charts.Beyond: "beyond a limit"}
	for _, class := range []charts.Class{charts.Inside, charts.Signal, charts.Beyond} {
		if len(points[class]) > 0 {
			clouds = append(clouds, charts.Cloud{Name: names[class], Class: class, Data: points[class]})
		}
	}
	return clouds
}

func processCSV(r request, q qualityAsked) string {
	link := measuredCSV(r, q, "point")
	if q.points == individualPoints {
		link += "&subgroup=1"
	}
	return link
}

// measuredCSV is a table of what is measured.
func measuredCSV(r request, q qualityAsked, by string) string {
	link := csvLink(r, "quality/process", by)
	if q.measure != analysis.MeasureCT {
		link += "&measure=" + string(q.measure)
	}
	return link
}

func classOf(at analysis.ProcessPoint, limits spc.Limits) charts.Class {
	switch {
	case limits.Sigma() > 0 && (at.Value > limits.Upper || at.Value < limits.Lower):
		return charts.Beyond
	case at.Signal:
		return charts.Signal
	}
	return charts.Inside
}

func controlLimits(l spc.Limits, centre string) []charts.Limit {
	if l.Sigma() <= 0 {
		return nil
	}
	limits := []charts.Limit{
		{Kind: charts.Control, Value: l.Upper, Name: "UCL " + decimals(l.Upper, 2)},
		{Kind: charts.Mean, Value: l.Center, Name: centre + " " + decimals(l.Center, 2)},
	}
	if l.Lower != 0 { // of standard deviations it may be
		limits = append(limits, charts.Limit{Kind: charts.Control, Value: l.Lower, Name: "LCL " + decimals(l.Lower, 2)})
	}
	return limits
}

// firedEvents name the first alarm of each rule, else its first signal.
func firedEvents(p analysis.Process) []charts.Event {
	var events []charts.Event
	for _, f := range p.Fired {
		events = append(events, charts.Event{At: moment(p.Span, f.At), Name: firedWords(p, f)})
	}
	return events
}

func firedWords(p analysis.Process, f analysis.Fired) string {
	words := title(f.Name) + ", " + p.Local(f.At).Format("2 Jan 15:04")
	if !f.IsAlarm {
		words += ": no alarm"
	}
	return words
}

// levelEvents name the drifts and shifts of what is measured, the latest ones.
func levelEvents(p analysis.Process) []charts.Event {
	var events []charts.Event
	for _, e := range p.Events {
		if e.Measure == p.Measure && len(events) < levelsNamed {
			at := later(e.From, p.Local(p.FromUTC))
			events = append(events, charts.Event{At: localDay(at), Name: title(eventBrief(e)), Colour: "token:warn"})
		}
	}
	return events
}

func controlSummary(p analysis.Process) string {
	words := []string{p.Sentence}
	if p.Means.Sigma() > 0 {
		words = append(words, fmt.Sprintf("limits %s to %s %s, mean %s", decimals(p.Means.Lower, 2), decimals(p.Means.Upper, 2), p.Measure.Unit(), decimals(p.Means.Center, 2)))
	}
	for _, f := range p.Fired {
		words = append(words, firedWords(p, f)+", "+f.Text)
	}
	return strings.Join(words, "; ") + "."
}

// controlTable has the signals first to be seen, else the points: the first ones.
func controlTable(p analysis.Process) templates.Table {
	unit := p.Measure.Unit()
	spread := "Standard deviation, " + unit
	if p.Subgroup == 1 {
		spread = "Moving range, " + unit
	}
	table := templates.Table{
		Caption: fmt.Sprintf("The points in the order of time; of more than %d the signals alone, and of these the first. The CSV has all", controlRows),
		Columns: []templates.Column{
			{Name: "Time", Title: "of its last shot, on the plant's clock"}, {Name: "Value, " + unit, Number: true}, {Name: spread, Number: true, Low: "1"},
			{Name: "EWMA, " + unit, Number: true, Low: "1"}, {Name: "Signals of"}, {Name: "Alarm"},
		},
	}
	points := p.Points
	if len(points) > controlRows {
		points = slices.DeleteFunc(slices.Clone(points), func(at analysis.ProcessPoint) bool { return !at.Signal })
		points = points[:min(controlRows, len(points))]
	}
	judged := p.Means.Sigma() > 0
	for _, at := range points {
		cells := []templates.Cell{
			{Text: p.Local(at.At).Format("2 Jan 15:04:05"), Title: at.At.Format(time.RFC3339Nano)}, {Text: decimals(at.Value, 2), Title: exact(&at.Value, unit)},
			sigmaCell(at.Spread, unit), {Text: dash, Title: "no limits"}, {Text: orDash(at.Names())}, {Text: "no"},
		}
		if judged {
			cells[3] = templates.Cell{Text: decimals(at.EWMA, 2), Title: exact(&at.EWMA, unit)}
		}
		if at.Alarm {
			cells[5].Text = "yes"
		}
		table.Rows = append(table.Rows, templates.Row{Cells: cells})
	}
	return table
}

// besideChart sees what the control chart does not: small drifts, or the spread.
func (p *Pages) besideChart(r request, q qualityAsked, one analysis.Process, shown []analysis.ProcessPoint) (templates.Section, *templates.Chart, error) {
	section := templates.Section{ID: "beside"}
	words := map[processBeside]string{besideEWMA: "EWMA", besideCUSUM: "CUSUM", besideSpread: "S"}
	if one.Subgroup == 1 {
		words[besideSpread] = "MR"
	}
	for _, v := range processBesides() {
		section.Views = append(section.Views, templates.View{Text: words[v], URL: r.address.choose("beside", string(v), string(besideEWMA)).String(), Current: v == q.beside})
	}
	c := one.Config
	var picture charts.Points
	switch q.beside {
	case besideCUSUM:
		section.Head, section.Note = "CUSUM", fmt.Sprintf("k %s, h %s, in σ of the points; from 0 at the start of the range", plain(c.K), plain(c.H))
		picture = cusumPicture(one, shown)
	case besideSpread:
		section.Head, section.Note = "S, the standard deviation inside a point", baselineWords(one.Baseline)
		if one.Subgroup == 1 {
			section.Head = "MR, the distance to the shot before"
		}
		picture = spreadPicture(one, shown)
	default:
		section.Head, section.Note = "EWMA", fmt.Sprintf("λ %s, L %s; from the mean at the start of the range", plain(c.Lambda), plain(c.L))
		picture = ewmaPicture(one, shown)
	}
	drawn, err := picture.Draw()
	if err != nil {
		return section, nil, err
	}
	chart := r.chart("beside-data", drawn, section.Head+" of "+one.Tool+", "+section.Note+".", besideTable(q, one))
	chart.Class, chart.CSV = "small", processCSV(r, q)
	return section, &chart, nil
}

func ewmaPicture(p analysis.Process, shown []analysis.ProcessPoint) charts.Points {
	picture := processPicture(p, "EWMA")
	last := shown[len(shown)-1]
	average := charts.Path{Name: "EWMA", Gap: runBreak, Colour: "series-1", Width: 2}
	low := charts.Path{Name: "_low", Gap: 1e15, Colour: "bad", Width: 1.2, Dashed: true, End: "LCL " + decimals(last.EWMALow, 2)}
	high := low
	high.Name, high.End = "_high", "UCL "+decimals(last.EWMAHigh, 2)
	for _, at := range shown {
		ms := moment(p.Span, at.At)
		average.Data = append(average.Data, []float64{ms, at.EWMA})
		low.Data, high.Data = append(low.Data, []float64{ms, at.EWMALow}), append(high.Data, []float64{ms, at.EWMAHigh})
	}
	picture.Paths = []charts.Path{low, high, average}
	picture.Limits = []charts.Limit{{Kind: charts.Mean, Value: p.Means.Center, Name: "mean " + decimals(p.Means.Center, 2)}}
	picture.Events = firedOf(p, "EWMA")
	return picture
}

// firedOf is the first alarm of one way, if it made any.
func firedOf(p analysis.Process, name string) []charts.Event {
	for _, f := range p.Fired {
		if f.Name == name {
			return []charts.Event{{At: moment(p.Span, f.At), Name: firedWords(p, f)}}
		}
	}
	return nil
}

func cusumPicture(p analysis.Process, shown []analysis.ProcessPoint) charts.Points {
	picture := processPicture(p, "CUSUM")
	picture.Axis = charts.Axis{Unit: "σ", Format: charts.Number}
	up := charts.Path{Name: "upwards", Gap: runBreak, Colour: "series-1", Width: 2, End: "upwards"}
	down := charts.Path{Name: "downwards", Gap: runBreak, Colour: "series-2", Width: 2, End: "downwards"}
	for _, at := range shown {
		ms := moment(p.Span, at.At)
		up.Data, down.Data = append(up.Data, []float64{ms, at.High}), append(down.Data, []float64{ms, -at.Low})
	}
	picture.Paths = []charts.Path{up, down}
	h := p.Config.H
	picture.Limits = []charts.Limit{{Kind: charts.Control, Value: h, Name: "h " + plain(h)}, {Kind: charts.Control, Value: -h, Name: "−h"}}
	picture.Events = firedOf(p, "CUSUM")
	return picture
}

func spreadPicture(p analysis.Process, shown []analysis.ProcessPoint) charts.Points {
	name, centre := "S", "S̄"
	if p.Subgroup == 1 {
		name, centre = "MR", "M̄R̄"
	}
	picture := processPicture(p, name)
	path := charts.Path{Name: "_points", Gap: runBreak, Colour: "ink-3", Width: 0.8}
	clouds := map[charts.Class][][]float64{}
	for _, at := range shown {
		if at.Spread == nil {
			continue
		}
		point, class := []float64{moment(p.Span, at.At), *at.Spread}, charts.Inside
		if *at.Spread > p.Spreads.Upper || *at.Spread < p.Spreads.Lower {
			class = charts.Beyond
		}
		path.Data, clouds[class] = append(path.Data, point), append(clouds[class], point)
	}
	if p.Subgroup > 1 {
		picture.Paths = []charts.Path{path}
	}
	picture.Clouds = controlClouds(clouds)
	picture.Limits = controlLimits(p.Spreads, centre)
	return picture
}

func besideTable(q qualityAsked, p analysis.Process) templates.Table {
	unit := p.Measure.Unit()
	table := templates.Table{
		Caption: fmt.Sprintf("The last %d points; the CSV has all", controlRows),
		Columns: []templates.Column{{Name: "Time", Title: "on the plant's clock"}},
	}
	switch q.beside {
	case besideCUSUM:
		table.Columns = append(table.Columns, templates.Column{Name: "Upwards, σ", Number: true}, templates.Column{Name: "Downwards, σ", Number: true})
	case besideSpread:
		table.Columns = append(table.Columns, templates.Column{Name: "Value, " + unit, Number: true})
	default:
		table.Columns = append(table.Columns, templates.Column{Name: "EWMA, " + unit, Number: true}, templates.Column{Name: "Limits, " + unit, Number: true})
	}
	for _, at := range p.Points[max(0, len(p.Points)-controlRows):] {
		cells := []templates.Cell{{Text: p.Local(at.At).Format("2 Jan 15:04:05"), Title: at.At.Format(time.RFC3339Nano)}}
		switch q.beside {
		case besideCUSUM:
			cells = append(cells, templates.Cell{Text: decimals(at.High, 2)}, templates.Cell{Text: decimals(at.Low, 2)})
		case besideSpread:
			cells = append(cells, sigmaCell(at.Spread, unit))
		default:
			cells = append(cells, templates.Cell{Text: decimals(at.EWMA, 2), Title: exact(&at.EWMA, unit)}, templates.Cell{Text: decimals(at.EWMALow, 2) + "–" + decimals(at.EWMAHigh, 2)})
		}
		table.Rows = append(table.Rows, templates.Row{Cells: cells})
	}
	return table
}

// medianChart draws the daily medians that drifts and shifts are found in.
func (p *Pages) medianChart(r request, q qualityAsked, one analysis.Process) (templates.Section, *templates.Chart, error) {
	section := templates.Section{ID: "medians", Head: "Median by day", Note: "of production days; where drifts and shifts are found"}
	days := one.Shown()
	if len(days) == 0 {
		return section, nil, nil
	}
	unit := one.Measure.Unit()
	lines := charts.Lines{Name: "Daily medians of " + one.Tool, Axis: charts.Axis{Unit: unit, Format: charts.Tenths}}
	table := templates.Table{Caption: "Medians of the production days", Columns: []templates.Column{{Name: "Day"}, {Name: "Median, " + unit, Number: true}, {Name: "Shots", Number: true}}}
	var medians []*float64
	steps := map[time.Time]int{}
	at := 0
	for day := days[0].Date; !day.After(days[len(days)-1].Date); day = day.AddDate(0, 0, 1) {
		steps[day] = len(medians)
		lines.Labels = append(lines.Labels, day.Format("2 Jan"))
		lines.Links = append(lines.Links, "")
		lines.Moments = append(lines.Moments, localDay(day.Add(one.DayBegins)))
		if !days[at].Date.Equal(day) {
			medians = append(medians, nil)
			continue
		}
		lines.Links[len(medians)] = r.address.between(day.Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly)).String()
		medians = append(medians, &days[at].Median)
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: day.Format("Mon 2 Jan")}, {Text: decimals(days[at].Median, 2), Title: exact(&days[at].Median, unit)}, {Text: engine.Count(days[at].Shots)},
		}})
		at++
	}
	end := days[len(days)-1]
	lines.Moments = append(lines.Moments, localDay(end.Date.AddDate(0, 0, 1).Add(one.DayBegins)))
	last := end.Median
	lines.Series = []charts.Series{{Name: "median", Points: medians, Colour: 1, End: "median " + decimals(last, 1)}}
	lines.Limits = cycleLimits([]analysis.LimitStep{{Approved: one.Approved, L1Below: one.L1Below, L1Above: one.L1Above}})
	for _, e := range one.Events {
		from := later(e.From, days[0].Date)
		if step, ok := steps[from]; ok && e.Measure == one.Measure && len(lines.Events) < levelsNamed {
			lines.Events = append(lines.Events, charts.Event{At: float64(step), Name: title(eventBrief(e))})
		}
	}
	drawn, err := lines.Draw()
	if err != nil {
		return section, nil, err
	}
	chart := r.chart("medians-data", drawn, fmt.Sprintf("Daily medians of %s: %s %s at the end.", one.Tool, decimals(last, 1), unit), table)
	chart.CSV = measuredCSV(r, q, "day")
	return section, &chart, nil
}
