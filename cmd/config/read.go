package config

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"sprue/engine"
)

const everySetting = "'sprue init' writes a file with every setting explained"

// File is a configuration together with where it came from.
type File struct {
	Config
	Path    string            // "" where there is no file
	Origins map[string]Origin // by path, as in sources[0].name; what is missing is a default
}

// Read reads and checks the file at path. getenv looks up environment
// variables.
func Read(path string, getenv func(string) string) (*File, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	text, err := readFile(path)
	if err != nil {
		return nil, err
	}
	return parse(path, bytes.TrimPrefix(text, []byte("\ufeff")), getenv) // as some editors begin UTF-8
}

// Without is the configuration where there is no file: defaults, with paths
// that count from dir.
func Without(dir string) *File {
	file := &File{Config: Default(), Origins: map[string]Origin{}}
	file.resolvePaths(dir)
	return file
}

func parse(path string, text []byte, getenv func(string) string) (*File, error) {
	file := &File{Config: Default(), Path: path, Origins: map[string]Origin{}}
	w := &walker{
		file: path, text: string(text), getenv: getenv, origins: file.Origins,
		anchors: map[string]ast.Node{}, seen: map[*ast.StringNode]Origin{},
	}
	if !utf8.Valid(text) {
		return nil, &engine.Error{Code: engine.CodeUsage, Doing: w.doing(), Message: fmt.Sprintf("line %d: it is not encoded as UTF-8", lineOfNoUTF8(text)),
			Hint: "save it as UTF-8, for instance: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT"}
	}
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, w.translate(err)
	}
	for _, document := range tree.Docs {
		if err := w.document(document.Body, &file.Config); err != nil {
			return nil, err
		}
	}
	if err := file.Validate(); err != nil {
		return nil, w.translate(err)
	}
	file.resolvePaths(filepath.Dir(path))
	return file, nil
}

func (w *walker) document(body ast.Node, into *Config) error {
	if body == nil || body.Type() == ast.NullType || body.Type() == ast.CommentType {
		return nil
	}
	if body.Type() != ast.MappingType && body.Type() != ast.MappingValueType {
		return w.fail(body.GetToken(), "sections with 'key: value' are expected here", "'sprue init' writes an example")
	}
	if err := w.walk(body, reflect.TypeFor[Config](), ""); err != nil {
		return err
	}
	// Not yaml.Strict: the walk has refused unknown keys, and names the nearest.
	if err := yaml.NodeToValue(body, into); err != nil {
		return w.translate(err)
	}
	return nil
}

// translate gives the errors of the parser and of Validate the shape of those
// of the walk. Of several findings the first is told.
func (w *walker) translate(err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		return w.fail(at.GetToken(), inWords(at), w.hintAt(at.GetToken().Position.Line))
	}
	e := &engine.Error{Code: engine.CodeUsage, Doing: w.doing(), Message: w.located(err.Error()), Hint: everySetting, Cause: err}
	var own *engine.Error
	if errors.As(firstOf(err), &own) && own.Hint != "" {
		e.Hint = own.Hint
	}
	return e
}

// firstOf is the first of joined errors, whose text comes first.
func firstOf(err error) error {
	var joined interface{ Unwrap() []error }
	for errors.As(err, &joined) {
		err = joined.Unwrap()[0]
	}
	return err
}

func lineOfNoUTF8(text []byte) int {
	line := 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			return line
		case r == '\n':
			line++
		}
		text = text[size:]
	}
	return line
}

// inWords puts what the parser says most often into a user's words. What the
// walk did not see is of a kind that only the decoder knows.
func inWords(err yaml.Error) string {
	if errors.As(err, new(*yaml.TypeError)) || errors.As(err, new(*yaml.UnexpectedNodeTypeError)) || errors.As(err, new(*yaml.OverflowError)) {
		return fmt.Sprintf("%q is no value for this key", err.GetToken().Value)
	}
	for _, known := range []struct{ said, words string }{
		{"sequence end token", "a '[' is never closed"},
		{"flow mapping end token", "a '{' is never closed"},
		{"mapping value is not allowed", "a second ':' stands where none can be; put quotes around the text"},
	} {
		if strings.Contains(err.GetMessage(), known.said) {
			return known.words
		}
	}
	return err.GetMessage()
}

// hintAt: YAML takes the brace of a bare ${NAME} inside { } for its own.
func (w *walker) hintAt(line int) string {
	lines := strings.Split(w.text, "\n")
	if line > 0 && line <= len(lines) && bareReference.MatchString(lines[line-1]) {
		return `inside { } and [ ] a reference needs quotes: "${NAME}"`
	}
	return everySetting
}

// located puts the line before the first finding of a section's Validate,
// which begins with the path of the value, as in 'shots.shot_time: …'.
func (w *walker) located(findings string) string {
	first, _, _ := strings.Cut(findings, "\n")
	for path := strings.SplitN(first, ": ", 2)[0]; path != ""; {
		if origin, found := w.origins[path]; found {
			return fmt.Sprintf("line %d: %s", origin.Line, first)
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return first
}
