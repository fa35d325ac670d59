package config

import (
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// keysOf lists the YAML keys of a struct and the types of their values. The
// sections belong to other packages, so their tags are the only list of known
// keys there is, and the one that decoding goes by.
func keysOf(t reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		switch {
		case !field.IsExported() || name == "-":
		case slices.Contains(strings.Split(options, ","), "inline"):
			for key, inner := range keysOf(indirect(field.Type)) {
				keys[key] = inner
			}
		case name == "":
			keys[strings.ToLower(field.Name)] = field.Type
		default:
			keys[name] = field.Type
		}
	}
	return keys
}

func indirect(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// decodesItself says whether a type reads its YAML on its own, so that its
// fields say nothing about the keys.
func decodesItself(t reflect.Type) bool {
	for _, own := range []reflect.Type{
		reflect.TypeFor[yaml.InterfaceUnmarshaler](),
		reflect.TypeFor[yaml.BytesUnmarshaler](),
		reflect.TypeFor[yaml.InterfaceUnmarshalerContext](),
		reflect.TypeFor[yaml.BytesUnmarshalerContext](),
		reflect.TypeFor[yaml.NodeUnmarshaler](),
		reflect.TypeFor[interface{ UnmarshalText([]byte) error }](),
	} {
		if reflect.PointerTo(t).Implements(own) {
			return true
		}
	}
	return false
}
