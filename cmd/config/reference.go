package config

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"sprue/engine"
)

// Origin says where a value came from.
type Origin struct {
	Line      int    // in the file
	Reference string // 'environment PLANT_PASSWORD', 'file /run/secrets/plant'; "" for plain text
	Open      bool   // what the reference gave is a number, a duration or yes/no: no secret
}

// bareReference is one without quotes, somewhere inside brackets.
var bareReference = regexp.MustCompile(`[{\[].*[:,\[]\s*\$\{`)

var environment = regexp.MustCompile(`\$\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// resolve replaces ${NAME} by the environment's value, and a whole value
// file:PATH by what the file holds, without the newline at its end. Once only,
// though an alias leads here again: what a secret holds is no reference.
func (w *walker) resolve(node *ast.StringNode, path string) error {
	if origin, again := w.seen[node]; again {
		w.origins[path] = origin
		return nil
	}
	w.note(path, node)
	defer func() { w.seen[node] = w.origins[path] }()
	if name, found := strings.CutPrefix(node.Value, "file:"); found {
		return w.resolveFile(node, path, name)
	}
	names := environment.FindAllStringSubmatch(node.Value, -1)
	for _, name := range names {
		if w.getenv(name[1]) == "" {
			return w.fail(node.GetToken(), fmt.Sprintf("%s: the environment variable %s is not set", path, name[1]),
				fmt.Sprintf("export %s=… before you start sprue (where a server runs: before you start the server)", name[1]))
		}
	}
	if len(names) == 0 {
		return nil
	}
	origin := w.origins[path]
	origin.Reference = "environment " + names[0][1]
	w.origins[path] = origin
	node.Value = environment.ReplaceAllStringFunc(node.Value, func(reference string) string {
		return w.getenv(reference[2 : len(reference)-1])
	})
	return nil
}

func (w *walker) resolveFile(node *ast.StringNode, path, name string) error {
	name = absolute(filepath.Dir(w.file), name)
	text, err := os.ReadFile(name)
	if err != nil {
		return w.fail(node.GetToken(), fmt.Sprintf("%s: the secret's file %s: %s", path, name, engine.Reason(err)),
			"relative paths count from the folder of the configuration")
	}
	node.Value = strings.TrimRight(string(text), "\r\n")
	w.origins[path] = Origin{Line: node.GetToken().Position.Line, Reference: "file " + name}
	return nil
}

func absolute(dir, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
