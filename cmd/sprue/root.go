package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/config"
	"sprue/cmd/output"
)

// flags are those that every command has.
type flags struct {
	config    string
	db        string
	format    string
	quiet     bool
	verbose   bool
	logFormat string
	noColor   bool
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "sprue",
		Short:         "From raw shots to a plant's run rate",
		Long:          "sprue mirrors the shots of injection molds into one DuckDB file and shows how\nsteadily each tool runs. Figures go to stdout, everything else to stderr.",
		Example:       "  sprue demo            # a plant of sample data in your browser\n  sprue init            # a configuration for your own data",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          a.subcommands,
	}
	a.tellsVersion(root)
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.SetFlagErrorFunc(flagError)
	addExitCodes(root)
	a.addGlobalFlags(root)
	root.AddCommand(a.commands()...)
	a.completeNames(root)
	a.refuseUnknown(root)
	return root
}

// tellsVersion makes the program alone print its help, or with --version its
// version. Cobra's own flag would want a template, and with it the linker keeps
// every method of every type.
func (a *app) tellsVersion(root *cobra.Command) {
	asked := root.Flags().BoolP("version", "v", false, "version for sprue")
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		if !*asked {
			return cmd.Help()
		}
		_, err := fmt.Fprintln(a.Stdout, "sprue", version())
		return err
	}
}

// addExitCodes ends every help with what the program may answer.
func addExitCodes(root *cobra.Command) {
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		help(cmd, args)
		_, _ = fmt.Fprint(cmd.OutOrStdout(), exitCodes)
	})
}

const exitCodes = `
Exit codes: 0 fine; 1 the answer is 'no'; 2 usage or configuration; 3 source not
reachable; 4 data error; 5 file locked or damaged; 130 interrupted.
`

func (a *app) addGlobalFlags(root *cobra.Command) {
	set := root.PersistentFlags()
	set.StringVar(&a.flags.config, "config", "", "configuration `FILE` (default sprue.yaml, searched upward from here)")
	set.StringVar(&a.flags.db, "db", "", "DuckDB `FILE` (default from the configuration, else sprue.duckdb)")
	set.Var(choice(&a.flags.format, output.FormatTable, output.Formats()...), "format", "of what goes to stdout: table, json or csv")
	set.BoolVar(&a.flags.quiet, "quiet", false, "no progress and no notes, only errors")
	set.BoolVar(&a.flags.verbose, "verbose", false, "say what is being done, and causes of errors")
	set.Var(choice(&a.flags.logFormat, "", config.LogFormats()...), "log-format", "of the log on stderr: text or json (default from the configuration, else text)")
	set.BoolVar(&a.flags.noColor, "no-color", false, "no colours (also: NO_COLOR in the environment)")
	_ = root.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(output.Formats(), cobra.ShellCompDirectiveNoFileComp))
	_ = root.RegisterFlagCompletionFunc("log-format", cobra.FixedCompletions(config.LogFormats(), cobra.ShellCompDirectiveNoFileComp))
	_ = root.MarkPersistentFlagFilename("config", "yaml", "yml")
	_ = root.MarkPersistentFlagFilename("db", "duckdb")
	set.SortFlags = false
}

// runs makes a command read the configuration and run do.
func (a *app) runs(cmd *cobra.Command, do func(ctx context.Context, args []string) error) *cobra.Command {
	return a.runsAlone(cmd, func(ctx context.Context, args []string) error {
		if err := a.configure(); err != nil {
			return err
		}
		return do(ctx, args)
	})
}

// reads is runs for commands that change nothing.
func (a *app) reads(cmd *cobra.Command, do func(ctx context.Context, args []string) error) *cobra.Command {
	return a.runs(cmd, func(ctx context.Context, args []string) error {
		a.onlyReads = true
		return do(ctx, args)
	})
}

// runsAlone is runs for commands that must work beside a broken configuration,
// or none. What fails before it is a mistake in the command line.
func (a *app) runsAlone(cmd *cobra.Command, do func(ctx context.Context, args []string) error) *cobra.Command {
	if cmd.Args == nil {
		cmd.Args = arguments(0)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		a.started = true
		a.name = strings.TrimPrefix(cmd.CommandPath(), "sprue ")
		if !a.flags.quiet {
			a.progress = output.NewProgress(a.Stderr, a.ErrTerminal, a.Clock)
		}
		a.file = config.Without(a.Dir)
		return do(cmd.Context(), args)
	}
	return cmd
}
