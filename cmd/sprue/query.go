package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/store"
)

func (a *app) queryCommand() *cobra.Command {
	var file string
	var limits store.Limits
	cmd := &cobra.Command{
		Use:   "query \"SQL\" | -f FILE",
		Short: "Read-only SQL on the mirror, the shots and the figures",
		Long: "Runs one SELECT. It sees the schemas raw, core, mart and meta and nothing else:\n" +
			"no files, no network, no change. There is no limit on rows, and none on time\n" +
			"without --timeout.",
		Example: "  sprue query \"SELECT equipment_code, count(*) AS shots FROM core.master_shot GROUP BY ALL\"\n" +
			"  sprue query -f report.sql --format csv > report.csv\n" +
			"  sprue query \"SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'mart'\"",
		Args: arguments(1, "the SQL"),
	}
	cmd.Flags().StringVarP(&file, "file", "f", "", "read the SQL from `FILE`, - for stdin")
	cmd.Flags().Var(intervalValue{&limits.Time}, "timeout", "end it after this `TIME`, as 30s (default none)")
	return a.reads(cmd, func(ctx context.Context, args []string) error {
		text, err := a.queryText(args, file)
		if err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error { return a.query(ctx, s, text, limits) })
	})
}

func (a *app) queryText(args []string, file string) (string, error) {
	switch {
	case len(args) == 1 && file != "":
		return "", usage("the query is given twice: as an argument and with -f "+file, "leave one of them out")
	case len(args) == 0 && file == "":
		return "", usage("the query is missing", "write it as an argument, as in: sprue query \"SELECT 1\", or name its file with -f")
	case file == "-":
		text, err := a.readStdin()
		return string(text), err
	case file == "":
		return args[0], nil
	}
	text, err := os.ReadFile(a.path(file))
	if err != nil {
		return "", &engine.Error{Code: engine.CodeUsage, Doing: "read the query", Message: err.Error(), Hint: "name the file after -f", Cause: err}
	}
	return string(text), nil
}

func (a *app) query(ctx context.Context, s *store.Store, text string, limits store.Limits) (err error) {
	rows, err := s.UserQuery(ctx, text, limits)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var columns []output.Column
	for _, column := range rows.Columns() {
		columns = append(columns, output.Column{Name: column.Name, Kind: output.KindOfSQL(column.Given, column.Type)})
	}
	out, err := a.rows(columns, nil)
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := out.Row(rows.Values()); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return out.Close()
}
