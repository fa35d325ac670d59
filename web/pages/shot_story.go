package pages

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// shotAnswer says what the shot was.
func shotAnswer(tool string, s analysis.Shot) string {
	name := "A shot"
	if s.Seq != nil {
		name = "Shot " + strconv.FormatInt(*s.Seq, 10)
	}
	words := name + " of " + tool
	if s.Class == "idle" {
		return words + " came after the counter had reported idle"
	}
	words += " took " + decimals(s.CT, 1) + " s"
	if s.RefCT == nil {
		return words
	}
	switch s.Class {
	case "normal":
		return words + ", as its run does"
	case "long":
		return words + ": a stop hides in it"
	}
	return words + ": " + s.Class + " for a run at " + decimals(*s.RefCT, 1) + " s"
}

// shotMeaning says what became of its time.
func shotMeaning(s analysis.Shot) string {
	words := engine.Duration(float64(s.DUS)/1e6) + " since the shot before"
	if s.WUS > 0 {
		words += ", of which " + engine.Duration(float64(s.WUS)/1e6) + " count as waiting"
	}
	return words
}

func leftOutAnswer(story analysis.Story) string {
	return strings.TrimSuffix(story.Title, ", left out") + " is left out of every figure"
}

// shotTrust is about the build alone: the rest of the line counts a window.
func shotTrust(t analysis.Trust) templates.Trust {
	line := trustLine(request{}, t)
	line.Facts = slices.DeleteFunc(line.Facts, func(f templates.Fact) bool { return f.Before != "build " })
	return line
}

// fact finds one by its key.
func fact(story analysis.Story, step, key string) string {
	for _, s := range story.Steps {
		if s.Key != step {
			continue
		}
		for _, f := range s.Facts {
			if f.Key == key {
				return f.Words()
			}
		}
	}
	return ""
}

func asSent(story analysis.Story) string { return fact(story, "packet", "as_sent") }

// storySteps leaves out facts without a value, and the item, which stands aside.
func storySteps(story analysis.Story) []templates.StoryStep {
	var steps []templates.StoryStep
	for i, s := range story.Steps {
		step := templates.StoryStep{ID: fmt.Sprintf("step-%d-%s", i+1, s.Key), Title: s.Title, Text: s.Text, Bad: doubtfulStep(story, s)}
		for _, f := range s.Facts {
			if text := f.Words(); text != "" && f.Key != "as_sent" && f.Key != "item" {
				step.Facts = append(step.Facts, templates.Definition{Term: f.Name, Text: factText(f, text)})
			}
		}
		steps = append(steps, step)
	}
	return steps
}

// factText groups what counts and keeps what names.
func factText(f analysis.Fact, text string) string {
	n, ok := f.Value.(int64)
	if ok && (strings.HasSuffix(f.Key, "_us") || f.Key == "shots" || f.Key == "stops") {
		return engine.Count(n)
	}
	if v, ok := f.Value.(float64); ok {
		return engine.Significant(v)
	}
	return text
}

// doubtfulStep is one at which a reader should look twice.
func doubtfulStep(story analysis.Story, s analysis.Step) bool {
	switch s.Key {
	case "checks":
		return fact(story, "checks", "reason") != ""
	case "quality":
		return strings.HasPrefix(s.Text, "Flagged")
	}
	return false
}

// flagsOf explains the flags that the shot has.
func flagsOf(story analysis.Story) []templates.Definition {
	var all []templates.Definition
	for _, s := range story.Steps {
		if s.Key != "quality" {
			continue
		}
		for _, f := range flagMeanings() {
			if strings.Contains(s.Text, f.Term+" (") {
				all = append(all, templates.Definition{Term: f.Term, Text: f.Text})
			}
		}
	}
	return all
}

func flagMeanings() []templates.Definition {
	return []templates.Definition{
		{Term: "no_seq", Text: "it came without a number of its own: shots that are missing around it are not seen"},
		{Term: "bad_temperature", Text: "its temperature is missing or outside −50 to 500 °C, and is not used"},
		{Term: "seq_reset", Text: "its number is lower than the one before: the counter began again"},
		{Term: "after_gap", Text: "numbers before it are missing: shots were made that never arrived"},
		{Term: "overlap", Text: "its cycle is longer than the time since the shot before"},
		{Term: "assignment_stale", Text: "STATISTICS last named its tool long before"},
		{Term: "assignment_conflict", Text: "STATISTICS name two tools for its counter in that hour"},
		{Term: "assignment_backfill", Text: "it came before STATISTICS first name its counter"},
		{Term: "assignment_counter", Text: "its tool is known only by the counter's entry at the mold"},
		{Term: "two_counters", Text: "another counter reports the same tool at the same time"},
		{Term: "no_part", Text: "no part is known for the tool at that time"},
		{Term: "part_first_known", Text: "every change of part is later: the first one is taken"},
		{Term: "cavities_default", Text: "no number of cavities is known: 1 is taken"},
		{Term: "no_approved_ct", Text: "no cycle time is approved: there are no limits"},
		{Term: "no_supplier", Text: "the tool has no supplier"},
		{Term: "supplier_cycle", Text: "its supplier's parents go in a circle"},
		{Term: "no_location", Text: "the tool has no plant"},
		{Term: "unknown_zone", Text: "the plant's time zone is not known: UTC is taken"},
	}
}
