package snowflaketest

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// partitionRows is how many rows a micro-partition holds here.
const partitionRows = 10

// plan answers EXPLAIN USING JSON as Snowflake does: with the partitions of the
// table, and those that its bounds leave.
func (s *Server) plan(ctx context.Context, of *session, sql string) (*result, error) {
	query, ok := strings.CutPrefix(sql, "EXPLAIN USING JSON ")
	if !ok {
		return nil, &failure{"001003", "42000", "SQL compilation error:\nsyntax error line 1 at position 8 unexpected."}
	}
	does := s.grammar.read(query)
	if s.isDenied(s.keyOf(does.table)) {
		return nil, s.noObject(does.table)
	}
	query = s.translate(query, of)
	if _, err := s.shape(ctx, does, query); err != nil {
		return nil, s.explain(ctx, does, err)
	}
	assigned, total := int64(1), int64(1)
	if t, ok := s.find(does.table); ok && !t.view {
		where := "true"
		if m := regexp.MustCompile(`(?s) WHERE (.*?)(?:\)? GROUP BY .*| ORDER BY .*|$)`).FindStringSubmatch(query); m != nil {
			where = m[1]
		}
		err := s.db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(DISTINCT rowid // %[1]d) FILTER (%[2]s), count(DISTINCT rowid // %[1]d) FROM %[3]s", partitionRows, where, t.path(s))).
			Scan(&assigned, &total)
		if err != nil {
			return nil, s.explain(ctx, does, err)
		}
	}
	bytes := assigned * partitionRows * int64(s.cfg.RowBytes)
	text, err := json.Marshal(map[string]any{
		"GlobalStats": map[string]any{"partitionsTotal": total, "partitionsAssigned": assigned, "bytesAssigned": bytes},
		"Operations": [][]any{{
			map[string]any{"id": 0, "operation": "Result", "expressions": []string{"*"}},
			map[string]any{"id": 1, "parentOperators": []int{0}, "operation": "TableScan", "objects": []string{s.cfg.Database + "." + s.keyOf(does.table)},
				"partitionsAssigned": assigned, "partitionsTotal": total, "bytesAssigned": bytes},
		}},
	})
	return &result{typeID: 0x6000, columns: []column{{"content", kindOfStored("VARCHAR")}}, rows: [][]any{{string(text)}}}, err
}
