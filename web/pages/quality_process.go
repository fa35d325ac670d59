package pages

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/spc"
	"sprue/templates"
)

// processPoints is what a point of the control chart is.
type processPoints string

const (
	subgroupPoints   processPoints = "subgroups"
	individualPoints processPoints = "individuals"
)

func processPointsAll() []processPoints { return []processPoints{subgroupPoints, individualPoints} }

// processBeside is the chart under the control chart.
type processBeside string

const (
	besideEWMA   processBeside = "ewma"
	besideCUSUM  processBeside = "cusum"
	besideSpread processBeside = "spread"
)

func processBesides() []processBeside {
	return []processBeside{besideEWMA, besideCUSUM, besideSpread}
}

// process is the page of one tool.
func (p *Pages) process(ctx context.Context, r request, q qualityAsked) (templates.QualityPage, error) {
	question := analysis.ProcessQuestion{Filter: r.filter, Measure: q.measure}
	if q.points == individualPoints {
		question.Subgroup = 1
	}
	page := templates.QualityPage{Head: templates.Head{Back: p.backToProcesses(r)}}
	one, err := p.Questions.Process(ctx, question)
	if err != nil {
		return page, err
	}
	page.Head.Question = map[analysis.Measure]string{analysis.MeasureCT: "Is the process of ", analysis.MeasureTemperature: "Is the temperature of "}[q.measure] + one.Tool + " in control?"
	page.Head.Answer, page.Head.Why = headAndWhy(one.Sentence)
	if one.Moments.Shots == 0 {
		empty, err := p.emptyProcess(ctx, r, q)
		page.Empty = &empty
		return page, err
	}
	page.Tiles = processTiles(one)
	if page.Chart, err = p.processCharts(r, q, one); err != nil {
		return page, err
	}
	page.Events = new(processEvents(r, q, one.Events, one.Tool))
	return page, nil
}

// measureViews switch between what is measured of each shot.
func measureViews(r request, q qualityAsked) []templates.View {
	var views []templates.View
	for _, m := range analysis.Measures() {
		views = append(views, templates.View{
			Text: measureWords(m), URL: r.address.choose(measureKey, string(m), string(analysis.MeasureCT)).String(), Current: m == q.measure,
		})
	}
	return views
}

func measureWords(m analysis.Measure) string {
	if m == analysis.MeasureTemperature {
		return "Temperature"
	}
	return "Cycle time"
}

// emptyProcess leads back to the cycle time where a tool sends no temperatures.
func (p *Pages) emptyProcess(ctx context.Context, r request, q qualityAsked) (templates.Empty, error) {
	if q.measure == analysis.MeasureCT {
		return p.empty(ctx, r)
	}
	return templates.Empty{
		Head: "No temperature was measured in this range", Text: "Its counter sent none, or the tool made nothing; imputed ones are on no chart.",
		Link: &templates.Link{Text: "The cycle time", URL: r.address.with(measureKey).String()},
	}, nil
}

func (p *Pages) backToProcesses(r request) *templates.Link {
	return &templates.Link{Text: "All tools", URL: r.opens(qualityPath).with("tool").with("part").String()}
}

// processTiles are five figures of one tool: whether it is in control, how capable,
// where it goes, and how far signals may be trusted.
func processTiles(p analysis.Process) []templates.Tile {
	reason := capabilityReason(p.Moments, p.L1Below)
	if p.Measure == analysis.MeasureTemperature {
		return []templates.Tile{
			controlTile(p),
			momentTile("Mean, °C", "of all measured temperatures", p.Moments.Mean, plural(p.Moments.Shots, "shot", "shots")),
			momentTile("Standard deviation, °C", "of all of them", p.Moments.Deviation, "of all in the range"),
			driftTile(p.Drift(), p.Measure.Unit()),
			lagTile(p.Baseline),
		}
	}
	return []templates.Tile{
		controlTile(p),
		capableTile("Cpk, within", "the nearer L1 limit in units of 3σ from the mean; σ of neighbours; with its 95 % interval", p.Capability.Cpk, reason),
		capableTile("Ppk, overall", "the same with the standard deviation of all shots", p.Capability.Ppk, reason),
		driftTile(p.Drift(), p.Measure.Unit()),
		lagTile(p.Baseline),
	}
}

