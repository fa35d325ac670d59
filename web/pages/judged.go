package pages

import (
	"context"
	"fmt"
	"math"
	"time"

	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

const weeksShown = 10

// askJudged asks only where the address says so: it goes through all shots of the
// tool, so that the part comes after the page.
func (p *Pages) askJudged(ctx context.Context, r request, q toolAsked, d *toolData) error {
	if !q.now {
		return nil
	}
	j, err := p.Questions.Judgement(ctx, r.filter)
	d.judged = &j
	return err
}

func judgedDefinitions() []templates.Definition {
	return []templates.Definition{
		{Term: "Baseline", Text: "The earliest 500 shots or more over 3 production days or more in which the cycle time neither drifts nor shifts. Other days are pinned under quality.baselines of the configuration, as after a repair (docs/spc.md, Charts)."},
		{Term: "Verdict", Text: "Of an ISO week beside the baseline. Slower or faster: the medians are half a MAD or more apart, and by chance under 1 % of the time (Mann–Whitney). Else wider or narrower: the standard deviation is over 1.25 or under 0.8 times that of the baseline. The MAD is 1.4826 × the median distance from the median, 0.1 s at least."},
		{Term: "Best 4 hours", Text: "The lowest median of the slow, fast and normal shots of any 4 production hours, with 200 shots or more and a coefficient of variation under 3 %. The gap is the median of the range / it − 1."},
	}
}

// judgedPart is a tool beside what it is judged by.
func (p *Pages) judgedPart(r request, j analysis.Judgement) (templates.JudgedPart, error) {
	part := templates.JudgedPart{
		Section: templates.Section{
			ID: "judged", Head: "Beside its baseline", Note: p.judgedNote(j),
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "baselines", "period")}},
		},
		Answer: j.Sentence + ".", Words: judgedWords(j), Weeks: judgedWeeks(r, j),
	}
	if len(j.Weeks) == 0 {
		return part, nil
	}
	part.Tiles = p.judgedTiles(j)
	chart, err := p.judgedChart(r, j)
	part.Chart = chart
	part.Shape = templates.Section{ID: "shape", Head: "Cycle times", Note: "share of the shots · bars: baseline, line: " + j.Weeks[0].Name()}
	if j.Baseline.From.IsZero() {
		part.Shape.Note = "share of the shots · line: " + j.Weeks[0].Name()
	}
	return part, err
}

// judgedNote is which shots the baseline is.
func (p *Pages) judgedNote(j analysis.Judgement) string {
	words := ""
	if j.PartCode != "" {
		words = "part " + j.PartCode + " · "
	}
	b := j.Baseline
	if b.From.IsZero() {
		return words + "no baseline"
	}
	words += plural(b.Shots, "shot", "shots") + " from " + day(b.From, p.Clock()) + " to " + day(b.To.AddDate(0, 0, -1), p.Clock())
	if b.Pinned {
		words += ", pinned"
	}
	return words
}

// judgedWords are what a verdict means, and what can be done about the baseline.
func judgedWords(j analysis.Judgement) string {
	const pin = "If these days are not what it should be judged by, pin others: quality.baselines in sprue.yaml."
	if j.Meaning == "" {
		return pin
	}
	return j.Meaning + " " + pin
}

func (p *Pages) judgedTiles(j analysis.Judgement) []templates.Tile {
	w := j.Weeks[0]
	verdict := templates.Tile{Label: "Verdict, " + w.Name(), Title: "of the latest week of the range", Figure: templates.Figure{Text: orDash(w.Verdict)}, Note: "no baseline"}
	if w.Verdict != "" {
		verdict.Status, verdict.Word = templates.Watch, "to look at"
		if w.Verdict == "same" || w.Verdict == "narrower" {
			verdict.Status, verdict.Word = templates.Good, "as it was"
		}
		verdict.Note = chanceWords(w.Chance)
		verdict.Title += "; p: that ranks lie so far apart by chance"
	}
	median := templates.Tile{
		Label: "Median, s", Title: "of the slow, fast and normal shots of the week, beside that of the baseline",
		Figure: templates.Figure{Text: decimals(w.Median, 1), Exact: exact(&w.Median, "s")}, Note: "no baseline",
	}
	if base := j.Baseline.Median; base != nil {
		median.Note = "baseline " + decimals(*base, 1)
	}
	if w.Shift != nil && w.ShiftShare != nil {
		median.Change = change(100**w.ShiftShare, 1, " %")
		median.Change.Title = signedPlaces(*w.Shift, 2) + " s"
	}
	return append([]templates.Tile{verdict, median}, effectTile(w), spreadTile(j), p.bestTile(j.Best, j.Span), gapTile(j.Best))
}

