package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sprue/engine"
)

// arguments refuses too few and too many arguments in our words. names are
// those of Use; the last optional ones may be missing.
func arguments(optional int, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch least := len(names) - optional; {
		case len(args) < least:
			return usage(fmt.Sprintf("%s is missing", names[len(args)]), "write it as: "+cmd.UseLine()+example(cmd))
		case len(args) > len(names):
			extra := args[len(names)]
			return usage(fmt.Sprintf("%q is too much: '%s' takes %s", extra, cmd.CommandPath(), counted(len(names))), hintOfExtra(cmd, extra))
		}
		return nil
	}
}

func counted(n int) string {
	switch n {
	case 0:
		return "no argument"
	case 1:
		return "one argument"
	default:
		return fmt.Sprintf("%d arguments", n)
	}
}

// hintOfExtra: a word without its dashes is a flag that somebody meant, and
// one with blanks is two arguments without their quotes.
func hintOfExtra(cmd *cobra.Command, extra string) string {
	all := "'" + cmd.CommandPath() + " --help' shows how it is written"
	if flag := cmd.Flags().Lookup(extra); flag != nil {
		return "did you mean --" + extra + "? " + all
	}
	return "put quotes around what has blanks; " + all
}

// example is the first of a command's examples, for a hint.
func example(cmd *cobra.Command) string {
	first, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
	if first == "" {
		return ""
	}
	return ", as in: " + first
}

// subcommands refuses a word that is no command, and names the nearest.
func (a *app) subcommands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, command := range cmd.Commands() {
		if command.IsAvailableCommand() || command.Name() == "help" {
			names = append(names, command.Name())
		}
	}
	return usage(fmt.Sprintf("%q is no command of %s", args[0], cmd.CommandPath()),
		engine.DidYouMean("did you mean '"+cmd.CommandPath()+" %s'? ", args[0], names)+"'"+cmd.CommandPath()+" --help' lists all")
}

// refuseUnknown makes the commands that cobra adds, help and completion, as
// strict as our own.
func (a *app) refuseUnknown(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = a.topic
		case "completion":
			cmd.Args = a.subcommands
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range cmd.Commands() {
				shell.Args = arguments(0)
			}
		}
	}
}

// topic refuses help on a command that there is not.
func (a *app) topic(cmd *cobra.Command, args []string) error {
	found, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) == 0 {
		return err
	}
	if !found.HasSubCommands() {
		return usage(fmt.Sprintf("'%s' has no command %q", found.CommandPath(), rest[0]), "'"+found.CommandPath()+" --help' shows what it has")
	}
	return a.subcommands(found, rest)
}
