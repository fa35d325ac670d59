package main

import (
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
)

// choiceValue is a flag that takes one of a few words.
type choiceValue struct {
	value   *string
	known   []string
	reasons map[string]string // why others that might be expected are not there
}

func choice(value *string, initial string, known ...string) *choiceValue {
	*value = initial
	return &choiceValue{value: value, known: known}
}

// grouping is a choice of what rows are; the reasons are those of the words that it
// has not.
func grouping(value *string, initial string, ways analysis.Ways) *choiceValue {
	c := choice(value, initial, ways.Known...)
	c.reasons = ways.Reasons
	return c
}

func (c *choiceValue) String() string { return *c.value }

func (c *choiceValue) Type() string { return strings.Join(c.known, "|") }

func (c *choiceValue) Set(text string) error {
	if reason := c.reasons[text]; reason != "" {
		return &refusedValue{"has no meaning here", reason + "; it is one of " + strings.Join(c.known, ", ")}
	}
	if !slices.Contains(c.known, text) {
		return &refusedValue{"is not known", engine.DidYouMean("did you mean %s? ", text, c.known) + "it is one of " + strings.Join(c.known, ", ")}
	}
	*c.value = text
	return nil
}