func momentTile(label, title string, v *float64, note string) templates.Tile {
	tile := templates.Tile{Label: label, Title: title, Figure: templates.Figure{Text: dash}, Note: "too few shots"}
	if v != nil {
		tile.Figure, tile.Note = templates.Figure{Text: decimals(*v, 1), Exact: exact(v, "°C")}, note
	}
	return tile
}

func controlTile(p analysis.Process) templates.Tile {
	signals, alarms := p.Counts()
	tile := templates.Tile{Label: "In control", Title: fmt.Sprintf("no alarm, no drift, no shift; %s of %s points signal, %s are alarms",
		engine.Count(signals), engine.Count(int64(len(p.Points))), engine.Count(alarms))}
	if len(p.Points) == 0 || p.Means.Sigma() <= 0 {
		tile.Title, tile.Figure, tile.Note = "no alarm, no drift, no shift", templates.Figure{Text: dash}, "too few shots for a control chart"
		return tile
	}
	tile.Figure, tile.Status, tile.Word = templates.Figure{Text: "Yes"}, templates.Good, "no alarm"
	if since := p.Since(); !since.IsZero() {
		tile.Figure, tile.Status, tile.Word = templates.Figure{Text: "Not quite"}, templates.Watch, "since "+p.Local(since).Format("2 Jan 15:04")
		tile.Note = p.Fired[0].Name + " first"
	}
	for _, e := range p.Events {
		if e.Measure == p.Measure {
			tile.Figure, tile.Status = templates.Figure{Text: "No"}, templates.Poor
			if alarms == 0 {
				tile.Word = e.Kind
			}
		}
	}
	return tile
}

func capableTile(label, title string, nearest *spc.Interval, reason string) templates.Tile {
	tile := templates.Tile{Label: label, Title: title, Figure: templates.Figure{Text: dash}, Note: reason}
	if nearest == nil {
		return tile
	}
	tile.Figure = templates.Figure{Text: decimals(nearest.Value, 2), Exact: exact(&nearest.Value, "")}
	tile.Status, tile.Word = capable(nearest.Value)
	tile.Note = intervalText(nearest)
	return tile
}

// capable is the usual reading of an index: 4σ of room, or 3σ.
func capable(index float64) (templates.Status, string) {
	switch {
	case index >= 4.0/3:
		return templates.Good, "capable"
	case index >= 1:
		return templates.Watch, "barely"
	}
	return templates.Poor, "not capable"
}

func driftTile(d *analysis.ProcessDrift, unit string) templates.Tile {
	tile := templates.Tile{Label: "Drift, " + unit + " in 28 days", Title: "Theil–Sen slope of the daily medians × 28 days, after the last shift"}
	if d == nil {
		tile.Figure, tile.Note = templates.Figure{Text: dash}, "under 10 days since the last shift"
		return tile
	}
	tile.Figure = templates.Figure{Text: signedPlaces(d.Value, 2), Exact: exact(&d.Value, unit)}
	tile.Note = "95 %: " + signedPlaces(d.Low, 2) + " to " + signedPlaces(d.High, 2)
	return tile
}

func lagTile(b analysis.ProcessBaseline) templates.Tile {
	tile := templates.Tile{Label: "Lag-1 autocorr., baseline", Title: "how much neighbouring shots resemble each other, −1 to 1"}
	if b.Trial {
		tile.Label = "Lag-1 autocorr., this range"
	}
	lag := b.Moments.Lag1
	if lag == nil {
		tile.Figure, tile.Note = templates.Figure{Text: dash}, "too few shots"
		return tile
	}
	tile.Figure = templates.Figure{Text: decimals(*lag, 2), Exact: exact(lag, "")}
	tile.Status, tile.Word = templates.Good, "signals count"
	if b.Moments.Resemble() {
		tile.Status, tile.Word, tile.Note = templates.Watch, "above 0.3", "alarms need persistence"
	}
	return tile
}

