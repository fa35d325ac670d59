package snowflake

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"sprue/sync/source"
)

// Digests sums a large table up by day, as package source defines it. It gives nil
// where it cannot: a column has a type whose text in the warehouse and in the mirror
// may differ, or the pattern of counters has more than * and ?.
func (s *Source) Digests(ctx context.Context, req source.Request) (*source.Digests, error) {
	h, err := s.shape(ctx, req.Table)
	if err != nil {
		return nil, err
	}
	query, columns := s.digestSQL(h, req)
	if query == "" {
		return nil, nil
	}
	digests := &source.Digests{Columns: columns}
	err = s.each(ctx, query, func(rows *sql.Rows) error {
		var day sql.NullString
		var d source.Digest
		if err := rows.Scan(&day, &d.Rows, &d.Sum); err != nil {
			return err
		}
		d.Day = day.String
		digests.Days = append(digests.Days, d)
		return nil
	}, func() { digests.Days = nil })
	if err != nil {
		return nil, s.said("sum up the days of", h.name, err)
	}
	return digests, nil
}

// digestSQL reads the columns of the catalogue and delivers a row a day.
func (s *Source) digestSQL(h shape, req source.Request) (query string, used []string) {
	by := req.Cursor
	like, ok := likeOf(req.Counters)
	if !ok || by.Kind == source.Instant {
		return "", nil
	}
	var parts []string
	counter := ""
	for _, known := range h.table.Columns {
		at := slices.IndexFunc(h.columns, func(c column) bool { return strings.EqualFold(c.name, known.Name) })
		if at < 0 {
			continue // an optional one; required ones have been looked for
		}
		c := h.columns[at]
		text := source.Ident(c.name)
		switch {
		case known.Type == source.Integer && c.kind == "NUMBER":
			text = "CAST(CAST(" + text + " AS NUMERIC(38, 0)) AS VARCHAR)"
		case known.Type != source.Text || c.kind != "TEXT":
			return "", nil
		case known.Name == h.table.Counter():
			text = source.CounterKey(text)
			counter = text
		}
		parts, used = append(parts, text), append(used, known.Name)
	}
	return fmt.Sprintf("SELECT DAY_OF_ROW, COUNT(*) AS ROWS_OF_DAY, CAST(SUM(HASH_OF_ROW) AS VARCHAR) AS SUM_OF_DAY FROM (SELECT DISTINCT %s AS DAY_OF_ROW, MD5_NUMBER_LOWER64(%s) AS HASH_OF_ROW FROM %s%s) GROUP BY 1 ORDER BY 1",
		by.DaySQL(h.cursorSQL(by)), source.DigestText(parts), s.from(h), where(fits(counter, like))), used
}

// fits limits counters; a row without one is mirrored all the same.
func fits(counter, like string) string {
	if like == "" {
		return ""
	}
	return fmt.Sprintf("COALESCE(%[1]s = '' OR %[1]s LIKE %[2]s ESCAPE '^', TRUE)", counter, like)
}

// likeOf is a pattern of counters as LIKE knows it; false where it has more than
// * and ?.
func likeOf(pattern string) (like string, ok bool) {
	if strings.ContainsAny(pattern, `[]\^`) {
		return "", false
	}
	if pattern == "" {
		return "", true
	}
	return source.Literal(strings.NewReplacer("%", "^%", "_", "^_", "*", "%", "?", "_").Replace(pattern)), true
}
