package analysis

import (
	"fmt"
	"math"

	"sprue/engine"
)

// benchmarkSentence names the best of the group in which tools differ most, or of
// the one tool's that is asked about.
func benchmarkSentence(s scope, b Benchmark) string {
	if len(b.Rows) == 0 {
		return emptySentence(s, b.Range)
	}
	groups := b.Groups()
	if len(s.tools) == 1 {
		return oneToolSentence(s.tools[0], groups)
	}
	t := b.Totals()
	if t.RankedGroups == 0 {
		return unrankedSentence(groups)
	}
	words := t.Widest.sentence()
	if t.RankedGroups > 1 {
		words += fmt.Sprintf(" Of %d groups this one differs most.", t.RankedGroups)
	}
	return words
}

// worst is the last one with a score.
func (g BenchmarkGroup) worst() Benchmarked {
	last := g.Rows[0]
	for _, r := range g.Rows {
		if r.Placed(BenchScore).Value != nil {
			last = r
		}
	}
	return last
}

// On is the group behind a number of tools: 'on P-014', 'of the family Hot runners'.
func (g BenchmarkGroup) On() string {
	switch g.Kind {
	case "family":
		return "of the family " + g.Name
	case "none":
		return "with nothing to compare it with"
	}
	return "on " + g.Label()
}

func (g BenchmarkGroup) sentence() string {
	best, worst := g.Rows[0], g.worst()
	if g.Gap(BenchScore) == 0 {
		return fmt.Sprintf("All %d tools %s have the same score.", len(g.Rows), g.On())
	}
	return fmt.Sprintf("%s is the best of %d tools %s; %s %s.", best.Tool, len(g.Rows), g.On(), worst.Tool, worst.behind(best, "it"))
}

// behind says how a tool is behind the best one: in its cycles where that shows.
func (r Benchmarked) behind(best Benchmarked, name string) string {
	if slower := r.slower(best); slower != nil && *slower >= 0.01 {
		return "is " + percent(*slower) + " slower than " + name
	}
	gap := *best.Placed(BenchScore).Value - *r.Placed(BenchScore).Value
	for _, f := range []BenchmarkFigure{BenchStability, BenchEfficiency} {
		mine, its := r.Placed(f).Value, best.Placed(f).Value
		if mine != nil && its != nil && *its-*mine >= 0.05 {
			return fmt.Sprintf("scores %s less than %s, with %s of %s against %s", engine.Significant(gap), name, f.Title(), percent(*mine), percent(*its))
		}
	}
	return "scores " + engine.Significant(gap) + " less than " + name
}

// slower is how much longer its cycles take than another's, each beside its own
// approved cycle time.
func (r Benchmarked) slower(than Benchmarked) *float64 {
	mine, its := r.Placed(BenchDeviation).Value, than.Placed(BenchDeviation).Value
	if mine == nil || its == nil || *its <= -1 {
		return nil
	}
	return new((1+*mine)/(1+*its) - 1)
}

// oneToolSentence is about the largest group that the tool is in.
func oneToolSentence(tool string, groups []BenchmarkGroup) string {
	g := groups[0]
	for _, r := range g.Rows {
		switch {
		case r.Tool != tool:
			continue
		case r.ScoreRank == nil:
			return fmt.Sprintf("%s has no rank: %s.", tool, r.Why(BenchScore))
		case *r.ScoreRank == 1:
			return g.sentence()
		case *r.ScoreRank == math.Trunc(*r.ScoreRank):
			return fmt.Sprintf("%s is number %.0f of %d tools %s; it %s.", tool, *r.ScoreRank, len(g.Rows), g.On(), r.behind(g.Rows[0], g.Rows[0].Tool+", the best"))
		}
		return fmt.Sprintf("%s shares its rank among %d tools %s; %s is the best.", tool, len(g.Rows), g.On(), g.Rows[0].Tool)
	}
	return fmt.Sprintf("%s has no rank.", tool)
}

// unrankedSentence names the pair that differs most, and says why no tool has a
// rank.
func unrankedSentence(groups []BenchmarkGroup) string {
	var widest BenchmarkGroup
	for _, g := range groups {
		if g.Gap(BenchScore) > 0 && (widest.Rows == nil || g.Gap(BenchScore) > widest.Gap(BenchScore)) {
			widest = g
		}
	}
	why := whyUnranked(groups)
	if widest.Rows == nil {
		return why
	}
	best, worst := widest.Rows[0], widest.worst()
	return upper(widest.On()) + ", " + worst.Tool + " " + worst.behind(best, best.Tool) + ". " + why
}

func whyUnranked(groups []BenchmarkGroup) string {
	size, scores := 0, 0
	for _, g := range groups {
		size = max(size, len(g.Rows))
		for _, r := range g.Rows {
			if r.Placed(BenchScore).Value != nil {
				scores++
			}
		}
	}
	switch {
	case size < 3:
		return "No tool is ranked: no part is made by three tools or more, and no family has three."
	case scores == 0:
		return "No tool is ranked: none has a score, for that needs an approved cycle time."
	}
	return "No tool is ranked: in no group have three tools a score."
}
