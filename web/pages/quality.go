package pages

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

const qualityPath = "/quality"

// ProcessQuestions are whether processes are in control, and data can be trusted.
type ProcessQuestions interface {
	Processes(ctx context.Context, f engine.Filter) (analysis.Processes, error)
	ProcessFigures(ctx context.Context, f engine.Filter) ([]analysis.ProcessFigures, error)
	Process(ctx context.Context, q analysis.ProcessQuestion) (analysis.Process, error)
	DataQuality(ctx context.Context, f engine.Filter) (analysis.DataQuality, error)
	DataScore(ctx context.Context, f engine.Filter) (analysis.DataScore, error)
	Reconciled(ctx context.Context, f engine.Filter) ([]analysis.Reconciled, error)
}

// quality answers: is the process in control? Or: can the data be trusted?
func (p *Pages) quality(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	q, err := readQuality(&r)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	trust, err := p.Questions.Trust(ctx, r.filter)
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if trust.BuildID == 0 {
		return p.firstRun(c, trust)
	}
	frame, err := p.frame(c, r, "Quality", trust)
	if err != nil {
		return err
	}
	ask, computed := p.processes, processDefinitions()
	switch {
	case q.tab == dataTab:
		ask, computed = p.data, dataDefinitions()
	case len(r.filter.Tools) == 1:
		ask, frame.Range.Compare = p.process, nil // points are not compared with the period before
	}
	page, err := ask(ctx, r, q)
	if err != nil {
		return err
	}
	page.Tabs = qualityTabs(r, q.tab, trust)
	page.Trust = trustLine(r, trust)
	page.Trust.Computed = computed
	return render(c, http.StatusOK, templates.Layout(frame, templates.Quality(page)))
}

// qualityAsked is what the address asks beside range and filters.
type qualityAsked struct {
	tab     qualityTab
	order   sorting[processRow]
	page    int
	events  int  // page of the events
	now     bool // count the processes, or compare two counts, however long it takes
	counted int  // as many are counted, a step further than before
	measure analysis.Measure
	points  processPoints
	beside  processBeside
	tools   sorting[analysis.DataScore]

	anomalies int // page of them
}

// qualityTab is one of the two pages that share an address.
type qualityTab string

const (
	processTab qualityTab = "process"
	dataTab    qualityTab = "data"
)

func qualityTabsAll() []qualityTab { return []qualityTab{processTab, dataTab} }

// dataPath is the tab about the data, in the range and filters of a page.
func dataPath(r request) address { return r.opens(qualityPath).with("tab", string(dataTab)) }

// qualityTabs lead from the one to the other, with range and filters.
func qualityTabs(r request, shown qualityTab, t analysis.Trust) []templates.View {
	data := templates.View{Text: "Data", URL: dataPath(r).String(), Current: shown == dataTab}
	if t.Poor() {
		data.Badge = &templates.Badge{Text: "poor", Tone: "poor", Title: "quality score " + decimals(*t.QualityScore, 0) + " of 100 in this range"}
	}
	return []templates.View{{Text: "Process", URL: r.opens(qualityPath).String(), Current: shown == processTab}, data}
}

// Names in an address.
const (
	processSort = "sort"
	processPage = "page"
	eventsPage  = "events"
	countNow    = "count"
	countedRows = "counted"
	measureKey  = "measure"
)

func readQuality(r *request) (q qualityAsked, err error) {
	values := r.address.values
	steps := []func() error{
		func() error {
			q.tab, err = engine.OneOf(values.Get("tab"), qualityTabsAll(), "read tab", "%q is none of the tabs")
			return err
		},
		func() error { q.tools, err = readDataSort(values.Get(dataSort)); return err },
		func() error { q.order, err = readProcessSort(values.Get(processSort)); return err },
		func() error { q.page, err = pageNumber(values.Get(processPage), lastPage); return err },
		func() error { q.events, err = pageNumber(values.Get(eventsPage), lastPage); return err },
		func() error { q.anomalies, err = pageNumber(values.Get(anomalyPage), lastPage); return err },
		func() error { q.now, err = engine.Truth(values.Get(countNow), countNow); return err },
		func() error { q.counted, err = readCounted(values.Get(countedRows)); return err },
		func() error {
			q.measure, err = engine.OneOf(values.Get(measureKey), analysis.Measures(), "read measure", "%q is not measured")
			return err
		},
		func() error {
			q.points, err = engine.OneOf(values.Get("points"), processPointsAll(), "read points", "%q is no kind of points")
			return err
		},
		func() error {
			q.beside, err = engine.OneOf(values.Get("beside"), processBesides(), "read beside", "%q is none of the charts")
			return err
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return q, err
		}
	}
	r.address = r.address.with(countNow).with(countedRows)
	return q, nil
}

// readCounted is a whole number of rows.
func readCounted(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, &engine.Error{
			Code: engine.CodeUsage, Doing: "count the processes",
			Message: fmt.Sprintf("counted is %q", text), Hint: "write a whole number of rows, or leave it out",
		}
	}
	return n, nil
}

func processDefinitions() []templates.Definition {
	return []templates.Definition{
		{Term: "Process", Text: "A tool on a part: its slow, fast and normal shots; long and idle ones are stops. Daily medians are of all shots that are not idle."},
		{Term: "Limits", Text: "From the baseline, frozen: the earliest stretch of 500 shots or more on 3 production days or more without a drift or a shift. X̿ ± A₃ S̄ of subgroups of consecutive shots, mean ± 2.66 MR̄ of single ones. Without a baseline they are the range's own."},
		{Term: "Signals, alarms", Text: "A point that one of the rules that are on speaks of (1, 2 and the EWMA unless set otherwise) is a signal. Shots that follow each other resemble each other: an alarm needs signals at 3 of the last 5 points unless set otherwise. All points are judged, drawn or not."},
		{Term: "Cpk, Ppk", Text: "The nearer of the two L1 limits in force at the end of the range, in units of 3σ from the mean: σ is MR̄/d₂ for Cp and Cpk, the standard deviation of all for Pp and Ppk. 95 % intervals; none under 100 shots. With a distribution that is not normal they are no share of bad shots."},
		{Term: "Drift", Text: "Theil–Sen slope of the daily medians × 28 days, with its 95 % interval: of the last 28 days of the range at most, after the last shift in it, from 10 days with 20 shots or more."},
		{Term: "Lag-1 autocorrelation", Text: "How much neighbouring shots of the baseline resemble each other, −1 to 1. Above 0.3 rules made for independent values fire too often: single signals say little."},
		{Term: "Shift, drift", Text: "A shift: the level of the daily medians changes by 2 % or more for 3 days or more. A drift: their slope over 28 days is no chance and passes 2 %. Found by each build (mart.process_event)."},
	}
}
