package config

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// everyPath lists the settings that the structs have, as in sources[].name.
func everyPath(t reflect.Type, path string) []string {
	t = indirect(t)
	switch {
	case decodesItself(t):
		return []string{path}
	case t.Kind() == reflect.Slice && indirect(t.Elem()).Kind() == reflect.Struct:
		return append([]string{path}, everyPath(t.Elem(), path+"[]")...)
	case t.Kind() != reflect.Struct:
		return []string{path}
	}
	var paths []string
	if path != "" && !strings.HasSuffix(path, "[]") {
		paths = append(paths, path)
	}
	for key, inner := range keysOf(t) {
		paths = append(paths, everyPath(inner, pairPath(path, key))...)
	}
	return paths
}

func TestEverySettingIsExplained(t *testing.T) {
	all, paths := allAbouts(), everyPath(reflect.TypeFor[Config](), "")
	for _, path := range paths {
		if all.of(path).means == "" {
			t.Errorf("nobody says what %s means", path)
		}
	}
	for path := range all {
		if !slices.Contains(paths, path) {
			t.Errorf("%s is explained, and there is no such setting", path)
		}
	}
}

// The schema must take every file that is good, and refuse those whose mistake
// is one of words, keys and types.
func TestSchemaAgreesWithTheFiles(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	for _, path := range fixtures(t, "*.good.yaml") {
		if wrong := fits(schema, document(t, path), ""); wrong != "" {
			t.Errorf("%s: %s", path, wrong)
		}
	}
	for _, name := range []string{"unknown_section", "unknown_key", "unknown_parameter", "unknown_rate", "no_such_setting", "wrong_type", "unknown_log_level", "unknown_kind", "unknown_table", "not_a_mapping"} {
		if fits(schema, document(t, "testdata/"+name+".bad.yaml"), "") == "" {
			t.Errorf("%s.bad.yaml fits", name)
		}
	}
}

func TestSchemaHasDefaultsAndWords(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"default": 0.05`, `"default": "8h"`, `"default": true`, `"default": "127.0.0.1:8080"`, `"approved"`, `"DATA_SHOT"`, "this version does not use it yet"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("%s is missing in:\n%s", part, text)
		}
	}
}

func document(t *testing.T, path string) any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// fits checks a value by the few words of JSON Schema that Schema writes, and
// says what does not fit.
func fits(schema map[string]any, value any, path string) string {
	if several, ok := schema["anyOf"].([]any); ok {
		wrong := ""
		for _, one := range several {
			if wrong = fits(one.(map[string]any), value, path); wrong == "" {
				return ""
			}
		}
		return wrong
	}
	if schema["type"] == nil {
		return "" // a section that anything may stand in
	}
	if !hasType(schema["type"], value) {
		return fmt.Sprintf("%s: %v is no %v", path, value, schema["type"])
	}
	switch value := value.(type) {
	case map[string]any:
		return fitsObject(schema, value, path)
	case []any:
		for i, item := range value {
			if wrong := fits(schema["items"].(map[string]any), item, fmt.Sprintf("%s[%d]", path, i)); wrong != "" {
				return wrong
			}
		}
	case string:
		words, _ := schema["enum"].([]any)
		pattern, _ := schema["pattern"].(string)
		if len(words) > 0 && !slices.Contains(words, any(value)) || !regexp.MustCompile(pattern).MatchString(value) {
			return fmt.Sprintf("%s: %q is none of %v%s", path, value, words, pattern)
		}
	}
	return ""
}

func fitsObject(schema map[string]any, value map[string]any, path string) string {
	known, _ := schema["properties"].(map[string]any)
	for key, inner := range value {
		rule, ok := known[key].(map[string]any)
		if !ok {
			rule, ok = schema["additionalProperties"].(map[string]any)
		}
		if !ok && schema["additionalProperties"] == false {
			return path + ": unknown key " + key
		}
		if wrong := fits(rule, inner, pairPath(path, key)); wrong != "" {
			return wrong
		}
	}
	return ""
}

func hasType(types, value any) bool {
	list, ok := types.([]any)
	if !ok {
		list = []any{types}
	}
	is := "string"
	switch value.(type) {
	case nil:
		is = "null"
	case bool:
		is = "boolean"
	case uint64, int64, int:
		is = "integer"
	case float64:
		is = "number"
	case []any:
		is = "array"
	case map[string]any:
		is = "object"
	}
	return slices.Contains(list, any(is)) || is == "integer" && slices.Contains(list, any("number"))
}
