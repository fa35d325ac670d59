package pages

import (
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// overviewTiles are five figures, each with the way to what is behind it.
func (p *Pages) overviewTiles(r request, d overviewData) []templates.Tile {
	all := p.tilesOf(r, d.overview.Fleet)
	efficiency, stability, downtime := all[0], all[1], all[5]
	points, step := filled(d.trend, r.window), stepName(d.trend.Step)
	efficiency.Spark = spark("Efficiency by "+step, points, analysis.Point.Efficiency)
	stability.Spark = spark("Stability by "+step, points, analysis.Point.Stability)
	downtime.Spark = spark("Downtime by "+step, points, ran(func(f analysis.Figures) int64 { return f.DowntimeUS }))
	for _, t := range []*templates.Tile{&efficiency, &stability, &downtime} {
		t.URL = r.opens("/run-rate").String()
	}
	return []templates.Tile{p.runningTile(r, d), efficiency, stability, downtime, p.doubtsTile(r, d, points)}
}

// runningTile knows nothing where the mirror is too old to tell.
func (p *Pages) runningTile(r request, d overviewData) templates.Tile {
	o := d.overview
	tile := templates.Tile{
		Label: "Running now", Title: "tools that made a shot within three of their cycles, at least five minutes",
		URL:    r.opens("/tools").with("sort", "state").String(),
		Figure: templates.Figure{Text: engine.Count(int64(o.Now[analysis.Running])), Of: ofTools(o.Known)},
		Spark:  activeSpark(d.heat),
	}
	if o.Stale {
		tile.Figure = templates.Figure{Text: dash, Of: ofTools(o.Known)}
		tile.Marks = []templates.Mark{{Status: templates.NoSignal, Word: "not known: no sync since " + p.moment(o.AsOf)}}
		return tile
	}
	for _, m := range []struct {
		status templates.Status
		word   string
		count  int
	}{
		{templates.Poor, "stopped", o.Now[analysis.Stopped]},
		{templates.NoSignal, "no data", o.Now[analysis.NoData] + o.Now[analysis.NoSignal]},
		{templates.Off, "off", o.Now[analysis.Off] + o.Now[analysis.PlannedOff]},
	} {
		if m.count > 0 {
			tile.Marks = append(tile.Marks, templates.Mark{Status: m.status, Word: engine.Count(int64(m.count)) + " " + m.word})
		}
	}
	return tile
}

func (p *Pages) doubtsTile(r request, d overviewData, points []analysis.Point) templates.Tile {
	o := d.overview
	tile := templates.Tile{
		Label: "Data doubts", Title: "tools that lack shots, an approved cycle time or good data",
		URL:    doubtsPath(r),
		Figure: templates.Figure{Text: engine.Count(int64(o.Doubts.Tools)), Of: ofTools(o.Tools)},
		Status: templates.Good, Word: "none",
		Spark: spark("Doubtful downtime by "+stepName(d.trend.Step), points, ran(func(f analysis.Figures) int64 { return f.DoubtfulUS })),
	}
	if o.Doubts.Tools > 0 {
		tile.Status, tile.Word = templates.Watch, "doubtful"
		tile.Reason = &templates.Link{Text: "why", URL: dataPath(r).String()}
	}
	if before := comparable(r, o.Fleet); before != nil {
		tile.Change = hoursChange(before, o.Total.DoubtfulUS, before.DoubtfulUS)
	}
	if tile.Change != nil {
		tile.Change.Text += " h"
		tile.Change.Title = "doubtful downtime beside the " + previousName(r)
	}
	return tile
}

func ofTools(n int) string { return "of " + plural(int64(n), "tool", "tools") }

// comparable is the period before, nil where it is not compared with.
func comparable(r request, f analysis.Fleet) *analysis.Figures {
	if !r.compare || partial(r, f) != "" {
		return nil
	}
	return f.Before
}

// doubtsPath leads to the tools, those in doubt on top.
func doubtsPath(r request) string { return r.opens("/tools").with("sort", "-doubts").String() }

func spark(title string, points []analysis.Point, of func(analysis.Point) *float64) *templates.Spark {
	return &templates.Spark{Title: title, Points: valuesOf(points, of)}
}

// ran leaves a gap where nothing ran.
func ran(of func(analysis.Figures) int64) func(analysis.Point) *float64 {
	return func(f analysis.Point) *float64 {
		if f.RunTimeUS == 0 {
			return nil
		}
		return number(of(f.Figures))
	}
}

func activeSpark(m analysis.HeatMap) *templates.Spark {
	s := &templates.Spark{Title: "Tools that made shots by " + stretch(m.Width)}
	for _, count := range m.Active() {
		s.Points = append(s.Points, number(count))
	}
	return s
}
