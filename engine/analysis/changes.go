package analysis

import (
	"context"
	"slices"

	"sprue/engine"
)

// Changes is what happened to one tool in a window, and what it is measured by.
type Changes struct {
	Span
	Limits []LimitStep // in the order of time
	Events []Event     // in the order of time, stops left out
}

// Changes of the filter's tool, which must be one.
func (a *Analysis) Changes(ctx context.Context, f engine.Filter) (Changes, error) {
	v, err := a.view(ctx, f)
	if err != nil {
		return Changes{}, err
	}
	out := Changes{Span: v.Span}
	err = atOnce(ctx,
		func(ctx context.Context) (err error) { out.Limits, err = a.limits(ctx, v); return err },
		func(ctx context.Context) (err error) { out.Events, err = a.events(ctx, v); return err },
	)
	out.Events = withChanges(slices.DeleteFunc(out.Events, func(e Event) bool { return !e.UntilUTC.IsZero() }), out.Limits)
	return out, err
}
