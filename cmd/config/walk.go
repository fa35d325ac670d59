package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"sprue/engine"
)

// walker goes through the YAML tree beside the types that it will be decoded
// into: it refuses unknown keys, resolves references and notes origins.
type walker struct {
	file    string
	text    string
	getenv  func(string) string
	origins map[string]Origin
	anchors map[string]ast.Node        // by name, what stands at each &name so far
	seen    map[*ast.StringNode]Origin // where the value of each text came from
}

func (w *walker) walk(node ast.Node, t reflect.Type, path string) error {
	t = indirect(t)
	switch node := node.(type) {
	case *ast.MappingNode:
		for _, pair := range node.Values {
			if err := w.pair(pair, t, path); err != nil {
				return err
			}
		}
	case *ast.MappingValueNode:
		return w.pair(node, t, path)
	case *ast.SequenceNode:
		for i := range node.Values {
			if err := w.value(&node.Values[i], elementOf(t), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case *ast.AnchorNode:
		w.anchors[node.Name.GetToken().Value] = node.Value
		return w.walk(node.Value, t, path)
	case *ast.AliasNode:
		return w.alias(node, t, path)
	case *ast.TagNode:
		return w.walk(node.Value, t, path)
	case *ast.StringNode:
		return w.resolve(node, path)
	case nil:
	default:
		w.note(path, node)
	}
	return nil
}

func (w *walker) pair(pair *ast.MappingValueNode, t reflect.Type, path string) error {
	if pair.Key.IsMergeKey() {
		return w.walk(pair.Value, t, path)
	}
	key := pair.Key.GetToken().Value
	inner := elementOf(t)
	if t.Kind() == reflect.Struct && !decodesItself(t) {
		known := keysOf(t)
		if inner = known[key]; inner == nil {
			return w.unknown(pair.Key.GetToken(), key, slices.Sorted(maps.Keys(known)), path)
		}
	}
	return w.value(&pair.Value, inner, pairPath(path, key))
}

// alias checks what stands at an anchor against the place that repeats it,
// which may know other keys. Inside its own anchor there is nothing to repeat
// yet, and the decoder says so.
func (w *walker) alias(node *ast.AliasNode, t reflect.Type, path string) error {
	at := w.anchors[node.Value.GetToken().Value]
	if at == nil {
		return nil
	}
	if err := w.checkShape(at, t, path); err != nil {
		return err
	}
	return w.walk(at, t, path)
}

// value goes through what stands at a key or in a list, and puts there what its
// setting takes.
func (w *walker) value(at *ast.Node, t reflect.Type, path string) error {
	if err := w.checkShape(*at, indirect(t), path); err != nil {
		return err
	}
	if err := w.walk(*at, t, path); err != nil {
		return err
	}
	typed, err := w.typed(*at, t, path)
	if err == nil {
		*at = typed
	}
	return err
}

func (w *walker) unknown(at *token.Token, key string, known []string, path string) error {
	section := "at the top"
	if path != "" {
		section = "in " + path
	}
	if len(known) == 0 {
		return w.fail(at, fmt.Sprintf("unknown key %q", key), "this version knows no setting "+section+": leave the section out")
	}
	hint := engine.DidYouMean("did you mean %q? ", key, known) + fmt.Sprintf("known %s: %s", section, strings.Join(known, ", "))
	return w.fail(at, fmt.Sprintf("unknown key %q", key), hint)
}

func (w *walker) fail(at *token.Token, message, hint string) error {
	return &engine.Error{
		Code:    engine.CodeUsage,
		Doing:   w.doing(),
		Message: fmt.Sprintf("line %d, column %d: %s", at.Position.Line, at.Position.Column, message),
		Hint:    hint,
	}
}

func (w *walker) doing() string { return "read the configuration " + w.file }

func (w *walker) note(path string, node ast.Node) {
	w.origins[path] = Origin{Line: node.GetToken().Position.Line}
}

// elementOf is the type of what a list or a map holds; of anything else it is
// any, whose keys nobody checks.
func elementOf(t reflect.Type) reflect.Type {
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return t.Elem()
	default:
		return reflect.TypeFor[any]()
	}
}
