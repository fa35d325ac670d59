package main

import (
	"slices"
	"strings"

	"sprue/engine"
)

// choiceValue is a flag that takes one of a few words.
type choiceValue struct {
	value *string
	known []string
}

func choice(value *string, initial string, known ...string) *choiceValue {
	*value = initial
	return &choiceValue{value: value, known: known}
}

func (c *choiceValue) String() string { return *c.value }

func (c *choiceValue) Type() string { return strings.Join(c.known, "|") }

func (c *choiceValue) Set(text string) error {
	if !slices.Contains(c.known, text) {
		return &refusedValue{"is not known", engine.DidYouMean("did you mean %s? ", text, c.known) + "it is one of " + strings.Join(c.known, ", ")}
	}
	*c.value = text
	return nil
}
