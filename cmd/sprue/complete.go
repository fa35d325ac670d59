package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"sprue/engine/analysis"
)

// completeNames offers the names in the file to every flag that takes one.
func (a *app) completeNames(cmd *cobra.Command) {
	for _, kind := range []string{"tool", "part", "supplier", "location"} {
		if cmd.Flags().Lookup(kind) != nil {
			_ = cmd.RegisterFlagCompletionFunc(kind, func(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
				return a.namesOf(cmd.Context(), kind, begun), cobra.ShellCompDirectiveNoFileComp
			})
		}
	}
	for _, sub := range cmd.Commands() {
		a.completeNames(sub)
	}
}

// namesOf asks as 'sprue query' does, so that a server that holds the file answers.
// A shell has no place for what goes wrong: then there is nothing to offer.
func (a *app) namesOf(ctx context.Context, kind, begun string) []string {
	var answer bytes.Buffer
	e := a.env
	e.Stdout, e.Stderr = &answer, io.Discard
	e.OutTerminal, e.ErrTerminal, e.InTerminal = false, false, false
	args := []string{"query", "SELECT DISTINCT kind, name FROM (" + analysis.NamesSQL() + ") ORDER BY name", "--format", "csv"}
	if a.flags.config != "" {
		args = append(args, "--config", a.flags.config)
	}
	if a.flags.db != "" {
		args = append(args, "--db", a.flags.db)
	}
	if run(ctx, e, args) != 0 {
		return nil
	}
	rows, err := csv.NewReader(&answer).ReadAll()
	if err != nil {
		return nil
	}
	var names []string
	for _, row := range rows {
		if row[0] == kind && strings.HasPrefix(strings.ToUpper(row[1]), strings.ToUpper(begun)) {
			names = append(names, row[1])
		}
	}
	return names
}
