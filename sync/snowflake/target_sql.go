package snowflake

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/snowflakedb/gosnowflake"

	"sprue/engine"
	"sprue/sync/push"
	"sprue/sync/source"
)

// mark begins the comment of a table that a push has made; no other is written into.
const mark = "sprue push of "

// kindOf is the type of a column there. Integers are what Snowflake's own are,
// instants without a zone in UTC, lists and structs JSON in text.
func kindOf(c push.Column) string {
	switch c.Type {
	case "BOOLEAN", "DATE":
		return c.Type
	case "DOUBLE", "FLOAT":
		return "FLOAT"
	case "TIME":
		return "TIME(6)"
	case "BLOB":
		return "BINARY"
	case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT":
		return "NUMBER(38,0)"
	}
	switch {
	case strings.HasPrefix(c.Type, "DECIMAL("):
		return "NUMBER" + strings.TrimPrefix(c.Type, "DECIMAL")
	case strings.HasPrefix(c.Type, "TIMESTAMP"):
		return "TIMESTAMP_NTZ(6)"
	}
	return "VARCHAR"
}

// spoken is a type as INFORMATION_SCHEMA has it.
func spoken(family string) string {
	if family == "VARCHAR" {
		return "TEXT"
	}
	return family
}

func (t *Target) path(name string) string {
	return source.Ident(t.s.cfg.Database) + "." + source.Ident(t.s.cfg.Schema) + "." + source.Ident(name)
}

func (t *Target) heldSQL() string {
	return fmt.Sprintf(`SELECT TABLE_NAME, ROW_COUNT, COMMENT FROM %s.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = %s ORDER BY TABLE_NAME`,
		source.Ident(t.s.cfg.Database), source.Literal(t.s.cfg.Schema))
}

func (t *Target) columnsSQL(table push.Table) string {
	return fmt.Sprintf(`SELECT COLUMN_NAME, DATA_TYPE FROM %s.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = %s AND TABLE_NAME = %s ORDER BY ORDINAL_POSITION`,
		source.Ident(t.s.cfg.Database), source.Literal(t.s.cfg.Schema), source.Literal(t.Named(table)))
}

func declare(c push.Column) string {
	return source.Ident(strings.ToUpper(c.Name)) + " " + kindOf(c)
}

func (t *Target) createSQL(table push.Table) string {
	var columns []string
	for _, c := range table.Columns {
		columns = append(columns, declare(c)+" COMMENT "+source.Literal(c.Comment))
	}
	return fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s (%s) COMMENT = %s", t.path(t.Named(table)), strings.Join(columns, ", "), source.Literal(mark+table.Name+": "+table.Comment))
}

func (t *Target) addSQL(table push.Table, c push.Column) string {
	return fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s COMMENT %s", t.path(t.Named(table)), declare(c), source.Literal(c.Comment))
}

func (t *Target) stagingSQL(table push.Table, staging string) string {
	var columns []string
	for _, c := range table.Columns {
		columns = append(columns, declare(c))
	}
	return fmt.Sprintf("CREATE TEMPORARY TABLE %s (%s)", t.path(staging), strings.Join(columns, ", "))
}

