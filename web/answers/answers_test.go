package answers_test

import (
	"context"
	"database/sql"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/roi"
	"sprue/engine/store"
	"sprue/web/answers"
)

// questions has a call for each question, by the name of its method; asked of
// both an Analysis and Answers.
func (p *plant) questions() map[string][]any {
	p.Helper()
	week := engine.Filter{Window: engine.Window{Last: "7d"}}
	tools, err := p.analysis.Tools(p.Context(), week)
	if err != nil || len(tools) == 0 {
		p.Fatalf("%d tools: %v", len(tools), err)
	}
	one := week
	one.Tools = []string{tools[0].Code}
	runs, err := p.analysis.Runs(p.Context(), one, analysis.List{Limit: 1})
	if err != nil || len(runs) != 1 {
		p.Fatalf("%d runs: %v", len(runs), err)
	}
	stops, err := p.analysis.Stops(p.Context(), week, analysis.Largest, 1)
	if err != nil || len(stops) != 1 {
		p.Fatalf("%d stops: %v", len(stops), err)
	}
	shot := analysis.ShotRef{Tool: tools[0].Code, At: runs[0].EndUTC}
	list := analysis.List{Limit: 10}
	return map[string][]any{
		"Fleet": {week}, "Tools": {week}, "Trust": {week}, "Pareto": {week}, "Histogram": {one},
		"Trend": {week, engine.ByDay}, "PlannedTrend": {week, engine.ByDay}, "Leaders": {week, engine.BySupplier}, "Slices": {week, analysis.SliceHour},
		"Overview": {week, 3}, "Worst": {week, 3}, "HeatMap": {week, analysis.HeatStability}, "Runs": {week, analysis.List{Sort: "stability", Limit: 10}},
		"ROI": {analysis.ROIQuestion{Filter: week, By: engine.ByTool}}, "Bridge": {analysis.ROIQuestion{Filter: week}},
		"Recommendations": {analysis.RecommendQuestion{Filter: week, Statuses: []analysis.Status{analysis.StatusNew}}},
		"Benchmark":       {week},
		"Sessions":        {one, analysis.SessionsByOne, 10},
		"Baselines":       {engine.Filter{Tools: one.Tools}, 10},
		"Periods":         {one, 10},
		"Best":            {one, 10},
		"Judgement":       {one},
		"Processes":       {week}, "ProcessFigures": {week}, "DataQuality": {week}, "DataScore": {week}, "Reconciled": {week}, "Process": {analysis.ProcessQuestion{Filter: one}},
		"EndOfLife":   {engine.Filter{Tools: one.Tools}},
		"WhatIf":      {analysis.WhatIfQuestion{Filter: one, Cost: 1000, TargetCT: 20, Rates: roi.Economics{LabourRate: new(50.0)}}},
		"RunRate":     {analysis.Question{Filter: week, By: engine.ByTool}},
		"Sensitivity": {week}, "Effectiveness": {week},
		"Timeline": {week, analysis.TimelineQuestion{Pixels: 100}}, "TimelineDays": {one, 3, 100}, "Changes": {one}, "Listing": {week, analysis.QualityDays, 10}, "Directory": {week, analysis.DirectoryQuestion{Spark: analysis.HeatShots}},
		"Kiosk": {week, true}, "Stops": {week, analysis.Largest, 10}, "StopsPage": {week, analysis.StopCut{Causes: []string{"gap"}}, list},
		"Shots": {one, analysis.ShotsQuestion{Pixels: 50}}, "Temperature": {one, time.Time{}}, "ShotList": {one, list},
		"RunShots": {runs[0].ID, list}, "Neighbours": {shot, 3}, "Trace": {shot},
		"ShotPage": {one, []string{"normal"}, list}, "RunWindow": {runs[0].ID}, "StopWindow": {stops[0].ID},
	}
}

// ask calls a method and gives all its results but the error.
func (p *plant) ask(of any, name string, args []any) []any {
	p.Helper()
	in := []reflect.Value{reflect.ValueOf(p.Context())}
	for _, arg := range args {
		in = append(in, reflect.ValueOf(arg))
	}
	out := reflect.ValueOf(of).MethodByName(name).Call(in)
	if err, failed := out[len(out)-1].Interface().(error); failed {
		p.Fatalf("%s: %v", name, err)
	}
	var results []any
	for _, v := range out[:len(out)-1] {
		results = append(results, v.Interface())
	}
	return results
}

// counted counts what a plant is asked.
type counted struct {
	analysis.Reader
	queries atomic.Int64
}

func (c *counted) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	c.queries.Add(1)
	return c.Reader.Query(ctx, query, args...)
}

func (c *counted) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	c.queries.Add(1)
	return c.Reader.QueryRow(ctx, query, args...)
}

func (c *counted) Read(ctx context.Context, do func(ctx context.Context, tx *store.Tx) error) error {
	c.queries.Add(1)
	return c.Reader.Read(ctx, do)
}

// TestAnswers asks a plant that stays as it is.
func TestAnswers(t *testing.T) {
	p := newPlant(t)
	t.Run("every question", p.testEveryQuestion)
	t.Run("long lists", p.testLongLists)
	t.Run("parts", p.testParts)
	t.Run("clocks", p.testClocks)
}

