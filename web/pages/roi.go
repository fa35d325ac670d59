package pages

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/roi"
	"sprue/templates"
)

const roiPath = "/roi"

// ROIQuestions are about what lost time costs.
type ROIQuestions interface {
	ROI(ctx context.Context, q analysis.ROIQuestion) (analysis.ROIAnswer, error)
	Bridge(ctx context.Context, q analysis.ROIQuestion) (analysis.Bridge, error)
	WhatIf(ctx context.Context, q analysis.WhatIfQuestion) (analysis.WhatIf, error)
}

// roi answers: what does the lost time cost, and what pays to fix it?
func (p *Pages) roi(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	q, err := readROI(r.address)
	if err != nil {
		return err
	}
	r.address = r.address.with(countNow)
	d, lacking := p.askROI(c.Request().Context(), r, q)
	if lacking != nil && !errors.Is(lacking, analysis.ErrNoMargin) {
		return p.orFirstRun(c, lacking)
	}
	if d.trust.BuildID == 0 {
		return p.firstRun(c, d.trust)
	}
	frame, err := p.frame(c, r, "ROI", d.trust)
	if err != nil {
		return err
	}
	page := noMargin(r, lacking)
	if lacking == nil {
		if page, err = p.roiPage(c.Request().Context(), r, q, d); err != nil {
			return err
		}
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.ROI(page)))
}

// roiAsked is what the address asks beside range and filters.
type roiAsked struct {
	view  roi.View // "" leaves it to the economics
	by    engine.Grouping
	unit  bridgeUnit
	tools sorting[analysis.ROIRow]
	page  int // of the tools
	todo  todoView
	fix   whatIfAsked
	now   bool // what comes after the page is drawn with it
}

func readROI(a address) (q roiAsked, err error) {
	if text := a.values.Get("view"); text != "" {
		if q.view, err = roi.ParseView(text); err != nil {
			return q, err
		}
	}
	if q.by, err = engine.OneOf(a.values.Get("by"), lossGroupings(), "read by", "%q is none of its groupings"); err != nil {
		return q, err
	}
	if q.unit, err = engine.OneOf(a.values.Get("unit"), bridgeUnits(), "read unit", "%q is none of the bridge"); err != nil {
		return q, err
	}
	if q.tools, err = readSorting(cmp.Or(a.values.Get("sort"), costliest), roiColumns(""), "sort the tools"); err != nil {
		return q, err
	}
	if q.page, err = pageNumber(a.values.Get(toolsPage), lastPage); err != nil {
		return q, err
	}
	if q.todo, err = engine.OneOf(a.values.Get("todo"), todoViews(), "read todo", "%q is none of its views"); err != nil {
		return q, err
	}
	if q.now, err = engine.Truth(a.values.Get(countNow), countNow); err != nil {
		return q, err
	}
	q.now = q.now || q.todo != todoOpen
	q.fix, err = readWhatIf(a)
	return q, err
}

// roiData is what the page asks for.
type roiData struct {
	trust  analysis.Trust
	answer analysis.ROIAnswer   // by tool
	before *analysis.ROIFigures // of the period before; nil without one
	groups analysis.ROIAnswer   // by what the bars are for
	bridge analysis.Bridge
	whatIf analysis.WhatIf
	wrong  string                   // why there is no whatIf
	todo   analysis.Recommendations // if they are drawn with the page
}

// askROI asks all at once: what several of them need is computed once.
func (p *Pages) askROI(ctx context.Context, r request, q roiAsked) (d roiData, err error) {
	question := analysis.ROIQuestion{Filter: r.filter, View: q.view, By: engine.ByTool}
	if q.view == roi.Capacity {
		question.Rates.MarginPerPart = q.fix.margin // else the page cannot be had before one is configured
	}
	groups := question
	groups.By = q.by
	err = together(ctx,
		into(&d.trust, func(ctx context.Context) (analysis.Trust, error) { return p.Questions.Trust(ctx, r.filter) }),
		into(&d.bridge, func(ctx context.Context) (analysis.Bridge, error) { return p.Questions.Bridge(ctx, question) }),
		func(ctx context.Context) (err error) {
			if q.now {
				d.todo, err = p.Questions.Recommendations(ctx, analysis.RecommendQuestion{Filter: r.filter})
			}
			return err
		},
		into(&d.groups, func(ctx context.Context) (analysis.ROIAnswer, error) { return p.Questions.ROI(ctx, groups) }),
		func(ctx context.Context) (err error) {
			if d.answer, err = p.Questions.ROI(ctx, question); err != nil {
				return err
			}
			return together(ctx,
				func(ctx context.Context) (err error) {
					d.whatIf, d.wrong, err = p.askWhatIf(ctx, r, q, d.answer)
					return err
				},
				into(&d.before, func(ctx context.Context) (*analysis.ROIFigures, error) {
					return p.askBefore(ctx, r, question, d.answer.Range)
				}),
			)
		},
	)
	if errors.Is(err, analysis.ErrNoMargin) { // the page is there without its figures; the error has ended the other questions
		trust, failed := p.Questions.Trust(ctx, r.filter)
		if failed != nil {
			return d, failed
		}
		d.trust = trust
	}
	return d, err
}

