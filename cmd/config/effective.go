package config

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"sprue/sync/files"
	"sprue/sync/snowflake"
)

// Setting is one value of the effective configuration.
type Setting struct {
	Path   string // sources[0].name
	Value  string // masked if it is a secret
	Origin string // 'default', 'sprue.yaml:3', 'environment PLANT_PASSWORD (sprue.yaml:9)'
	Empty  bool   // nothing is set: Value says what that stands for
	Unused bool   // this version reads it, and nothing goes by it yet
}

// masked stands for what is nobody's business.
const masked = "•••"

// Effective lists every setting, in the order of the sections.
func (f *File) Effective() ([]Setting, error) {
	tree, err := yaml.ValueToNode(f.Config)
	if err != nil {
		return nil, fmt.Errorf("list the configuration: %w", err)
	}
	l := lister{File: f, about: allAbouts()}
	l.flatten(tree, "")
	return once(l.settings), nil
}

// lister collects the settings of a file.
type lister struct {
	*File
	about    abouts
	settings []Setting
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

func (l *lister) flatten(node ast.Node, path string) {
	switch node := node.(type) {
	case *ast.MappingNode:
		if len(node.Values) == 0 {
			l.add(Setting{Path: path, Empty: true})
		}
		for _, pair := range node.Values {
			l.flatten(pair, path)
		}
	case *ast.MappingValueNode:
		l.flatten(node.Value, pairPath(path, keyOf(node)))
	case *ast.SequenceNode:
		if len(node.Values) == 0 {
			l.add(Setting{Path: path, Empty: true})
		}
		for i, item := range node.Values {
			l.flatten(item, fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		value := l.show(path, node)
		l.add(Setting{Path: path, Value: value, Empty: isEmpty(value)})
	}
}

// keyOf is a key without the quotes that YAML puts around a word like off.
func keyOf(pair *ast.MappingValueNode) string {
	key := pair.Key.GetToken().Value
	if bare, err := strconv.Unquote(key); err == nil {
		return bare
	}
	return key
}

// add says what an empty value stands for.
func (l *lister) add(setting Setting) {
	info := l.about.of(setting.Path)
	setting.Origin, setting.Unused = l.originOf(setting.Path), info.unused || l.isIdle(setting.Path)
	switch {
	case !setting.Empty || (info.empty == "" && setting.Value == "0"):
		setting.Empty = false
	case setting.Path == "run_rate.shot_time":
		setting.Value = l.Shots.ShotTime + ", as " + info.empty
	default:
		setting.Value = info.empty
	}
	if !l.isOfOtherKind(setting.Path) {
		l.settings = append(l.settings, setting)
	}
}

var ofSource = regexp.MustCompile(`^sources\[(\d+)\]\.(\w+)`)

// sourceOf finds the source that a setting belongs to, and its key there.
func (f *File) sourceOf(path string) (of *Source, key string) {
	at := ofSource.FindStringSubmatch(path)
	if at == nil {
		return nil, ""
	}
	i, _ := strconv.Atoi(at[1]) // digits
	return &f.Sources[i], at[2]
}

// isOfOtherKind tells whether a setting is one of a kind that the source is not.
func (f *File) isOfOtherKind(path string) bool {
	of, key := f.sourceOf(path)
	_, ofFiles := keysOf(reflect.TypeFor[files.Config]())[key]
	_, ofSnowflake := keysOf(reflect.TypeFor[snowflake.Config]())[key]
	return of != nil && ofFiles != ofSnowflake && ofFiles == (of.Kind != Files)
}

// isIdle tells whether nothing goes by a setting: the files of a folder are known
// one by one, so an overlap has no meaning there.
func (f *File) isIdle(path string) bool {
	of, key := f.sourceOf(path)
	return of != nil && of.Kind == Files && key == "overlap"
}

// isEmpty: a time that is not set is written as the first of the calendar.
func isEmpty(value string) bool {
	return value == "" || value == "0" || value == "0001-01-01T00:00:00Z"
}

func pairPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (f *File) show(path string, node ast.Node) string {
	if origin := f.Origins[path]; origin.Reference != "" && !origin.Open {
		return masked
	}
	text := plain(node)
	if text != "" && isSecret(path) {
		return masked
	}
	return text
}

func plain(node ast.Node) string {
	var value any
	if err := yaml.NodeToValue(node, &value); err != nil || value == nil {
		return ""
	}
	text := fmt.Sprint(value)
	if plain, err := strconv.Unquote(text); err == nil {
		return plain // the encoder quotes what would not be read as text, such as ""
	}
	return brief(text)
}

var clockDuration = regexp.MustCompile(`^(\d+h)?(\d+m)?\d+s$`)

// brief is a duration of Go as people write it: 8h for 8h0m0s.
func brief(text string) string {
	if !clockDuration.MatchString(text) {
		return text
	}
	if short, cut := strings.CutSuffix(text, "m0s"); cut {
		text = short + "m"
		if hours, cut := strings.CutSuffix(text, "h0m"); cut {
			text = hours + "h"
		}
	}
	return text
}

// isSecret goes by the last word of the path, for secrets that stand in the
// file as they are.
func isSecret(path string) bool {
	key := strings.ToLower(path[strings.LastIndex(path, ".")+1:])
	if strings.HasSuffix(key, "_file") {
		return false // where it lies, not what it is
	}
	for _, word := range []string{"password", "passphrase", "passcode", "secret", "token", "private_key", "dsn", "credential"} {
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