// counting is answers of their own, and what they ask the file.
func (p *plant) counting() (*answers.Answers, *counted) {
	reader := &counted{Reader: p.store}
	return answers.New(analysis.New(reader, analysis.Config{Clock: p.clock}), p.store, answers.Config{Clock: p.clock}), reader
}

// The first and the second answer are those of the analysis,
// the second one asks the file for nothing, and what is done to an answer
// changes no other.
func (p *plant) testEveryQuestion(t *testing.T) {
	questions := p.questions()
	for i := range reflect.TypeFor[*analysis.Analysis]().NumMethod() {
		if name := reflect.TypeFor[*analysis.Analysis]().Method(i).Name; questions[name] == nil && name != "Find" && name != "SetStatus" { // which look up names, and write
			t.Errorf("%s is not asked", name)
		}
	}
	for name, args := range questions {
		want := p.ask(p.analysis, name, args)
		a, reader := p.counting() // that share no parts with another question
		for time, queries := range []int64{1, 0, 0} {
			before := reader.queries.Load()
			got := p.ask(a, name, args)
			if n := reader.queries.Load() - before; min(n, 1) != queries && name != "Listing" { // which is not remembered
				t.Errorf("%s, time %d: %d queries", name, time, n)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s, time %d: not what the analysis answers:\n%v\n%v", name, time, got, want)
			}
			for _, result := range got {
				spoil(reflect.ValueOf(result))
			}
		}
	}
}

// spoil empties all lists and maps that a value leads to; an instant behind a
// pointer is a value as a number is.
func spoil(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i))
			v.Index(i).SetZero()
		}
	case reflect.Map:
		v.Clear()
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				spoil(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct && v.Elem().Type() != reflect.TypeFor[time.Time]() {
			spoil(v.Elem())
			v.Elem().SetZero()
		}
	}
}

// TestNewDataNewAnswers: each build and each moment that matters gives what
// holds then.
func TestNewDataNewAnswers(t *testing.T) {
	p := newPlant(t)
	week := engine.Filter{Window: engine.Window{Last: "7d"}}
	var before []analysis.Fleet
	same := func(what string, differs bool) {
		t.Helper()
		want := p.ask(p.analysis, "Fleet", []any{week})[0].(analysis.Fleet)
		if got := p.ask(p.answers, "Fleet", []any{week})[0]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
		for _, other := range before {
			if differs && reflect.DeepEqual(other, want) {
				t.Errorf("%s: nothing changed", what)
			}
		}
		before = append(before, want)
	}
	same("at first", false)
	p.grow(4500)
	same("after more shots", true)
	p.now = p.now.Add(24 * time.Hour)
	same("a day later", true)
	p.build()
	trust := p.ask(p.answers, "Trust", []any{week})[0].(analysis.Trust)
	if want := p.ask(p.analysis, "Trust", []any{week})[0].(analysis.Trust); trust.BuildID != want.BuildID || trust.BuildID == 0 {
		t.Errorf("build %d, want %d", trust.BuildID, want.BuildID)
	}
}

// What stands beside an answer as 'now' is that of the asker.
func (p *plant) testClocks(t *testing.T) {
	everything := engine.Filter{}
	before := p.ask(p.answers, "Trust", []any{everything})[0].(analysis.Trust)
	p.ask(p.answers, "Kiosk", []any{everything, true})
	p.now = p.now.Add(20 * time.Second)
	after := p.ask(p.answers, "Trust", []any{everything})[0].(analysis.Trust)
	if d := after.SyncAge - before.SyncAge; d != 20*time.Second {
		t.Errorf("the mirror aged by %s", d)
	}
	if k := p.ask(p.answers, "Kiosk", []any{everything, true})[0].(analysis.Kiosk); !k.NowUTC.Equal(p.now) {
		t.Errorf("the screen's clock is at %s", k.NowUTC)
	}
}

// What several questions need is asked for once: of the causes of stops after
// the fleet nothing is left to ask, of a page of stops only its rows.
func (p *plant) testParts(t *testing.T) {
	a, reader := p.counting()
	week := engine.Filter{Window: engine.Window{Last: "7d"}}
	p.ask(a, "Fleet", []any{week})
	for name, question := range map[string]struct {
		args    []any
		queries int64
	}{
		"Pareto":    {[]any{week}, 0},
		"StopsPage": {[]any{week, analysis.StopCut{}, analysis.List{Limit: 10}}, 1},
	} {
		before := reader.queries.Load()
		p.ask(a, name, question.args)
		if n := reader.queries.Load() - before; n != question.queries {
			t.Errorf("%s: %d queries, want %d", name, n, question.queries)
		}
	}
}

// A file of all runs is written once and forgotten.
func (p *plant) testLongLists(t *testing.T) {
	a, reader := p.counting()
	for range 2 {
		before := reader.queries.Load()
		p.ask(a, "Runs", []any{engine.Filter{}, analysis.List{}})
		p.ask(a, "Stops", []any{engine.Filter{}, analysis.Newest, 1 << 31})
		if n := reader.queries.Load() - before; n < 2 {
			t.Errorf("%d queries", n)
		}
	}
}
