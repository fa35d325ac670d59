package main

import (
	"context"
	"errors"

	"sprue/cmd/config"
	"sprue/cmd/output"
)

// app is one run of the command line.
type app struct {
	env
	flags     flags
	args      []string
	name      string // of the command that runs, 'analyze runrate'
	serving   bool   // it goes on after an error
	onlyReads bool   // the command changes nothing
	onlyNews  bool   // say nothing where nothing has changed
	started   bool   // the command line was understood
	file      *config.File
	progress  *output.Progress
	stdin     []byte // what was read of it, for a server that runs the command
}

// run is the program: it runs one command and gives its exit code.
func run(ctx context.Context, e env, args []string) int {
	a := &app{env: e, args: args}
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	a.progress.Clear()
	var held *heldByServer
	if errors.As(err, &held) {
		code, forwardErr := a.forward(ctx, held)
		if forwardErr == nil {
			return code
		}
		err = forwardErr
	}
	return a.report(err)
}
