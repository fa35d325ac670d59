package snowflake

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/snowflakedb/gosnowflake"

	"sprue/sync/source"
)

// Queries of INFORMATION_SCHEMA run on the warehouse and wake it. What follows needs
// none: SHOW and functions of the system are answered from metadata. A table is
// marked by when rows of it were last committed, and by what its columns are, as a
// change of columns alone commits no rows. Where all marks are those that the mirror
// holds, nothing else is asked.

// showLimit is how many rows SHOW gives at the most, however many there are.
const showLimit = 10_000

func (s *Source) showSQL() string {
	return fmt.Sprintf("SHOW COLUMNS IN SCHEMA %s.%s", source.Ident(s.cfg.Database), source.Ident(s.cfg.Schema))
}

// commitsSQL asks in one row when each of the tables was last written.
func (s *Source) commitsSQL(names []string) string {
	var calls []string
	for i, name := range names {
		calls = append(calls, fmt.Sprintf("SYSTEM$LAST_CHANGE_COMMIT_TIME(%s) AS T%d", source.Literal(s.from(shape{name: name})), i))
	}
	return "SELECT " + strings.Join(calls, ", ")
}

// marks gives the marks of the tables that are asked for, by their names in the
// catalogue. Where metadata do not tell, the catalogue of the warehouse has to: nil.
func (s *Source) marks(ctx context.Context, tables []source.Table) (map[string]string, error) {
	marks, err := s.readMarks(ctx, tables)
	var refused *gosnowflake.SnowflakeError
	if errors.As(err, &refused) && refused.Number < firstOfSession {
		s.log.Debug("whether tables have changed cannot be told without the warehouse", "source", s.cfg.Name, "error", s.scrub(err))
		return nil, nil
	}
	return marks, err
}

// firstOfSession parts errors of statements from those of log-ins and of the way, after
// which no other statement comes through either.
const firstOfSession = 200_000

func (s *Source) readMarks(ctx context.Context, tables []source.Table) (map[string]string, error) {
	columns, err := s.shown(ctx)
	if err != nil {
		return nil, err
	}
	marks := map[string]string{}
	var names, keys []string
	for name := range columns {
		at := slices.IndexFunc(tables, func(t source.Table) bool { return strings.EqualFold(t.Name, name) })
		if at < 0 {
			continue
		}
		if slices.Contains(keys, tables[at].Name) {
			return nil, nil // names differ in case alone
		}
		names, keys = append(names, name), append(keys, tables[at].Name)
	}
	if len(names) == 0 {
		return nil, nil
	}
	commits := make([]sql.NullString, len(names))
	into := make([]any, len(names))
	for i := range commits {
		into[i] = &commits[i]
	}
	if err := s.each(ctx, s.commitsSQL(names), func(rows *sql.Rows) error { return rows.Scan(into...) }, func() {}); err != nil {
		return nil, err
	}
	for i, commit := range commits {
		if commit.Valid {
			marks[keys[i]] = commit.String + "-" + columns[names[i]]
		} else {
			marks[keys[i]] = ""
		}
	}
	return marks, nil
}

// shown gives a digest of the columns of each table and view of the schema; nil where
// there are more than SHOW gives.
func (s *Source) shown(ctx context.Context) (map[string]string, error) {
	var rows int
	var lines map[string][]string
	err := s.each(ctx, s.showSQL(), func(shown *sql.Rows) error {
		rows++
		line, err := named(shown)
		if err == nil {
			table := line["table_name"]
			lines[table] = append(lines[table], line["column_name"]+" "+line["data_type"]+" "+line["kind"])
		}
		return err
	}, func() { rows, lines = 0, map[string][]string{} })
	if err != nil || rows >= showLimit {
		return nil, err
	}
	digests := map[string]string{}
	for table, columns := range lines {
		slices.Sort(columns)
		sum := sha256.Sum256([]byte(strings.Join(columns, "\n")))
		digests[table] = hex.EncodeToString(sum[:8])
	}
	return digests, nil
}

// named reads a row whose columns are known by name alone: SHOW gains some over time.
func named(rows *sql.Rows) (map[string]string, error) {
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, into := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	row := map[string]string{}
	for i, name := range names {
		row[strings.ToLower(name)] = values[i].String
	}
	return row, nil
}

// asHeld is the survey of a schema in which nothing has changed since the mirror read
// it; false where something has, or may have. Views have no mark that is held.
func asHeld(ask source.Ask, marks map[string]string) (survey source.Survey, ok bool) {
	for _, t := range ask.Tables {
		mark, there := marks[t.Name]
		state, pieces := ask.States[t.Name], ask.Known[t.Name]
		switch {
		case !there && !t.Required: // nor would the catalogue have it
		case mark == "":
			return survey, false
		case t.Large && strings.HasSuffix(state, " "+mark):
			survey.Found = append(survey.Found, source.Found{Table: t, State: state})
		case !t.Large && len(pieces) == 1 && pieces[0].Hash == mark:
			survey.Found = append(survey.Found, source.Found{Table: t, Pieces: pieces})
		default:
			return survey, false
		}
	}
	return survey, len(survey.Found) > 0
}
