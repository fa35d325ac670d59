package models

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed */*.sql
var files embed.FS

// All gives every model, by the order of their files. Order gives the order in
// which they can be built.
func All() ([]Model, error) {
	all := []Model{}
	for _, pattern := range []string{"core/*.sql", "mart/*.sql"} {
		paths, err := fs.Glob(files, pattern)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			model, err := read(path)
			if err != nil {
				return nil, err
			}
			all = append(all, model)
		}
	}
	return all, nil
}

// Find gives the model 'mart.run'; a step by its folder, as 'mart.rate_slot'.
func Find(name string) (Model, error) { return read(strings.Replace(name, ".", "/", 1) + ".sql") }

func read(path string) (Model, error) {
	text, err := files.ReadFile(path)
	if err != nil {
		return Model{}, err
	}
	model, err := Parse(path, string(text))
	if err != nil {
		return Model{}, fmt.Errorf("read model %q: %w", path, err)
	}
	if model.With == "" {
		return model, nil
	}
	step, err := Find(model.With)
	return model.WithSQL(strings.ReplaceAll(model.SQL, model.place(), step.SQL)), err
}

// Macros is the SQL that defines the dialect's macros.
func Macros() (string, error) {
	text, err := files.ReadFile("dialect/duckdb.sql")
	return string(text), err
}

// MacrosHash changes where a macro does.
func MacrosHash() (string, error) {
	text, err := Macros()
	return hash(text), err
}
