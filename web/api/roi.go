package api

import (
	"context"
	"io"
	"net/url"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/roi"
)

// ROIQuestions are what lost time costs and what is to be done about it.
type ROIQuestions interface {
	ROI(ctx context.Context, q analysis.ROIQuestion) (analysis.ROIAnswer, error)
	Bridge(ctx context.Context, q analysis.ROIQuestion) (analysis.Bridge, error)
	WhatIf(ctx context.Context, q analysis.WhatIfQuestion) (analysis.WhatIf, error)
}

func (a *API) roiRoutes(v1 *echo.Group) {
	v1.GET("/roi", a.table(a.roi))
	v1.GET("/roi/bridge", a.table(a.bridge))
	v1.POST("/roi/what-if", a.whatIf)
}

func (a *API) roi(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	by, err := engine.ParseGrouping(c.QueryParam("by"))
	if err != nil {
		return analysis.Table{}, err
	}
	view, err := roi.ParseView(c.QueryParam("view"))
	if err != nil {
		return analysis.Table{}, err
	}
	answer, err := a.Questions.ROI(ctx, analysis.ROIQuestion{Filter: f, By: by, View: view})
	return answer.Table(), err
}

func (a *API) bridge(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	view, err := roi.ParseView(c.QueryParam("view"))
	if err != nil {
		return analysis.Table{}, err
	}
	b, err := a.Questions.Bridge(ctx, analysis.ROIQuestion{Filter: f, View: view})
	return b.Table(), err
}

// whatIf asks what an investment brings: it changes nothing, and is no GET for
// the rates that nobody wants in an address.
func (a *API) whatIf(c echo.Context) error {
	q, err := readWhatIf(c.Request().Body)
	if err != nil {
		return err
	}
	q.Filter.Window = q.Filter.Window.Resolve(a.Clock())
	ctx := c.Request().Context()
	w, err := a.Questions.WhatIf(ctx, q)
	if err != nil {
		return err
	}
	trust, err := a.Questions.Trust(ctx, engine.Filter{})
	if err != nil {
		return err
	}
	return send(c, w.Table(), page{limit: 1}, trust)
}

// whatIf is a question as JSON; filters are as in an address.
type whatIf struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	Last      string   `json:"last"`
	Tools     []string `json:"tool"`
	Parts     []string `json:"part"`
	Suppliers []string `json:"supplier"`
	Locations []string `json:"location"`

	View       string   `json:"view"`
	Cost       *float64 `json:"invest"`      // money, now
	YearlyCost float64  `json:"yearly_cost"` // money a year
	Share      float64  `json:"share"`       // of the loss, 0..1
	Fixes      string   `json:"fixes"`       // of which loss
	TargetCT   float64  `json:"target_ct"`   // s

	LabourRate    *float64 `json:"labour_rate"` // in place of the configured ones
	MachineRate   *float64 `json:"machine_rate"`
	MarginPerPart *float64 `json:"margin_per_part"`
	SoldOut       *bool    `json:"sold_out"`
	AnnualHours   *float64 `json:"annual_hours"`
	DiscountRate  *float64 `json:"discount_rate"`
	HorizonYears  *int     `json:"horizon_years"`
}

func readWhatIf(body io.Reader) (analysis.WhatIfQuestion, error) {
	var w whatIf
	if err := readObject(body, &w, whatIfHint); err != nil {
		return analysis.WhatIfQuestion{}, err
	}
	if w.Cost == nil {
		return analysis.WhatIfQuestion{}, usage("invest is missing", whatIfHint)
	}
	values := url.Values{"tool": w.Tools, "part": w.Parts, "supplier": w.Suppliers, "location": w.Locations}
	for name, text := range map[string]string{"from": w.From, "to": w.To, "last": w.Last} {
		values.Set(name, text)
	}
	filter, err := engine.FilterFromValues(values)
	if err != nil {
		return analysis.WhatIfQuestion{}, err
	}
	view, err := roi.ParseView(w.View)
	if err != nil {
		return analysis.WhatIfQuestion{}, err
	}
	fixes, err := analysis.ParseFix(w.Fixes)
	return analysis.WhatIfQuestion{
		Filter: filter, View: view, Cost: *w.Cost, YearlyCost: w.YearlyCost, Share: w.Share, Fixes: fixes, TargetCT: w.TargetCT,
		Rates: roi.Economics{
			LabourRate: w.LabourRate, MachineRate: w.MachineRate, MarginPerPart: w.MarginPerPart, SoldOut: w.SoldOut,
			AnnualHours: w.AnnualHours, DiscountRate: w.DiscountRate, HorizonYears: w.HorizonYears,
		},
	}, err
}

const whatIfHint = `as {"tool": ["T-12"], "last": "3mo", "invest": 20000, "share": 0.5}`
