package main

import (
	"context"
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
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          a.subcommands,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.SetVersionTemplate("sprue {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpTemplate(root.HelpTemplate() + exitCodes)
	a.addGlobalFlags(root)
	root.AddCommand(a.commands()...)
	a.completeNames(root)
	a.refuseUnknown(root)
	return root
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