// askBefore gives the total of the period before, if it is over and the data
// hold all of it.
func (p *Pages) askBefore(ctx context.Context, r request, q analysis.ROIQuestion, data analysis.Range) (*analysis.ROIFigures, error) {
	f, ok := p.earlier(r, data)
	if !ok {
		return nil, nil
	}
	q.Filter, q.By = f, engine.ByNone
	answer, err := p.Questions.ROI(ctx, q)
	return &answer.Total, err
}

// noMargin is the page where all is sold and nobody says what a part brings.
func noMargin(r request, err error) templates.ROIPage {
	var why *engine.Error
	if !errors.As(err, &why) {
		return templates.ROIPage{}
	}
	return templates.ROIPage{
		Head: templates.Head{Question: roiQuestion, Answer: "What a part brings is not known", Why: "The capacity view counts the parts that were not made, each with its margin."},
		Empty: &templates.Empty{
			Head: title(why.Doing) + ": " + why.Message, Text: title(why.Hint) + ". To try one, add margin=0.35 to the address.",
			Link: &templates.Link{Text: "Show the cost view", URL: r.address.with("view", string(roi.Cost)).String()},
		},
		Trust: templates.Trust{Computed: roiDefinitions()},
	}
}

const roiQuestion = "What does the lost time cost, and what pays to fix?"

func (p *Pages) roiPage(ctx context.Context, r request, q roiAsked, d roiData) (templates.ROIPage, error) {
	answer, why := headAndWhy(d.answer.Sentence)
	page := templates.ROIPage{
		Head:  templates.Head{Question: roiQuestion, Answer: answer, Why: why + " " + viewWords(d.answer.Question.View)},
		Trust: trustLine(r, d.trust),
	}
	page.Trust.Computed = roiDefinitions()
	if len(d.answer.Rows) == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = "No shots in this range", "", &empty
		return page, err
	}
	page.Tiles = roiTiles(d)
	page.Bridge, page.Steps = bridge(r, d.bridge, q.unit)
	page.Loss, page.Losses = losses(r, d.groups, q.by)
	page.WhatIf = whatIf(r, q, d)
	page.Todo, page.Later = todoPart(r, q, d.todo)
	page.Table = roiTable(r, d.answer, q.tools, q.page)
	return page, nil
}

// headAndWhy parts the sentence of the analysis: the first is the answer.
func headAndWhy(sentence string) (answer, why string) {
	answer, why, _ = strings.Cut(sentence, ". ")
	return headline(answer), why
}

func viewWords(v roi.View) string {
	if v == roi.Capacity {
		return "Capacity view: what the lost parts would have brought; never added to the cost view."
	}
	return "Cost view: what the lost hours cost; never added to the capacity view."
}

func roiDefinitions() []templates.Definition {
	return []templates.Definition{
		{Term: "Slow cycles", Text: "Slow, fast and normal shots longer than the approved cycle time by more than the tolerance (5 % unless set otherwise) lose all of their excess; shorter ones gain alike. Without an approved cycle time nothing is lost or gained."},
		{Term: "Stops", Text: "Downtime of the run rate, where it lies. In the bridge an interval counts whole where its shot does, and slow cycles are all that was longer than approved, inside the tolerance too."},
		{Term: "Cost view", Text: "Hours × (labour rate + machine rate), each tool, part, supplier and plant with the nearest rate of the configuration, before anything is added up."},
		{Term: "Capacity view", Text: "Parts that were not made × margin per part: true only where every extra part is sold."},
		{Term: "A year", Text: "As in the window, over its days with data; with annual_hours, over these. The range is the 10th to 90th percentile of 1,000 resamples of the production days. None under 24 production hours or 7 days."},
		{Term: "Bridge", Text: "Optimal parts at the approved pace and all nominal cavities, less stops, micro-stops and slow cycles, more fast ones, less blocked cavities, give the good parts: exactly, in parts and in hours."},
	}
}
