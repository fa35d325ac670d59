package answers

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/roi"
)

// ROI is remembered.
func (a *Answers) ROI(ctx context.Context, q analysis.ROIQuestion) (analysis.ROIAnswer, error) {
	q.Filter.Window = q.Filter.Window.Resolve(a.clock())
	return remembered(ctx, a, "roi", []any{q.Filter, q.By, q.View, behindRates(q.Rates)}, func(ctx context.Context) (analysis.ROIAnswer, error) {
		return a.of.ROI(ctx, q)
	})
}

// Bridge is remembered.
func (a *Answers) Bridge(ctx context.Context, q analysis.ROIQuestion) (analysis.Bridge, error) {
	q.Filter.Window = q.Filter.Window.Resolve(a.clock())
	return remembered(ctx, a, "bridge", []any{q.Filter, q.View, behindRates(q.Rates)}, func(ctx context.Context) (analysis.Bridge, error) {
		return a.of.Bridge(ctx, q)
	})
}

// WhatIf is remembered.
func (a *Answers) WhatIf(ctx context.Context, q analysis.WhatIfQuestion) (analysis.WhatIf, error) {
	q.Filter.Window = q.Filter.Window.Resolve(a.clock())
	rest := q
	rest.Rates = roi.Economics{}
	return remembered(ctx, a, "what if", []any{rest, behindRates(q.Rates)}, func(ctx context.Context) (analysis.WhatIf, error) {
		return a.of.WhatIf(ctx, q)
	})
}

// Recommendations is remembered.
func (a *Answers) Recommendations(ctx context.Context, q analysis.RecommendQuestion) (analysis.Recommendations, error) {
	return with(ctx, a, "recommendations", q.Filter, q.Statuses, func(ctx context.Context, f engine.Filter, s []analysis.Status) (analysis.Recommendations, error) {
		return a.of.Recommendations(ctx, analysis.RecommendQuestion{Filter: f, Statuses: s})
	})
}

// SetStatus is no question.
func (a *Answers) SetStatus(ctx context.Context, w analysis.Writer, c analysis.StatusChange) (analysis.Recommendation, error) {
	return a.of.SetStatus(ctx, w, c)
}

// behindRates is what the pointers of rates lead to, which tells them apart.
func behindRates(rates roi.Economics) string {
	var key strings.Builder
	for v, i := reflect.ValueOf(rates), 0; i < v.NumField(); i++ {
		_, _ = fmt.Fprint(&key, reflect.Indirect(v.Field(i)), " ")
	}
	return key.String()
}
