package main

import (
	"slices"
	"strconv"
	"strings"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/sync/mirror"
)

// printSync prints a row for each table that was read, with what it cost where a
// source is asked by queries.
func (a *app) printSync(report mirror.Report) error {
	names := "source table rows_read rows_new rows_changed rows_unchanged rows_deleted rows_rejected rows_left_out files bytes seconds"
	asks := report.Cost().Queries > 0
	if asks {
		names += " queries received_bytes scanned_bytes warehouse_seconds"
	}
	rows, err := a.rows(named(names), readableNumber)
	if err != nil {
		return err
	}
	for _, t := range report.Tables {
		row := []any{t.Source, t.Table, t.Read, t.New, t.Changed, t.Unchanged, t.Deleted, t.Rejected, t.LeftOut, t.Pieces, t.Bytes, t.Duration.Seconds()}
		if asks {
			row = append(row, t.Cost.Queries, t.Cost.Received, t.Cost.Scanned, t.Cost.Time.Seconds())
		}
		if err := rows.Row(row); err != nil {
			return err
		}
	}
	return rows.Close()
}

// printDrySync prints what a sync would read: of rows and times it knows
// nothing yet. Of sources that are asked by queries it prints these.
func (a *app) printDrySync(report mirror.Report) error {
	if slices.ContainsFunc(report.Tables, func(t mirror.TableReport) bool { return len(t.Planned) > 0 }) {
		return a.printQueries(report)
	}
	rows, err := a.rows(named("source table files bytes"), readableNumber)
	if err != nil {
		return err
	}
	for _, t := range report.Tables {
		if err := rows.Row([]any{t.Source, t.Table, t.Pieces, t.Bytes}); err != nil {
			return err
		}
	}
	return rows.Close()
}

func (a *app) printQueries(report mirror.Report) error {
	rows, err := a.rows(named("source table partitions partitions_total bytes query"), readableNumber)
	if err != nil {
		return err
	}
	for _, t := range report.Tables {
		for _, query := range t.Planned {
			if err := rows.Row([]any{t.Source, t.Table, known(query.Partitions), known(query.Of), known(query.Bytes), query.SQL}); err != nil {
				return err
			}
		}
	}
	return rows.Close()
}

// known is a number, or NULL where there is none.
func known(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

// printBuild prints a row for each model that was filled.
func (a *app) printBuild(report pipeline.Report) error {
	if len(report.Models) == 0 && a.flags.format == output.FormatTable {
		return nil // a header over nothing tells a person nothing
	}
	rows, err := a.rows(named("build_id model rows_in rows_out seconds"), readableNumber)
	if err != nil {
		return err
	}
	for _, m := range report.Models {
		var in any // NULL where it is not known
		if m.RowsIn != nil {
			in = *m.RowsIn
		}
		if err := rows.Row([]any{report.BuildID, m.Model, in, m.RowsOut, m.Seconds}); err != nil {
			return err
		}
	}
	return rows.Close()
}

func named(names string) []output.Column {
	var columns []output.Column
	for _, name := range strings.Fields(names) {
		columns = append(columns, output.Column{Name: name})
	}
	return columns
}

// readableNumber shows counts with their thousands, seconds to the hundredth,
// and the rest with three significant digits.
func readableNumber(column output.Column, value any) string {
	switch value := value.(type) {
	case int64:
		return engine.Count(value)
	case float64:
		if column.Name == "seconds" {
			return strconv.FormatFloat(value, 'f', 2, 64)
		}
		return engine.Significant(value)
	default:
		return output.Text(column, value)
	}
}
