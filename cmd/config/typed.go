package config

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"sprue/engine/pipeline"
)

// typed makes a number or a yes/no of what a reference gave as text, where the
// setting is one: YAML decodes text into text only. What is of another kind than
// its setting is refused.
func (w *walker) typed(node ast.Node, t reflect.Type, path string) (ast.Node, error) {
	text, ok := node.(*ast.StringNode)
	origin := w.origins[path]
	if !ok || origin.Reference == "" {
		return node, w.checkKind(node, indirect(t), path)
	}
	kind := kindOf(indirect(t))
	if kind == nil {
		return node, nil
	}
	value := strings.TrimSpace(text.Value)
	if !kind.fits(value) {
		return nil, w.fail(node.GetToken(), fmt.Sprintf("%s: what %s holds is %s", path, origin.Reference, kind.otherwise), "write there "+kind.example)
	}
	origin.Open = true
	w.origins[path] = origin
	at := *node.GetToken().Position
	return kind.node(token.New(value, value, &at)), nil
}

// valueKind is a kind of values that are written as text and are none.
type valueKind struct {
	fits      func(text string) bool
	otherwise string // what to call text that does not fit
	example   string
	node      func(*token.Token) ast.Node
}

// kindOf gives the kind of a setting, nil for text and for what is not one
// value.
func kindOf(t reflect.Type) *valueKind {
	asText := func(at *token.Token) ast.Node { return ast.String(at) }
	switch t {
	case reflect.TypeFor[pipeline.Duration]():
		return &valueKind{func(text string) bool { return new(pipeline.Duration).UnmarshalText([]byte(text)) == nil }, "no duration", "8h, 90m or 30d", asText}
	case reflect.TypeFor[time.Duration]():
		return &valueKind{func(text string) bool { _, err := time.ParseDuration(text); return err == nil }, "no duration", "30s or 5m", asText}
	case reflect.TypeFor[time.Time]():
		return &valueKind{isInstant, "no instant", "2026-03-01T06:00:00Z", asText}
	}
	switch t.Kind() {
	case reflect.Bool:
		return &valueKind{func(text string) bool { return text == "true" || text == "false" }, "neither true nor false", "true or false",
			func(at *token.Token) ast.Node { return ast.Bool(at) }}
	case reflect.Int, reflect.Int64:
		return &valueKind{func(text string) bool { _, err := strconv.ParseInt(text, 10, 64); return err == nil }, "no whole number", "one such as 4",
			func(at *token.Token) ast.Node { return ast.Integer(at) }}
	case reflect.Float64:
		return &valueKind{func(text string) bool { _, err := strconv.ParseFloat(text, 64); return err == nil }, "no number", "one such as 0.05",
			number}
	}
	return nil
}

// number: a FloatNode made of '5' would be 0.
func number(at *token.Token) ast.Node {
	if _, err := strconv.ParseInt(at.Value, 10, 64); err == nil {
		return ast.Integer(at)
	}
	return ast.Float(at)
}

func isDuration(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Duration]() || t == reflect.TypeFor[pipeline.Duration]()
}

// isInstant goes by what YAML reads as one; it takes anything else for the
// first instant of the calendar.
func isInstant(text string) bool {
	for _, layout := range []string{"2006-1-2T15:4:5.999999999Z07:00", "2006-1-2t15:4:5.999999999Z07:00", "2006-1-2 15:4:5.999999999", "2006-1-2"} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}
