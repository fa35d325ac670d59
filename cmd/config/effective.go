package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Setting is one value of the effective configuration.
type Setting struct {
	Path   string // sources[0].name
	Value  string // masked if it is a secret
	Origin string // 'default', 'sprue.yaml:3', 'environment PLANT_PASSWORD (sprue.yaml:9)'
}

// Effective lists every setting, in the order of the sections.
func (f *File) Effective() ([]Setting, error) {
	tree, err := yaml.ValueToNode(f.Config)
	if err != nil {
		return nil, fmt.Errorf("list the configuration: %w", err)
	}
	var settings []Setting
	f.flatten(tree, "", &settings)
	return once(settings), nil
}

// once keeps the first of equal paths: the name of a source stands in two
// structs.
func once(settings []Setting) []Setting {
	seen := map[string]bool{}
	return slices.DeleteFunc(settings, func(s Setting) bool {
		again := seen[s.Path]
		seen[s.Path] = true
		return again
	})
}

func (f *File) flatten(node ast.Node, path string, into *[]Setting) {
	switch node := node.(type) {
	case *ast.MappingNode:
		for _, pair := range node.Values {
			f.flatten(pair, path, into)
		}
	case *ast.MappingValueNode:
		key := pairPath(path, node.Key.GetToken().Value)
		f.flatten(node.Value, key, into)
	case *ast.SequenceNode:
		for i, item := range node.Values {
			f.flatten(item, fmt.Sprintf("%s[%d]", path, i), into)
		}
	default:
		*into = append(*into, Setting{Path: path, Value: f.show(path, node), Origin: f.originOf(path)})
	}
}

func pairPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (f *File) show(path string, node ast.Node) string {
	if f.Origins[path].Reference != "" || isSecret(path) {
		return "•••"
	}
	var value any
	if err := yaml.NodeToValue(node, &value); err != nil || value == nil {
		return ""
	}
	text := fmt.Sprint(value)
	if plain, err := strconv.Unquote(text); err == nil {
		return plain // the encoder quotes what would not be read as text, such as ""
	}
	return text
}

// isSecret goes by the last word of the path, for secrets that stand in the
// file as they are.
func isSecret(path string) bool {
	key := strings.ToLower(path[strings.LastIndex(path, ".")+1:])
	for _, word := range []string{"password", "passphrase", "secret", "token", "private_key", "dsn", "credential"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return false
}

func (f *File) originOf(path string) string {
	origin, found := f.Origins[path]
	switch {
	case !found:
		return "default"
	case origin.Line == 0:
		return origin.Reference
	case origin.Reference != "":
		return fmt.Sprintf("%s (%s:%d)", origin.Reference, f.Path, origin.Line)
	default:
		return fmt.Sprintf("%s:%d", f.Path, origin.Line)
	}
}
