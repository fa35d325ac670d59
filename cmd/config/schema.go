package config

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"sprue/sync/mirror"
	"sprue/sync/source"
)

// SchemaFile is the name under which init writes the schema beside sprue.yaml.
const SchemaFile = "sprue.schema.json"

// node is a part of a JSON Schema. Only what is set is written.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Type        any              `json:"type,omitempty"`
	Enum        []string         `json:"enum,omitempty"`
	Pattern     string           `json:"pattern,omitempty"`
	Default     any              `json:"default,omitempty"`
	AnyOf       []*node          `json:"anyOf,omitempty"`
	Items       *node            `json:"items,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Additional  any              `json:"additionalProperties,omitempty"` // false, or a *node for all of them
}

// reference is text that stands for a value of another type.
const reference = `^(\$\{[A-Za-z_][A-Za-z0-9_]*\}|file:.+)$`

// Schema is the JSON Schema of sprue.yaml, for editors: made from the structs
// that the file is read into.
func Schema() ([]byte, error) {
	root := allAbouts().schemaOf(reflect.TypeFor[Config](), "")
	root.Schema, root.Title = "http://json-schema.org/draft-07/schema#", "sprue.yaml"
	if err := addDefaults(root); err != nil {
		return nil, err
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(root)
	return text.Bytes(), err
}

// schemaOf goes through a type as the walk through a file does.
func (all abouts) schemaOf(t reflect.Type, path string) *node {
	t = indirect(t)
	info := all.of(path)
	n := &node{Description: info.means}
	if info.unused {
		n.Description += " (kept; this version does not use it yet)"
	}
	switch {
	case isDuration(t):
		n.Type, n.Pattern = "string", `^([0-9.]+(ns|us|µs|ms|s|m|h|d))+$|\$\{|^file:`
	case t == reflect.TypeFor[time.Time]():
		n.Type = "string"
	case t == reflect.TypeFor[mirror.PerTable]():
		each := &node{Type: "object", Properties: map[string]*node{}, Additional: false}
		for _, table := range source.Names() {
			each.Properties[table] = &node{Type: "string", Enum: info.words}
		}
		n.AnyOf = []*node{{Type: "string", Enum: info.words}, each}
	default:
		all.byKind(n, t, path)
	}
	return n
}

func (all abouts) byKind(n *node, t reflect.Type, path string) {
	words := all.of(path).words
	switch t.Kind() {
	case reflect.Struct:
		n.Type, n.Properties, n.Additional = []string{"object", "null"}, map[string]*node{}, false
		for key, inner := range keysOf(t) {
			n.Properties[key] = all.schemaOf(inner, pairPath(path, key))
		}
	case reflect.Slice:
		n.Type, n.Items = []string{"array", "null"}, all.schemaOf(t.Elem(), path+"[]")
		if n.Items.Properties == nil {
			n.Items.Enum, n.Items.Description = words, ""
		}
	case reflect.Map:
		n.Type, n.Additional = []string{"object", "null"}, all.schemaOf(t.Elem(), path+"{}")
	case reflect.Bool:
		n.AnyOf = []*node{{Type: "boolean"}, {Type: "string", Pattern: reference}}
	case reflect.Int, reflect.Int64:
		n.AnyOf = []*node{{Type: "integer"}, {Type: "string", Pattern: reference}}
	case reflect.Float64:
		n.AnyOf = []*node{{Type: "number"}, {Type: "string", Pattern: reference}}
	case reflect.String:
		n.text(words)
	}
}

// text: a word may come from a reference too.
func (n *node) text(words []string) {
	if len(words) == 0 {
		n.Type = "string"
		return
	}
	n.AnyOf = []*node{{Type: "string", Enum: words}, {Type: "string", Pattern: reference}}
}

// addDefaults writes what an empty file means beside each setting.
func addDefaults(root *node) error {
	settings, err := (&File{Config: Default()}).Effective()
	if err != nil {
		return err
	}
	for _, setting := range settings {
		n := root
		for _, key := range strings.Split(setting.Path, ".") {
			n = n.Properties[key]
		}
		if !setting.Empty {
			n.Default = n.value(setting.Value)
		}
	}
	return nil
}

// value is a value of the node's own type.
func (n *node) value(text string) any {
	if len(n.AnyOf) > 0 && n.AnyOf[0].Type != "string" {
		return json.RawMessage(text)
	}
	return text
}