// capabilityPart is the indices in a table, and what they rest on.
func capabilityPart(r request, q qualityAsked, p analysis.Process) (templates.TablePart, []string) {
	part := templates.TablePart{Section: templates.Section{
		ID: "capability", Head: "Capability", Note: plural(p.Moments.Shots, "shot", "shots"),
		Tail: []templates.Link{{Text: "CSV", URL: measuredCSV(r, q, "summary")}},
	}}
	reason := "a temperature has no limits of level 1"
	if p.Measure == analysis.MeasureCT {
		reason = capabilityReason(p.Moments, p.L1Below)
		part.Table = indexTable(p, reason)
	}
	return part, capabilityNotes(p, reason)
}

func indexTable(p analysis.Process, reason string) templates.Table {
	table := templates.Table{Caption: "Capability", Columns: []templates.Column{
		{Name: "Index"}, {Name: "Value", Number: true}, {Name: "95 % interval", Number: true}, {Name: "σ, s", Number: true, Low: "1"},
	}}
	within := p.Moments.MeanRange
	if within != nil {
		within = new(spc.SigmaOfRanges(*within))
	}
	for _, row := range []struct {
		name, title string
		index       *spc.Interval
		sigma       *float64
	}{
		{"Cp", "room between the limits, by the σ of neighbours", p.Capability.Cp, within},
		{"Cpk", "room to the nearer limit, by the σ of neighbours", p.Capability.Cpk, within},
		{"Pp", "room between the limits, by the σ of all", p.Capability.Pp, p.Moments.Deviation},
		{"Ppk", "room to the nearer limit, by the σ of all", p.Capability.Ppk, p.Moments.Deviation},
	} {
		cells := []templates.Cell{{Text: row.name, Title: row.title}, {Text: dash, Title: reason}, {Text: dash, Title: reason}, sigmaCell(row.sigma, "s")}
		if i := row.index; i != nil {
			cells[1], cells[2] = templates.Cell{Text: decimals(i.Value, 2), Title: exact(&i.Value, "")}, templates.Cell{Text: intervalText(i)}
		}
		table.Rows = append(table.Rows, templates.Row{Cells: cells})
	}
	return table
}

// capabilityNotes are what the indices rest on; reason is why there are none.
func capabilityNotes(p analysis.Process, reason string) []string {
	notes := limitWords(p)
	if p.Capability.Cpk == nil {
		notes = append(notes, "No index: "+reason+".")
	}
	if words := p.NormalWords(); words != "" {
		notes = append(notes, words)
	}
	if p.Outliers > 0 {
		notes = append(notes, plural(p.Outliers, "outlier", "outliers")+" by the Hampel filter (11 shots, 3 × 1.4826 MAD) are in the figures.")
	}
	return notes
}

func sigmaCell(sigma *float64, unit string) templates.Cell {
	if sigma == nil {
		return templates.Cell{Text: dash, Title: "too few shots"}
	}
	return templates.Cell{Text: decimals(*sigma, 3), Title: exact(sigma, unit)}
}

// limitWords are the mean and what it is compared with.
func limitWords(p analysis.Process) []string {
	var words []string
	if p.Moments.Mean != nil {
		words = append(words, "mean "+decimals(*p.Moments.Mean, 2)+" "+p.Measure.Unit())
	}
	if p.L1Below != nil && p.L1Above != nil {
		words = append(words, "L1 limits "+decimals(*p.L1Below, 1)+"–"+decimals(*p.L1Above, 1)+" s")
	}
	if p.Approved != nil {
		words = append(words, "approved "+decimals(*p.Approved, 1)+" s")
	}
	if len(words) == 0 {
		return nil
	}
	return []string{title(strings.Join(words, ", ")) + "."}
}

// baselineWords are where the limits come from.
func baselineWords(b analysis.ProcessBaseline) string {
	if b.Trial {
		return "limits of this range: " + b.Missing()
	}
	first, last := b.From.Format("2"), b.To.AddDate(0, 0, -1)
	if b.From.Month() != last.Month() {
		first = b.From.Format("2 Jan")
	}
	words := "limits from the baseline, "
	if b.Pinned {
		words = "limits from the pinned baseline, "
	}
	return words + first + "–" + last.Format("2 Jan")
}

// localDay is a day as charts take it: ms on the plant's clock.
func localDay(d time.Time) float64 { return float64(d.UnixMilli()) }
