package main

import (
	"bufio"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"sprue/cmd/config"
	"sprue/engine"
	sampledata "sprue/sample_data"
)

//go:embed init.yaml init_calendar.yaml
var initFiles embed.FS

// initAnswers fill the holes of init.yaml.
type initAnswers struct {
	Database string
	Name     string
	Path     string
	Schema   string // beside the file

	Source    string                // settings beside the name; empty is the folder at Path
	Calendars []sampledata.Calendar // of a sample; none for an example
}

func (a *app) initCommand() *cobra.Command {
	answers := initAnswers{Database: "sprue.duckdb", Name: "plant", Path: "./data"}
	var force bool
	cmd := &cobra.Command{
		Use:     "init [DIR]",
		Short:   "Write a sprue.yaml with every setting explained",
		Long:    "Writes DIR/sprue.yaml (default: here). On a terminal it asks for what no flag\nsays; elsewhere it takes the defaults.",
		Example: "  sprue init plant --name north --data /srv/north/export",
		Args:    arguments(1, "DIR"),
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&answers.Name, "name", answers.Name, "of the source")
	set.StringVar(&answers.Path, "data", answers.Path, "`FOLDER` of its files")
	set.StringVar(&answers.Database, "database", answers.Database, "DuckDB `FILE` to keep everything in")
	set.BoolVar(&force, "force", false, "replace a sprue.yaml that is there")
	return a.runsAlone(cmd, func(_ context.Context, args []string) error {
		if a.InTerminal {
			if err := a.ask(cmd, &answers); err != nil {
				return err
			}
		}
		dir := a.Dir
		if len(args) == 1 {
			dir = a.path(args[0])
		}
		return a.writeConfig(dir, answers, force)
	})
}

// ask asks for what no flag has said.
func (a *app) ask(cmd *cobra.Command, answers *initAnswers) error {
	lines := bufio.NewReader(a.Stdin)
	for _, question := range []struct {
		flag, text string
		answer     *string
	}{
		{"name", "Name of the source", &answers.Name},
		{"data", "Folder of its files", &answers.Path},
		{"database", "DuckDB file", &answers.Database},
	} {
		if cmd.Flags().Changed(question.flag) {
			continue
		}
		_, _ = fmt.Fprintf(a.Stderr, "%s [%s]: ", question.text, *question.answer)
		line, err := lines.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if line = strings.TrimSpace(line); line != "" {
			*question.answer = line
		}
	}
	return nil
}

func (a *app) writeConfig(dir string, answers initAnswers, force bool) error {
	path := filepath.Join(dir, config.FileName)
	if err := writeConfigFiles(path, answers, force); err != nil {
		return err
	}
	data := answers.Path
	if !filepath.IsAbs(data) {
		data = filepath.Join(dir, data)
	}
	a.note("wrote %s; next, with the files of the source in %s:", a.nearPath(path), a.nearPath(data))
	for _, command := range []string{"doctor", "run"} {
		a.note("  %s", a.command(path, command))
	}
	return nil
}

// writeConfigFiles writes sprue.yaml, and the schema that its first line names.
// The schema holds nothing of the user's, so an older one is replaced.
func writeConfigFiles(path string, answers initAnswers, force bool) error {
	answers.Schema = "./" + config.SchemaFile
	text, err := answers.render()
	if err != nil {
		return err
	}
	schema, err := config.Schema()
	if err != nil {
		return err
	}
	if err := writeNew(path, text, force); err != nil {
		return cannotWrite(path, err)
	}
	beside := filepath.Join(filepath.Dir(path), config.SchemaFile)
	if err := writeNew(beside, string(schema), true); err != nil {
		return cannotWrite(beside, err)
	}
	return nil
}

// writeNew writes a whole file or none: a full disk leaves an old one as it is.
func writeNew(path, text string, replace bool) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil && !replace {
		return fs.ErrExist
	}
	fresh := path + ".new"
	if err := os.WriteFile(fresh, []byte(text), 0o644); err != nil {
		return errors.Join(err, os.Remove(fresh))
	}
	return os.Rename(fresh, path)
}

func (answers initAnswers) render() (string, error) {
	for _, field := range []*string{&answers.Database, &answers.Name, &answers.Path} {
		quoted, err := yaml.Marshal(*field)
		if err != nil {
			return "", err
		}
		*field = strings.TrimSpace(string(quoted))
	}
	text, err := initFiles.ReadFile("init.yaml")
	if err != nil {
		return "", err
	}
	calendar, err := initFiles.ReadFile("init_calendar.yaml")
	if err != nil {
		return "", err
	}
	if len(answers.Calendars) > 0 {
		calendar = []byte(calendarYAML(answers.Calendars))
	}
	source := answers.Source
	if source == "" {
		source = "kind: files                  # a folder with DATA_SHOT*.parquet, MOLD*.csv, …\n    path: " + answers.Path
	}
	// A package for templates would look methods up by name: with it the linker
	// keeps every method of every type, 15 MB of them.
	return strings.NewReplacer("{{schema}}", answers.Schema, "{{database}}", answers.Database, "{{name}}", answers.Name,
		"{{source}}", source, "{{calendar}}", string(calendar)).Replace(string(text)), nil
}

// calendarYAML is the section of the calendars.
func calendarYAML(calendars []sampledata.Calendar) string {
	var text strings.Builder
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(&text, format+"\n", args...) }
	line("calendar:                        # when the plants work\n  for:")
	for _, c := range calendars {
		line("    - location: %d                # %s\n      shifts:", c.Location, c.Name)
		for _, s := range c.Shifts {
			line("        - { name: %s, start: %q, end: %q, days: [%s] }", s.Name, s.Start, s.End, strings.Join(c.Days, ", "))
		}
		line("      breaks:")
		for _, b := range c.Breaks {
			line("        - { start: %q, end: %q }", b.Start, b.End)
		}
	}
	line("")
	return text.String()
}

func cannotWrite(path string, err error) error {
	e := &engine.Error{Code: engine.CodeUsage, Doing: "write " + path, Message: engine.Reason(err).Error(), Hint: "name another folder, or check its owner and rights", Cause: err}
	switch {
	case errors.Is(err, fs.ErrExist):
		e.Message, e.Hint = "it is there already", "--force replaces it"
	case engine.IsDiskFull(err):
		e.Code, e.Message, e.Hint = engine.CodeFile, "the disk is full", "free some space, or name a folder on another disk"
	}
	return e
}
