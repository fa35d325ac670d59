package snowflaketest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// upload is what the answer to PUT tells the client: which files to bring where.
// The place is a folder of this machine, one of the kinds that the driver knows.
type upload struct{ from, folder, mark string }

func isPut(sql string) bool { return regexp.MustCompile(`(?i)^\s*PUT\s`).MatchString(sql) }

// put answers to PUT 'file://PATH' @%TABLE, the stage of a table of the session's
// schema. The client copies the file while the answer is on its way.
func (s *Server) put(of *session, sql string) (*result, error) {
	m := regexp.MustCompile(`(?is)^\s*PUT\s+'file://([^']+)'\s+@%"?(\w+)"?(?:\s|$)`).FindStringSubmatch(sql)
	if m == nil || of == nil {
		return nil, &failure{"001003", "42000", "SQL compilation error:\nsyntax error: only PUT 'file://…' @%TABLE is known here"}
	}
	t, ok := s.find(of.schema + "." + m[2])
	if !ok || t.owner != nil && t.owner != of {
		return nil, s.noObject(m[2])
	}
	folder, err := s.stageOf(t)
	if err != nil {
		return nil, err
	}
	made := done()
	made.typeID, made.upload = 0x7000, &upload{from: m[1], folder: folder, mark: s.cfg.TokenMark}
	return made, nil
}

// describe writes what the driver goes by.
func (u *upload) describe(data map[string]any) {
	data["command"] = "UPLOAD"
	data["src_locations"] = []string{u.from}
	data["stageInfo"] = map[string]any{"locationType": "LOCAL_FS", "location": u.folder,
		"creds": map[string]string{"AWS_KEY_ID": "key" + u.mark, "AWS_SECRET_KEY": "secret" + u.mark, "AWS_TOKEN": "token" + u.mark}}
	data["sourceCompression"] = "gzip"
	data["autoCompress"], data["overwrite"], data["parallel"] = false, true, 1
}

// stageOf is the folder of a table's stage.
func (s *Server) stageOf(t *table) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stage == "" {
		folder, err := os.MkdirTemp("", "snowflaketest-")
		if err != nil {
			return "", err
		}
		s.stage = folder
	}
	folder := filepath.Join(s.stage, t.key())
	return folder, os.MkdirAll(folder, 0o700)
}

func (s *Server) dropStage() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stage == "" {
		return nil
	}
	return os.RemoveAll(s.stage)
}

// copyInto loads the files of a table's own stage: CSV, an empty field NULL and an
// empty text in quotes none.
func (s *Server) copyInto(ctx context.Context, of *session, does statement) (*result, error) {
	t, ok := s.find(does.table)
	m := regexp.MustCompile(`(?is)^\s*FROM\s+@%"?(\w+)"?\s`).FindStringSubmatch(does.rest)
	if !ok || m == nil || of == nil || s.keyOf(of.schema+"."+m[1]) != t.key() {
		return nil, &failure{"001003", "42000", "SQL compilation error:\nonly the stage of the table itself is known here"}
	}
	folder, err := s.stageOf(t)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) == 0 {
		return copied(0), err
	}
	var cells, list []string
	for i, c := range t.columns {
		cells = append(cells, c.fromText(fmt.Sprintf("c%d", i)))
	}
	for _, file := range files {
		list = append(list, literal(file))
	}
	changed, err := s.db.ExecContext(ctx, fmt.Sprintf(`INSERT INTO %s SELECT %s FROM read_csv([%s], header = false, auto_detect = false,
		columns = {%s}, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, compression = 'gzip')`,
		t.path(s), strings.Join(cells, ", "), strings.Join(list, ", "), names(len(t.columns), `'c%d': 'VARCHAR'`)))
	if err != nil {
		return nil, &failure{"100038", "22018", "a file cannot be loaded: " + err.Error()}
	}
	n, err := changed.RowsAffected()
	if err != nil {
		return nil, err
	}
	return copied(n), s.touch(ctx, t.with(t.columns))
}

func names(n int, format string) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(format, i))
	}
	return strings.Join(all, ", ")
}

// fromText is SQL of a cell of a file.
func (c column) fromText(cell string) string {
	if c.wire == "binary" {
		return "unhex(" + cell + ")"
	}
	return "CAST(" + cell + " AS " + c.stored + ")"
}

