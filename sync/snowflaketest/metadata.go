package snowflaketest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// What stands here is answered from metadata: no warehouse has to run for it.

// Suspend puts the warehouse to sleep. The next query that reads or writes rows, or
// asks INFORMATION_SCHEMA, wakes it.
func (s *Server) Suspend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.suspended = true
}

// Suspended tells whether the warehouse sleeps.
func (s *Server) Suspended() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.suspended
}

func (s *Server) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.suspended = false
}

// show answers SHOW COLUMNS IN SCHEMA, with what there is a right to.
func (s *Server) show(sql string) (*result, error) {
	m := regexp.MustCompile(`(?i)^SHOW COLUMNS IN SCHEMA (?:"?[\w$]+"?\.)?"?([\w$]+)"?$`).FindStringSubmatch(strings.TrimSpace(sql))
	if m == nil {
		return nil, &failure{"001003", "42000", "SQL compilation error:\nonly SHOW COLUMNS IN SCHEMA is known here"}
	}
	r := &result{typeID: 0x6000}
	for _, name := range []string{"table_name", "schema_name", "column_name", "data_type", "kind"} {
		r.columns = append(r.columns, column{name, kindOfStored("VARCHAR")})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(s.tables)) {
		t := s.tables[key]
		if t.schema != m[1] || t.owner != nil || s.denied[key] {
			continue
		}
		for _, c := range t.columns {
			kind := fmt.Sprintf(`{"type":%q,"precision":%d,"scale":%d,"nullable":true}`, strings.ToUpper(c.wire), c.precision, c.scale)
			r.rows = append(r.rows, []any{t.name, t.schema, c.name, kind, "COLUMN"})
		}
	}
	return r, nil
}

// commits puts the times of tables' last commits, in ns, in the place of the function
// that asks for them. A view has that of all tables: it may read any.
func (s *Server) commits(sql string) (string, error) {
	var failed error
	told := regexp.MustCompile(`SYSTEM\$LAST_CHANGE_COMMIT_TIME\('((?:[^']|'')*)'\)`).ReplaceAllStringFunc(sql, func(call string) string {
		name := strings.ReplaceAll(call[strings.Index(call, "'")+1:len(call)-2], "''", "'")
		t, ok := s.find(name)
		if !ok || s.isDenied(t.key()) {
			failed = s.noObject(name)
			return "NULL"
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		last := t.committed
		for _, other := range s.tables {
			if t.view && other.committed.After(last) {
				last = other.committed
			}
		}
		return fmt.Sprintf("CAST(%d AS BIGINT)", last.UnixNano())
	})
	return told, failed
}