// putSQL names the stage of the table without a schema: it is the session's.
func putSQL(file, staging string) string {
	return fmt.Sprintf("PUT 'file://%s' @%%%s SOURCE_COMPRESSION = GZIP AUTO_COMPRESS = FALSE OVERWRITE = TRUE", strings.ReplaceAll(file, `\`, "/"), staging)
}

// copySQL says all that the files are, and leaves nothing to what the account has set.
func (t *Target) copySQL(staging string) string {
	return fmt.Sprintf(`COPY INTO %s FROM @%%%s FILE_FORMAT = (TYPE = CSV COMPRESSION = GZIP FIELD_DELIMITER = ',' RECORD_DELIMITER = '\n' FIELD_OPTIONALLY_ENCLOSED_BY = '"'`+
		` ESCAPE = NONE ESCAPE_UNENCLOSED_FIELD = NONE NULL_IF = () EMPTY_FIELD_AS_NULL = TRUE TRIM_SPACE = FALSE ENCODING = 'UTF8'`+
		` DATE_FORMAT = 'YYYY-MM-DD' TIME_FORMAT = AUTO TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF6' BINARY_FORMAT = HEX) ON_ERROR = ABORT_STATEMENT`,
		t.path(staging), staging)
}

// mergeSQL changes what differs and nothing else: rows whose key the sent ones lack
// go, rows of one key with other values change, the others come. EXCEPT takes two
// NULLs for the same, as keys may have them.
func (t *Target) mergeSQL(table push.Table, staging string) string {
	isKey := map[string]bool{}
	for _, k := range table.Key {
		isKey[strings.ToUpper(k)] = true
	}
	var on, keys, sent, gone, columns, values, set, differs []string
	for _, c := range table.Columns {
		plain := strings.ToUpper(c.Name)
		name := source.Ident(plain)
		columns, values, sent = append(columns, name), append(values, "s."+name), append(sent, name)
		if isKey[plain] {
			keys, gone = append(keys, name), append(gone, name)
			on = append(on, fmt.Sprintf("t.%[1]s IS NOT DISTINCT FROM s.%[1]s", name))
			continue
		}
		gone = append(gone, "NULL")
		set = append(set, fmt.Sprintf("%[1]s = s.%[1]s", name))
		differs = append(differs, fmt.Sprintf("t.%[1]s IS DISTINCT FROM s.%[1]s", name))
	}
	list := func(names []string) string { return strings.Join(names, ", ") }
	update := ""
	if len(set) > 0 {
		update = fmt.Sprintf(" WHEN MATCHED AND (%s) THEN UPDATE SET %s", strings.Join(differs, " OR "), list(set))
	}
	target, from := t.path(t.Named(table)), t.path(staging)
	return fmt.Sprintf("MERGE INTO %s t USING (SELECT %s, FALSE AS SPRUE_GONE FROM %s UNION ALL SELECT %s, TRUE FROM (SELECT %s FROM %s EXCEPT SELECT %s FROM %s) g) s ON %s"+
		" WHEN MATCHED AND s.SPRUE_GONE THEN DELETE%s WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)",
		target, list(sent), from, list(gone), list(keys), target, list(keys), from, strings.Join(on, " AND "), update, list(columns), list(values))
}

// said puts an error into a user's words: what a source may read, a target has to
// be allowed to write.
func (t *Target) said(doing, table string, err error) error {
	c, role := t.s.cfg, orName(t.s.cfg.Role)
	e := &engine.Error{Code: engine.CodeSource, Doing: strings.TrimSpace(doing+" "+table) + " in " + c.Database + "." + c.Schema}
	var refused *gosnowflake.SnowflakeError
	switch errors.As(err, &refused); {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case refused == nil && isTransport(err):
		e.Message = "the warehouse cannot be reached: " + firstLine(t.s.scrub(err).Error())
		e.Hint = "check the network and any proxy, and push again: it ends with the same rows"
	case refused == nil:
		return t.s.said(doing, table, err)
	case refused.Number == gosnowflake.ErrFailedToUploadToStage:
		e.Message = "a file cannot be brought to the warehouse's stage"
		e.Hint = "the network has to let the addresses of type STAGE of SELECT SYSTEM$ALLOWLIST() pass"
	case refused.Number == codeNoPrivilege, refused.Number == codeNoObject, refused.Number == codeWarehouseGone:
		e.Message = fmt.Sprintf("role %s may not write there, or the schema is not there", role)
		e.Hint = fmt.Sprintf("GRANT USAGE ON DATABASE %[1]s TO ROLE %[3]s; GRANT USAGE, CREATE TABLE ON SCHEMA %[1]s.%[2]s TO ROLE %[3]s; and where another role has made the table: GRANT OWNERSHIP ON TABLE %[1]s.%[2]s.%[4]s TO ROLE %[3]s COPY CURRENT GRANTS;",
			c.Database, c.Schema, role, orName(table))
	default:
		return t.s.said(doing, table, err)
	}
	e.Cause = t.s.scrub(err)
	return e
}
