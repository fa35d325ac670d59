package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"sprue/engine/store"
)

// Changes of the last month are told one by one, the newest first.
const (
	schemaDays  = 30
	schemaLines = 10
)

// checkSchema tells what has changed of the sources' columns, and of the keys
// of their packets. Data that no figure sees, or sees no longer, is worth a look.
func (a *app) checkSchema(ctx context.Context, s *store.Store) (findings []finding, err error) {
	since := a.Clock().AddDate(0, 0, -schemaDays).UTC()
	rows, err := s.Query(ctx, `
		SELECT changed_utc, source, table_name, column_name, change, old_type, new_type, detail, count(*) OVER ()
		FROM meta.schema_change
		WHERE changed_utc >= ?
		ORDER BY changed_utc DESC, table_name, column_name, change
		LIMIT ?`, since, schemaLines)
	if err != nil {
		return nil, fmt.Errorf("read the changes of columns: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	total := 0
	for rows.Next() {
		var c schemaChange
		if err := rows.Scan(&c.at, &c.source, &c.table, &c.column, &c.change, &c.before, &c.after, &c.detail, &total); err != nil {
			return nil, err
		}
		findings = append(findings, c.finding())
	}
	if more := total - len(findings); more > 0 {
		findings = append(findings, finding{area: "schema", name: "and more", status: statusOK, value: fmt.Sprintf("%d in the last %d days", more, schemaDays),
			advice: `sprue query "FROM meta.schema_change ORDER BY changed_utc DESC"`})
	}
	if total == 0 {
		findings = []finding{{area: "schema", name: "columns", status: statusOK, value: fmt.Sprintf("no change in the last %d days", schemaDays)}}
	}
	return findings, rows.Err()
}

type schemaChange struct {
	at                            time.Time
	source, before, after, detail sql.NullString
	table, column, change         string
}

func (c schemaChange) finding() finding {
	value := c.change
	switch {
	case c.before.Valid && c.after.Valid:
		value += " from " + c.before.String + " to " + c.after.String
	case c.after.Valid:
		value += " as " + c.after.String
	}
	value += ", " + c.at.UTC().Format(time.DateOnly)
	if c.source.Valid {
		value += ", source " + c.source.String
	}
	if c.detail.Valid {
		value += " (" + c.detail.String + ")"
	}
	f := finding{area: "schema", name: c.table + "." + c.column, status: statusWatch, value: value}
	inPackets := strings.HasPrefix(c.column, "CONTENT.")
	switch c.change {
	case "added":
		f.status = statusOK
		if inPackets {
			f.advice = "kept in extra; shots.extra in sprue.yaml makes it a column"
		}
	case "widened":
		f.status = statusOK
	case "changed":
		f.advice = "values that are no number count where their text is one; others are in quarantine or NULL"
	case "incompatible":
		f.advice = "new values go to " + c.column + "; correct the source, or read both columns"
	case "dropped":
		f.advice = "NULL from then on; correct the source if it is needed"
	case "discarded":
		f.advice = "schema_mode: evolve takes it"
	}
	return f
}
