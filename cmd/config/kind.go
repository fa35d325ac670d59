package config

import (
	"fmt"
	"math"
	"reflect"

	"github.com/goccy/go-yaml/ast"
)

// checkKind refuses a value of another kind than its setting, in words of a
// user: the decoder would speak of types of Go, or cut a number off in silence.
func (w *walker) checkKind(node ast.Node, t reflect.Type, path string) error {
	if anchor, ok := node.(*ast.AnchorNode); ok {
		return w.checkKind(anchor.Value, t, path)
	}
	given := shapeOf(node)
	if given == "" {
		return nil
	}
	if kind := kindOf(t); kind != nil {
		return w.checkValue(node, given, kind, path)
	}
	if wanted := shapeWanted(t); wanted != "" && wanted != given {
		return w.fail(node.GetToken(), fmt.Sprintf("%s: %s stands where %s is expected", path, said(node, given), wanted), shapeHint(wanted, path))
	}
	return nil
}

// checkShape is checkKind of what must be known before the walk enters it;
// single values may turn out to be references.
func (w *walker) checkShape(node ast.Node, t reflect.Type, path string) error {
	if shapeOf(node) == aValue {
		return nil
	}
	return w.checkKind(node, t, path)
}

func (w *walker) checkValue(node ast.Node, given string, kind *valueKind, path string) error {
	text := node.GetToken().Value
	fits := given == aValue && kind.fits(text)
	switch node := node.(type) {
	case *ast.BoolNode:
		fits = kind.node(node.Token).Type() == ast.BoolType // True and TRUE too
	case *ast.IntegerNode:
		fits = fits || isNumber(kind, node) && inRange(node.Value)
	case *ast.FloatNode:
		fits = fits || kind.node(node.Token).Type() == ast.FloatType || kind.node(node.Token).Type() == ast.IntegerType && isWhole(node.Value)
	case *ast.InfinityNode, *ast.NanNode:
		fits = kind.fits("0.5") // a number: the section says whether it may be endless
	}
	if fits {
		return nil
	}
	return w.fail(node.GetToken(), fmt.Sprintf("%s: %s is %s", path, said(node, given), kind.otherwise), "write there "+kind.example)
}

// isNumber: 0x10 and 1_000 are numbers that only YAML reads.
func isNumber(kind *valueKind, node *ast.IntegerNode) bool {
	made := kind.node(node.Token).Type()
	return made == ast.IntegerType || made == ast.FloatType
}

func inRange(value any) bool {
	large, unsigned := value.(uint64)
	return !unsigned || large <= math.MaxInt64
}

func isWhole(value float64) bool { return value == math.Trunc(value) && math.Abs(value) < 1<<53 }

// The shapes that a value may have.
const (
	aValue    = "a single value"
	aList     = "a list"
	aSection  = "a section of 'key: value'"
	shortText = 40
)

// shapeOf gives "" for what may stand anywhere: nothing at all, or what another
// place of the file holds.
func shapeOf(node ast.Node) string {
	switch node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return aSection
	case *ast.SequenceNode:
		return aList
	case *ast.StringNode, *ast.LiteralNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return aValue
	}
	return ""
}

// shapeWanted gives "" where a type says on its own what it takes.
func shapeWanted(t reflect.Type) string {
	if decodesItself(t) {
		return ""
	}
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return aSection
	case reflect.Slice, reflect.Array:
		return aList
	case reflect.String:
		return aValue
	}
	return ""
}

// said names a value as it stands in the file.
func said(node ast.Node, shape string) string {
	if shape != aValue {
		return shape
	}
	text := []rune(node.GetToken().Value)
	if len(text) > shortText {
		text = append(text[:shortText], '…')
	}
	return fmt.Sprintf("%q", string(text))
}

func shapeHint(wanted, path string) string {
	switch wanted {
	case aList:
		return "write it as [ one, another ], or on lines of their own that begin with '- '"
	case aSection:
		return "its keys stand on lines of their own below it, further to the right, or in { }; 'sprue init' writes a file with every setting explained"
	}
	return "write one value behind '" + path + ":'"
}
