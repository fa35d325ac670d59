package pages

import (
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// earlier is the filter of the period before, if the page is compared with it: the
// range is over, and the data hold all of that period.
func (p *Pages) earlier(r request, data analysis.Range) (engine.Filter, bool) {
	f := r.filter
	window, ok := r.window.Previous()
	f.Window = window
	return f, ok && r.compare && !data.First.After(window.From.Time) && !r.window.To.Time.After(p.Clock())
}

// turned sets by how much a tile's figure differs from that of the period before.
func turned(t *templates.Tile, now, then float64, places int, r request) {
	t.Change = change(now-then, places, "")
	t.Change.Title = decimals(then, places) + " in the " + previousName(r)
}
