package main

import (
	"strings"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/sync/mirror"
)

// printSync says in one line on stderr what a sync did, and with --verbose or
// in a dry run in a row for each table on stdout.
func (a *app) printSync(report mirror.Report, dry bool, took string) error {
	var read int64
	for _, t := range report.Tables {
		read += t.Read
	}
	if dry {
		return a.printTables(report)
	}
	a.note("sync     %s rows read, %s of them new or changed (%s)", engine.Count(read), engine.Count(report.Changes()), took)
	if a.flags.verbose || a.flags.format != output.FormatTable {
		return a.printTables(report)
	}
	return nil
}

func (a *app) printTables(report mirror.Report) error {
	names := strings.Fields("source table rows_read rows_new rows_changed rows_unchanged rows_deleted rows_rejected rows_left_out files bytes seconds")
	columns := make([]output.Column, len(names))
	for i, name := range names {
		columns[i].Name = name
	}
	rows, err := a.rows(columns, nil)
	if err != nil {
		return err
	}
	for _, t := range report.Tables {
		err := rows.Row([]any{t.Source, t.Table, t.Read, t.New, t.Changed, t.Unchanged, t.Deleted, t.Rejected, t.LeftOut, t.Pieces, t.Bytes, t.Duration.Seconds()})
		if err != nil {
			return err
		}
	}
	return rows.Close()
}
