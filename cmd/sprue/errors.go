package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
)

// codeInterrupted is what shells expect after Ctrl-C.
const codeInterrupted = 130

// report prints an error as one line and a hint, and gives the exit code.
func (a *app) report(err error) int {
	if err == nil {
		return 0
	}
	if errors.Is(err, context.Canceled) {
		hint := "what was committed is kept; run it again to go on from there"
		if a.onlyReads {
			hint = "it only reads: nothing was changed"
		}
		a.complain(a.doing("interrupted"), hint)
		return codeInterrupted
	}
	var own *engine.Error
	if !errors.As(err, &own) {
		own = a.explain(err)
		err = own
	}
	if own.Message == "" {
		return int(own.Code)
	}
	text := err.Error()
	if own.Doing == "" {
		text = a.doing(text)
	}
	if a.flags.verbose && own.Cause != nil {
		text += ": " + own.Cause.Error()
	}
	a.complain(text, own.Hint)
	return int(own.Code)
}

// explain gives a plain error a code and a hint. Most errors come as
// *engine.Error from where they happen; these can happen anywhere.
func (a *app) explain(err error) *engine.Error {
	e := &engine.Error{Code: engine.CodeNo, Message: err.Error(), Cause: errors.Unwrap(err)}
	switch {
	case !a.started:
		e.Code, e.Doing = engine.CodeUsage, "read the command line"
		e.Hint = "'sprue --help' lists commands and flags"
	case engine.IsDiskFull(err):
		e.Code = engine.CodeFile
		e.Hint = "the disk is full: free some space and run it again; what was committed is kept"
	case store.IsOutdated(err) && !strings.Contains(a.name, "build"): // whose own SQL would be wrong
		e.Code, e.Message, e.Hint, e.Cause = engine.CodeData, store.OutdatedMessage, store.OutdatedHint, err
	case errors.Is(err, fs.ErrPermission):
		e.Code = engine.CodeUsage
		e.Hint = "the user that runs sprue may not do this: check owner and rights"
	}
	return e
}

func (a *app) doing(text string) string {
	if a.name == "" {
		return text
	}
	return a.name + ": " + text
}

func (a *app) complain(text, hint string) {
	line := strings.NewReplacer("\r\n", "; ", "\n", "; ").Replace(strings.TrimSpace(text))
	_, _ = fmt.Fprintf(a.Stderr, "sprue: %s\n", line)
	if hint != "" {
		_, _ = fmt.Fprintf(a.Stderr, "hint: %s\n", a.withFlags(strings.ReplaceAll(hint, "\n", " ")))
	}
}