func copied(rows int64) *result {
	r := done()
	r.columns = []column{{"rows_loaded", kindOfStored("BIGINT")}}
	r.rows, r.changed = [][]any{{fmt.Sprint(rows)}}, rows
	return r
}

// merge runs MERGE and says how many rows went which way.
func (s *Server) merge(ctx context.Context, does statement, sql string) (_ *result, err error) {
	t, ok := s.find(does.table)
	if !ok {
		return nil, s.noObject(does.table)
	}
	rows, err := s.db.QueryContext(ctx, sql+" RETURNING merge_action")
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	actions, err := scan(rows, 1)
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	counts := map[string]int64{}
	for _, row := range actions {
		counts[fmt.Sprint(row[0])]++
	}
	r := &result{changed: int64(len(actions)), typeID: 0x3400, rows: [][]any{{}}}
	for _, action := range []string{"INSERT", "UPDATE", "DELETE"} {
		word := map[string]string{"INSERT": "inserted", "UPDATE": "updated", "DELETE": "deleted"}[action]
		r.columns = append(r.columns, column{"number of rows " + word, kindOfStored("BIGINT")})
		r.rows[0] = append(r.rows[0], fmt.Sprint(counts[action]))
	}
	return r, s.touch(ctx, t.with(t.columns))
}

// dropTemporary drops the temporary tables of a session that has ended.
func (s *Server) dropTemporary(of *session) {
	s.mu.Lock()
	var all []*table
	for key, t := range s.tables {
		if t.owner == of {
			all = append(all, t)
			delete(s.tables, key)
		}
	}
	stage := s.stage
	s.mu.Unlock()
	for _, t := range all {
		_, _ = s.db.ExecContext(context.Background(), "DROP TABLE IF EXISTS "+t.path(s)) // nobody can name it any more
		if stage != "" {
			_ = os.RemoveAll(filepath.Join(stage, t.key()))
		}
	}
}

// Protect lets nobody but the owner write into a schema, and Open lets them again.
func (s *Server) Protect(schema string) { s.protect(schema, true) }

// Unprotect lets everybody write into a schema again.
func (s *Server) Unprotect(schema string) { s.protect(schema, false) }

func (s *Server) protect(schema string, on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.protected[strings.ToUpper(schema)] = on
}

// mayNotWrite checks the right to write. Temporary tables need none.
func (s *Server) mayNotWrite(does statement, t *table) error {
	schema, name, _ := strings.Cut(s.keyOf(does.table), ".")
	s.mu.Lock()
	protected := s.protected[schema]
	s.mu.Unlock()
	switch {
	case !protected, does.verb == "SELECT", t != nil && t.owner != nil, does.verb == "CREATE TABLE" && does.says("TEMPORARY"):
		return nil
	case does.verb == "CREATE TABLE":
		return &failure{"003001", "42501", fmt.Sprintf("SQL access control error:\nInsufficient privileges to operate on schema '%s'.", schema)}
	}
	return &failure{"003001", "42501", fmt.Sprintf("SQL access control error:\nInsufficient privileges to operate on table '%s'.", name)}
}

// Load makes a table of what a query of DuckDB's gives, with the types of
// Snowflake that hold it.
func (s *Server) Load(ctx context.Context, name, query string) error {
	shown, err := s.shape(ctx, statement{}, query)
	if err != nil {
		return err
	}
	t := s.named(name)
	var cells []string
	for _, c := range shown {
		c.name = strings.ToUpper(c.name)
		if c.wire == "fixed" && c.scale == 0 && c.precision == 38 {
			c.kind, err = kindOf("NUMBER(38,0)")
		}
		t.columns = append(t.columns, c)
		cells = append(cells, fmt.Sprintf("CAST(%s AS %s) AS %[1]s", ident(c.name), c.stored))
	}
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, fmt.Sprintf("CREATE OR REPLACE TABLE %s AS SELECT %s FROM (%s)", t.path(s), strings.Join(cells, ", "), query))
	if err != nil {
		return fmt.Errorf("load %s: %w", name, err)
	}
	return s.touch(ctx, t)
}
