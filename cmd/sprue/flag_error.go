package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sprue/engine"
)

// flagError says in our words what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	all := fmt.Sprintf("'%s --help' lists all flags", cmd.CommandPath())
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var broken *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown, all)
	case errors.As(err, &empty):
		return usage("--"+empty.GetFlag().Name+" needs a value", written(empty.GetFlag())+all)
	case errors.As(err, &invalid):
		return invalidValue(invalid)
	case errors.As(err, &broken):
		return usage(broken.GetSpecifiedFlag()+" is no flag", all)
	}
	return usage(err.Error(), all)
}

func unknownFlag(cmd *cobra.Command, err *pflag.NotExistError, hint string) error {
	name := err.GetSpecifiedName()
	if err.GetSpecifiedShortnames() != "" {
		return usage(fmt.Sprintf("there is no flag -%s", name), shortHint(cmd, err.GetSpecifiedShortnames())+hint)
	}
	return usage(fmt.Sprintf("there is no flag --%s", name), engine.DidYouMean("did you mean --%s? ", name, flagNames(cmd))+hint)
}

// shortHint helps who wrote -format for --format.
func shortHint(cmd *cobra.Command, word string) string {
	word, _, _ = strings.Cut(word, "=")
	if len(word) < 2 {
		return ""
	}
	return engine.DidYouMean("did you mean --%s, with two dashes? ", word, flagNames(cmd))
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		if !flag.Hidden {
			names = append(names, flag.Name)
		}
	})
	return names
}

// written shows how a flag is written, as its help does.
func written(flag *pflag.Flag) string {
	name, text := pflag.UnquoteUsage(flag)
	if name == "" {
		return ""
	}
	return fmt.Sprintf("--%s %s: %s; ", flag.Name, name, text)
}

func invalidValue(err *pflag.InvalidValueError) error {
	flag, value := err.GetFlag(), err.GetValue()
	given := fmt.Sprintf("--%s %s", flag.Name, value)
	if value == "" {
		given = "--" + flag.Name + " ''"
	}
	if flag.Value.Type() == "bool" {
		return usage(given+" is neither true nor false", "--"+flag.Name+" alone means true")
	}
	var refused *refusedValue
	if errors.As(err, &refused) {
		return usage(given+" "+refused.why, refused.hint)
	}
	return usage(given+": "+errors.Unwrap(err).Error(), written(flag))
}

// refusedValue is what a flag of ours says about a value: 'is not known', and
// what would be.
type refusedValue struct{ why, hint string }

func (r *refusedValue) Error() string { return r.why }

func usage(message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "read the command line", Message: message, Hint: strings.TrimSuffix(hint, "; ")}
}