func chanceWords(p *float64) string {
	switch {
	case p == nil:
		return ""
	case *p < 0.001:
		return "p < 0.001"
	}
	return "p " + decimals(*p, 3)
}

func effectTile(w analysis.JudgedWeek) templates.Tile {
	t := templates.Tile{Label: "Effect, MADs", Title: "shift of the median / MAD of the baseline", Figure: templates.Figure{Text: dash}, Note: "no baseline"}
	if w.Effect != nil {
		t.Figure = templates.Figure{Text: signedPlaces(*w.Effect, 1), Exact: exact(w.Effect, "")}
		t.Note = "0.5 and more counts"
	}
	return t
}

func spreadTile(j analysis.Judgement) templates.Tile {
	w := j.Weeks[0]
	t := templates.Tile{Label: "Spread, × baseline", Title: "standard deviation / that of the baseline", Figure: templates.Figure{Text: dash}, Note: "not known of both"}
	if w.SpreadRatio != nil && w.Deviation != nil && j.Baseline.Deviation != nil {
		t.Figure = templates.Figure{Text: decimals(*w.SpreadRatio, 2), Exact: exact(w.SpreadRatio, "")}
		t.Note = decimals(*w.Deviation, 2) + " s, baseline " + decimals(*j.Baseline.Deviation, 2) + " s"
	}
	return t
}

func (p *Pages) bestTile(b analysis.BestCycle, s analysis.Span) templates.Tile {
	t := templates.Tile{Label: "Best 4 hours, s", Title: "lowest median that it held over 4 production hours, of all time", Figure: templates.Figure{Text: dash}, Note: "no 4 hours were steady"}
	if b.CT != nil {
		t.Figure = templates.Figure{Text: decimals(*b.CT, 1), Exact: exact(b.CT, "s")}
		t.Note = "until " + p.moment(s.Local(b.To)) + ", " + plural(b.Shots, "shot", "shots")
	}
	return t
}

func gapTile(b analysis.BestCycle) templates.Tile {
	t := templates.Tile{Label: "Gap to best, %", Title: "median of the range / best 4 hours − 1", Figure: templates.Figure{Text: dash}, Note: "no best to compare with"}
	if b.Gap != nil && b.Median != nil {
		t.Figure = templates.Figure{Text: signed(100 * *b.Gap), Exact: exact(b.Gap, "")}
		t.Note = "median of the range " + decimals(*b.Median, 1) + " s"
	}
	return t
}

// judgedWeeks are the latest weeks of the range.
func judgedWeeks(r request, j analysis.Judgement) templates.TablePart {
	n := min(len(j.Weeks), weeksShown)
	part := templates.TablePart{
		Section: templates.Section{ID: "weeks", Head: "Weeks", Note: shown("the latest", n, int64(len(j.Weeks))) + "a row opens its shots"},
		Table: templates.Table{Caption: "Weeks beside the baseline", Columns: []templates.Column{
			{Name: "Week", Title: "ISO week"}, {Name: "Verdict"}, {Name: "Median, s", Number: true}, {Name: "Shift, s", Title: "of the median, from that of the baseline", Number: true},
			{Name: "Effect", Title: "shift in MADs of the baseline", Number: true, Low: "1"}, {Name: "Spread", Title: "standard deviation / that of the baseline", Number: true, Low: "1"},
			{Name: "Outside L1, %", Title: "share of the shots outside level 1", Number: true, Low: "1"},
		}},
		Empty: "No slow, fast or normal shots in this range.",
	}
	for _, w := range j.Weeks[:n] {
		url := r.opens(shotsPath).with("tool", j.Tool).between(w.From.Format(time.DateOnly), w.To.Format(time.DateOnly)).String()
		part.Table.Rows = append(part.Table.Rows, templates.Row{URL: url, Cells: []templates.Cell{
			{Text: w.Name(), Title: w.From.Format(time.DateOnly) + ", " + plural(w.Shots, "shot", "shots")}, {Text: orDash(w.Verdict), Title: chanceWords(w.Chance)},
			{Text: decimals(w.Median, 1), Title: exact(&w.Median, "s")}, signedCell(w.Shift, 2, "s"), signedCell(w.Effect, 1, ""), ratioCell(w.SpreadRatio), percentCell(w.OutsideL1),
		}})
	}
	return part
}

