package main

import (
	"sprue/engine/analysis"
	"sprue/engine/store"
	"sprue/web"
)

// webServer makes the server of the pages on an open file.
func (a *app) webServer(s *store.Store) (*web.Server, error) {
	return web.New(a.file.Server.Config, web.Deps{
		Analysis: analysis.New(s, analysis.Config{Clock: a.Clock}),
		Clock:    a.Clock,
		Log:      a.log(),
	})
}
