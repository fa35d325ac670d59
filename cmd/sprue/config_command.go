package main

import (
	"context"

	"github.com/spf13/cobra"

	"sprue/cmd/config"
)

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "config",
		Short:   "What a sprue.yaml may hold",
		Example: "  sprue config schema > " + config.SchemaFile,
		Args:    a.subcommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.schemaCommand())
	return cmd
}

func (a *app) schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "The JSON Schema of sprue.yaml, for editors",
		Long: "Editors that know the YAML language server complete and check sprue.yaml by it:\n" +
			"'sprue init' writes it beside, and names it in the first line.",
		Example: "  sprue config schema > " + config.SchemaFile,
	}
	return a.runsAlone(cmd, func(context.Context, []string) error {
		text, err := config.Schema()
		if err != nil {
			return err
		}
		_, err = a.Stdout.Write(text)
		return err
	})
}
