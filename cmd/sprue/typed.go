package main

import (
	"path/filepath"
	"regexp"
	"strings"

	"sprue/cmd/config"
)

// command is a command line that works as it is printed, from where the reader
// stands: with the program as it was called, and --config only where sprue.yaml
// would not be found.
func (a *app) command(file string, args ...string) string {
	words := append([]string{a.program()}, args...)
	if found, err := config.Find(a.Dir); err != nil || found != file {
		words = append(words, "--config", a.nearPath(file))
	}
	for i, word := range words {
		words[i] = quoted(word)
	}
	return strings.Join(words, " ")
}

// ofAFile finds the commands in a hint that ask the file or its sources.
func ofAFile() *regexp.Regexp {
	return regexp.MustCompile(`\bsprue (sync|build|run|analyze|recommend|check|query|trace|lineage|snapshot|export|backup|restore|serve|doctor)\b( --help)?`)
}

// withFlags repeats --config and --db, where they were given, in the commands of a
// hint: without them these would ask another file.
func (a *app) withFlags(hint string) string {
	given := ""
	if a.flags.config != "" && !strings.Contains(hint, "--config") {
		given += " --config " + quoted(a.flags.config)
	}
	if a.flags.db != "" && !strings.Contains(hint, "--db") {
		given += " --db " + quoted(a.flags.db)
	}
	return ofAFile().ReplaceAllStringFunc(hint, func(command string) string {
		if strings.HasSuffix(command, " --help") {
			return command
		}
		return command + given
	})
}

// program is what the reader typed to get here.
func (a *app) program() string {
	if strings.ContainsRune(a.Program, filepath.Separator) {
		return a.Program
	}
	return "sprue"
}

// nearPath is a path as somebody in the working directory would write it,
// unless that leads up out of it.
func (a *app) nearPath(path string) string {
	near, err := filepath.Rel(a.Dir, path)
	if err != nil || near == ".." || strings.HasPrefix(near, ".."+string(filepath.Separator)) {
		return path
	}
	return near
}

// quoted is a word as a shell takes it for one.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=@%+,", r)
	}
	switch {
	case word != "" && strings.TrimFunc(word, plain) == "":
		return word
	case !strings.ContainsAny(word, "\"$`\\!"):
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
