package main

import (
	"fmt"
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
		return fmt.Errorf("did you mean %s? one of %s", engine.Nearest(text, c.known), strings.Join(c.known, ", "))
	}
	*c.value = text
	return nil
}
