package pages

import (
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// Bare is the frame of a page without figures.
func (p *Pages) Bare(c echo.Context, title string) templates.Frame {
	return templates.Frame{
		Assets: p.Assets, Title: title, Theme: choiceOf(c, themeChoice()), Narrow: choiceOf(c, navChoice()) == navNarrow,
		Here: c.Request().URL.RequestURI(), Nav: p.nav(c), At: lastEvent(c),
	}
}

// frame is the frame of a page about what a filter leaves.
func (p *Pages) frame(c echo.Context, r request, title string, trust analysis.Trust) (templates.Frame, error) {
	f := p.Bare(c, title)
	all, err := p.choices.of(c.Request().Context(), p.Questions, trust)
	if err != nil {
		return templates.Frame{}, err
	}
	f.Range = p.rangePicker(r)
	f.Filters = filterBar(r)
	f.Age = p.dataAge(trust)
	f.Foot = foot(trust, all)
	if h := p.health(); h.Failures > 0 {
		f.Banners = append(f.Banners, failedBanner(h))
	}
	if trust.Stale {
		f.Banners = append(f.Banners, staleBanner(trust))
	}
	if trust.Poor() {
		f.Banners = append(f.Banners, poorBanner(r, trust))
	}
	return f, nil
}

func (p *Pages) rangePicker(r request) *templates.RangePicker {
	now := p.Clock().UTC()
	picker := &templates.RangePicker{
		Name: dates(r.window, now), Action: r.address.path,
		Keep: hidden(r.address, "from", "to", "last", "until"),
	}
	if span := r.filter.Window.Last; !span.IsZero() {
		picker.Name, picker.Dates = title(span.Words()), dates(r.window, now)
	}
	for _, span := range []engine.Span{engine.Today, engine.Yesterday, "24h", "7d", "28d", "90d", "12mo"} {
		preset := templates.Preset{Name: title(span.Words()), URL: r.address.last(span).String(), Current: span == r.filter.Window.Last}
		if w := (engine.Window{Last: span}).Resolve(now); w.Dates() {
			preset.Dates = dates(w, now)
		}
		picker.Presets = append(picker.Presets, preset)
	}
	if r.window.From.IsDate {
		picker.From = r.window.From.String()
	}
	if r.window.To.IsDate {
		picker.Until = r.window.To.Time.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	picker.Compare = compareControl(r)
	return picker
}

// compareControl switches the comparison, where there is a period before.
func compareControl(r request) *templates.Compare {
	if _, ok := r.window.Previous(); !ok {
		return nil
	}
	other := comparePrevious
	if r.compare {
		other = compareNone
	}
	return &templates.Compare{Name: previousName(r), On: r.compare, URL: r.address.with("compare", other).String()}
}

func (p *Pages) dataAge(t analysis.Trust) *templates.DataAge {
	if t.SyncedUTC.IsZero() {
		return &templates.DataAge{Status: templates.NoSignal, Text: "No data yet", Title: "nothing was mirrored"}
	}
	status := templates.Good
	if t.Stale {
		status = templates.Watch
	}
	told := &templates.DataAge{
		Status: status,
		Text:   "Synced " + age(t.SyncAge) + " ago",
		Title:  "last mirrored " + t.SyncedUTC.Format(time.RFC3339),
		Since:  t.SyncedUTC.UTC().Format(time.RFC3339),
	}
	if !t.LastShotUTC.IsZero() {
		told.More = "last shot " + t.LastShot.Format("2 Jan 15:04") + " " + zoneName(t)
		told.Title += "; last shot of these tools " + t.LastShotUTC.UTC().Format(time.RFC3339)
	}
	return told
}

func staleBanner(t analysis.Trust) templates.Banner {
	return templates.Banner{
		Rank:   templates.StaleData,
		Status: templates.Watch,
		Head:   "Stale: nothing mirrored since " + t.SyncedUTC.Format("2 Jan 15:04") + " UTC",
		Text:   "The figures are those of " + age(t.SyncAge) + " ago. Run sprue sync, then sprue build, or serve with --every 1m.",
	}
}

// poorBanner leads to the tools that the doubt is about.
func poorBanner(r request, t analysis.Trust) templates.Banner {
	return templates.Banner{
		Rank:   templates.PoorData,
		Status: templates.Watch,
		Head:   "Poor data: quality score " + decimals(*t.QualityScore, 0) + " of 100 in this range",
		Text:   "Take the figures with care.",
		Link:   &templates.Link{Text: "Tools in doubt", URL: doubtsPath(r)},
	}
}

func foot(t analysis.Trust, all lists) []string {
	if t.BuildID == 0 {
		return nil
	}
	return []string{
		"Build " + buildName(t.BuildID) + " · " + t.BuiltUTC.Format("15:04"),
		plural(int64(len(all.tools)), "tool", "tools") + " · " + plural(int64(len(all.locations)), "plant", "plants"),
	}
}

// hidden keeps the query of an address in a form, but for some names.
func hidden(a address, but ...string) []templates.Hidden {
	rest := a
	for _, name := range but {
		rest = rest.with(name)
	}
	var fields []templates.Hidden
	for _, name := range sortedNames(rest.values) {
		for _, value := range rest.values[name] {
			fields = append(fields, templates.Hidden{Name: name, Value: value})
		}
	}
	return fields
}
