package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

// askedScope is what a question is about.
type askedScope struct {
	about    string
	args     []string
	isWindow bool
	isTool   bool
}

// scopes are about the data that are there.
func (b *analyzeBench) scopes(ctx context.Context) (all []askedScope, err error) {
	err = b.withModels(ctx, func(s *store.Store) error {
		asked := analysis.New(s, analysis.Config{Clock: b.Clock})
		tools, err := asked.RunRate(ctx, analysis.Question{By: engine.ByTool})
		if err != nil {
			return err
		}
		parts, err := asked.RunRate(ctx, analysis.Question{By: engine.ByPart})
		if err != nil {
			return err
		}
		if len(tools.Rows) == 0 {
			return usage("the file has no shots", "'sprue run' brings some in")
		}
		all = scopesOf(tools.Range.Last, mostShots(tools), mostShots(parts))
		return nil
	})
	return all, err
}

func scopesOf(last time.Time, tool, part string) []askedScope {
	first, end := last.AddDate(0, 0, -29), last.AddDate(0, 0, 1)
	days := []string{"--from", first.Format(time.DateOnly), "--to", end.Format(time.DateOnly)}
	cut := []string{"--from", first.Add(6*time.Hour + 17*time.Minute + 23*time.Second).Format(time.RFC3339), "--to", last.Add(13*time.Hour + 41*time.Minute + 7*time.Second).Format(time.RFC3339)}
	ofTool := []string{"--tool", tool}
	return []askedScope{
		{about: "all"},
		{about: "30 days", args: days, isWindow: true},
		{about: "cut hours", args: cut, isWindow: true},
		{about: "one tool", args: ofTool, isTool: true},
		{about: "one part", args: []string{"--part", part}},
		{about: "one tool, cut hours", args: slices.Concat(ofTool, cut), isWindow: true, isTool: true},
	}
}

// mostShots is the first key of the row with most shots.
func mostShots(answer analysis.Answer) string {
	most := slices.MaxFunc(answer.Rows, func(a, b analysis.Row) int { return int(a.Shots - b.Shots) })
	return fmt.Sprint(most.Keys[0])
}

// benchCalls are all questions, each about what it can be asked about.
func benchCalls(scopes []askedScope) []askedCall {
	var calls []askedCall
	add := func(can func(askedScope) bool, args ...string) {
		for _, s := range scopes {
			if can(s) {
				name := strings.TrimPrefix(strings.Join(args, " "), "analyze ")
				calls = append(calls, askedCall{name: name, about: s.about, args: slices.Concat(args, s.args)})
			}
		}
	}
	all := func(askedScope) bool { return true }
	noWindow := func(s askedScope) bool { return !s.isWindow }
	ofTool := func(s askedScope) bool { return s.isTool }
	for _, command := range []string{"runrate", "roi"} {
		add(all, "analyze", command)
		for _, by := range engine.Groupings()[1:] {
			add(all, "analyze", command, "--by", string(by))
		}
	}
	add(all, "analyze", "runrate", "--with-imputed")
	add(ofTool, "analyze", "runrate", "--sensitivity")
	add(all, "analyze", "roi", "--invest", "20000", "--share", "0.5")
	add(ofTool, "analyze", "roi", "--invest", "20000", "--target-ct", "20")
	for _, by := range []string{"tool", "event", "capability"} {
		add(all, "analyze", "quality", "--by", by)
	}
	for _, by := range []string{"summary", "day", "point"} {
		add(ofTool, "analyze", "quality", "--by", by)
	}
	add(ofTool, "analyze", "quality", "--measure", string(analysis.MeasureTemperature))
	for _, by := range analysis.BenchmarkWays().Known {
		add(all, "analyze", "benchmark", "--by", by)
	}
	for _, by := range analysis.LifeWays().Known {
		add(noWindow, "analyze", "eol", "--by", by)
	}
	for _, by := range append(words(analysis.SessionGroupings()), "period") {
		add(all, "analyze", "shots", "--by", by)
	}
	add(noWindow, "analyze", "shots", "--by", "baseline")
	add(ofTool, "analyze", "shots", "--by", "best")
	add(all, "recommend")
	return calls
}