func signedCell(v *float64, places int, unit string) templates.Cell {
	if v == nil {
		return templates.Cell{Text: dash, Title: "no baseline"}
	}
	return templates.Cell{Text: signedPlaces(*v, places), Title: exact(v, unit)}
}

func ratioCell(v *float64) templates.Cell {
	if v == nil {
		return templates.Cell{Text: dash, Title: "not known of both"}
	}
	return templates.Cell{Text: decimals(*v, 2), Title: exact(v, "")}
}

// judgedChart lays the shots of the latest week over those of the baseline.
func (p *Pages) judgedChart(r request, j analysis.Judgement) (*templates.Chart, error) {
	if len(j.Bins) == 0 {
		return nil, nil
	}
	week := j.Weeks[0].Name()
	columns := charts.Columns{
		Name: "Cycle times of " + j.Tool + " beside its baseline", Axis: charts.Axis{Unit: "%", Format: charts.Percent}, Bins: true, XUnit: "cycle time, s",
		Bar: "baseline", Tone: "compare", Over: &charts.Over{Name: week},
	}
	table := templates.Table{Caption: "Shots by cycle time, of the baseline and of " + week, Columns: []templates.Column{
		{Name: "Cycle time, s"}, {Name: "Baseline, %", Number: true}, {Name: week + ", %", Number: true},
	}}
	then, now := shareOf(j.Baseline.Shots), shareOf(j.Weeks[0].Shots)
	first := j.Bins[0].CT
	for _, b := range j.Bins {
		for range int(math.Round(10*(b.CT-first))) - len(columns.Labels) {
			columns.Labels = append(columns.Labels, decimals(first+float64(len(columns.Labels))/10, 1))
			columns.Values, columns.Over.Values = append(columns.Values, number(0)), append(columns.Over.Values, number(0))
		}
		columns.Labels = append(columns.Labels, decimals(b.CT, 1))
		columns.Values, columns.Over.Values = append(columns.Values, then(b.Baseline)), append(columns.Over.Values, now(b.Week))
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: decimals(b.CT, 1)}, {Text: percent(then(b.Baseline)), Title: plural(b.Baseline, "shot", "shots")}, {Text: percent(now(b.Week)), Title: plural(b.Week, "shot", "shots")},
		}})
	}
	columns.Every = max(1, len(columns.Labels)/6)
	columns.Events = judgedMarks(j, first, len(columns.Labels))
	picture, err := columns.Draw()
	if err != nil {
		return nil, err
	}
	chart := r.chart("shape-data", picture, fmt.Sprintf("Cycle times of %s in %s beside its baseline: %s.", j.Tool, week, j.Sentence), table)
	return &chart, nil
}

// shareOf gives counts as a share of all; nil of none.
func shareOf(all int64) func(int64) *float64 {
	return func(n int64) *float64 {
		if all == 0 {
			return nil
		}
		return new(float64(n) / float64(all))
	}
}

// judgedMarks name the medians and what is approved, where they lie on the axis.
func judgedMarks(j analysis.Judgement, first float64, bins int) (events []charts.Event) {
	mark := func(value *float64, name, colour string) {
		if value == nil {
			return
		}
		share := (*value - first + 0.05) / (float64(bins) / 10)
		if share >= 0 && share <= 1 {
			events = append(events, charts.Event{Share: &share, Name: name + " " + decimals(*value, 1), Colour: colour})
		}
	}
	mark(j.Baseline.Approved, "approved", "token:ok")
	mark(j.Baseline.Median, "baseline", "token:ink-2")
	mark(&j.Weeks[0].Median, j.Weeks[0].Name(), "token:series-1")
	return events
}
