package main

import (
	"path/filepath"

	"sprue/cmd/config"
	"sprue/cmd/output"
)

// configure reads the configuration that the flags name.
func (a *app) configure() error {
	path := a.path(a.flags.config)
	if path == "" {
		found, err := config.Find(a.Dir)
		if err != nil {
			return err
		}
		path = found
	}
	return a.readConfig(path)
}

func (a *app) readConfig(path string) error {
	if path != "" {
		file, err := config.Read(path, a.Getenv)
		if err != nil {
			return err
		}
		a.file = file
	}
	if a.flags.db != "" {
		a.file.Database = a.path(a.flags.db)
		a.file.Origins["database"] = config.Origin{Reference: "--db"}
	}
	return nil
}

// path makes an argument's path count from the folder in which the command was
// typed, which is another one where a server runs it.
func (a *app) path(name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.Dir, name)
}

// rows starts the output of rows in the format that was asked for.
func (a *app) rows(columns []output.Column, show func(output.Column, any) string) (output.Rows, error) {
	style := output.Style{Width: a.Width, Color: a.OutTerminal && !a.flags.noColor && a.Getenv("NO_COLOR") == "", Show: show}
	return output.New(a.flags.format, a.Stdout, columns, style)
}

// note tells the reader something that is neither data nor error.
func (a *app) note(format string, args ...any) { a.progress.Done(format, args...) }
