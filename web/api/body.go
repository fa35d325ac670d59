package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// readObject reads a body that is one JSON object with no other keys than those
// of into; hint shows one.
func readObject(body io.Reader, into any, hint string) error {
	decoder := json.NewDecoder(body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return notJSON(err, hint)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return usage("something stands after the JSON object", hint)
	}
	return nil
}

// notJSON says in our words what is wrong with a body.
func notJSON(err error, hint string) error {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return usage(fmt.Sprintf("%s: a %s stands where a %s is expected", kind.Field, kind.Value, cmp.Or(map[reflect.Kind]string{reflect.Float64: "number", reflect.Slice: "list"}[kind.Type.Kind()], kind.Type.String())), hint)
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		return usage(strings.TrimPrefix(err.Error(), "json: "), hint)
	}
	return usage("the body is no JSON object", hint)
}
