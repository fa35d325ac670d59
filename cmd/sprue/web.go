package main

import (
	"context"
	"time"

	"sprue/engine/analysis"
	"sprue/engine/lineage"
	"sprue/engine/quality"
	"sprue/engine/snapshot"
	"sprue/engine/store"
	"sprue/web"
	"sprue/web/answers"
	"sprue/web/api"
)

// webServer makes the server of the pages on an open file that is kept fresh
// every so often.
func (a *app) webServer(s *store.Store, every time.Duration) (*web.Server, error) {
	asked := analysis.New(s, analysis.Config{
		Clock: a.Clock, Freshness: freshness(every),
		PrunedText: a.prunedText(s), ROI: a.file.ROI, SPC: a.file.Quality.SPC,
		Good: a.file.Server.Config.Good, Watch: a.file.Server.Config.Watch,
	})
	return web.New(a.file.Server.Config, web.Deps{
		Analysis: answers.New(asked, s, answers.Config{Clock: a.Clock}),
		Clock:    a.Clock,
		Log:      a.log(),
		Events:   a.Events,
		State:    s,
		Sources: api.Sources{
			Check: func(ctx context.Context) (quality.Report, error) {
				return quality.Checker{Store: s, Config: a.file.Quality, Clock: a.Clock}.Check(ctx, "")
			},
			Lineage:   func(ctx context.Context) (*lineage.Graph, error) { return lineage.Load(ctx, s) },
			Snapshots: func() ([]snapshot.Manifest, error) { return a.library().List() },
			Writer:    s,
		},
	})
}

// freshness is how old a mirror may be before nothing is shown as live: a few
// rounds where the server mirrors by itself, but long enough for a slow one;
// else 0, the standard of package analysis.
func freshness(every time.Duration) time.Duration {
	if every <= 0 {
		return 0
	}
	return max(3*every, 10*time.Minute)
}
