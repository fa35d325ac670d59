package snowflaketest_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/snowflakedb/gosnowflake"

	"sprue/sync/snowflaketest"
)

func TestMain(m *testing.M) {
	// The driver would look for clouds around it.
	if err := os.Setenv("SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true"); err != nil {
		panic(err)
	}
	gosnowflake.GetLogger().SetOutput(io.Discard)
	os.Exit(m.Run())
}

func start(t *testing.T, cfg snowflaketest.Config) *snowflaketest.Server {
	t.Helper()
	cfg.Users = append(cfg.Users, snowflaketest.User{Name: "anna", Password: "s3cret"})
	s, err := snowflaketest.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func run(t *testing.T, s *snowflaketest.Server, statements ...string) {
	t.Helper()
	for _, sql := range statements {
		if _, err := s.Run(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// to is how the driver gets to the server, as anna.
func to(s *snowflaketest.Server) gosnowflake.Config {
	return gosnowflake.Config{Account: "TESTORG-PLANT", User: "anna", Password: "s3cret", Host: s.Host(), Port: s.Port(), Protocol: "http",
		Database: "PLANT", Schema: "PUBLIC", Warehouse: "SPRUE_WH", Role: "SPRUE_READER",
		DisableTelemetry:          true, //nolint:staticcheck // as sync/snowflake does
		ValidateDefaultParameters: gosnowflake.ConfigBoolFalse, Params: map[string]*string{}}
}

func open(t *testing.T, cfg gosnowflake.Config) *sql.DB {
	t.Helper()
	db := sql.OpenDB(gosnowflake.NewConnector(gosnowflake.SnowflakeDriver{}, cfg))
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestLogin(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, snowflaketest.Config{Users: []snowflaketest.User{
		{Name: "key", PublicKey: &key.PublicKey}, {Name: "oauth", OAuth: "oauth-1"}, {Name: "pat", PAT: "pat-1"}, {Name: "mfa", Password: "p", Passcode: "123456"}}})
	tests := []struct {
		name string
		set  func(c *gosnowflake.Config)
		code int // 0: comes in
	}{
		{"password", func(*gosnowflake.Config) {}, 0},
		{"wrong password", func(c *gosnowflake.Config) { c.Password = "x" }, 390100},
		{"key", func(c *gosnowflake.Config) {
			c.User, c.PrivateKey, c.Authenticator = "key", key, gosnowflake.AuthTypeJwt
		}, 0},
		{"key of another", func(c *gosnowflake.Config) {
			c.User, c.PrivateKey, c.Authenticator = "key", other, gosnowflake.AuthTypeJwt
		}, 390144},
		{"oauth", func(c *gosnowflake.Config) { c.Token, c.Authenticator = "oauth-1", gosnowflake.AuthTypeOAuth }, 0},
		{"wrong oauth", func(c *gosnowflake.Config) { c.Token, c.Authenticator = "oauth-2", gosnowflake.AuthTypeOAuth }, 390303},
		{"token", func(c *gosnowflake.Config) {
			c.User, c.Token, c.Authenticator = "pat", "pat-1", gosnowflake.AuthTypePat
		}, 0},
		{"token of another", func(c *gosnowflake.Config) {
			c.User, c.Token, c.Authenticator = "anna", "pat-1", gosnowflake.AuthTypePat
		}, 394400},
		{"mfa", func(c *gosnowflake.Config) {
			c.User, c.Password, c.Passcode, c.Authenticator = "mfa", "p", "123456", gosnowflake.AuthTypeUsernamePasswordMFA
		}, 0},
		{"no mfa", func(c *gosnowflake.Config) { c.User, c.Password = "mfa", "p" }, 390129},
		{"role", func(c *gosnowflake.Config) { c.Role = "NOBODY" }, 390189},
		{"account", func(c *gosnowflake.Config) { c.Account = "OTHER" }, gosnowflake.ErrCodeFailedToConnect},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg := to(s)
			test.set(&cfg)
			err := open(t, cfg).PingContext(t.Context())
			if got := code(err); got != test.code {
				t.Errorf("got %d (%v), want %d", got, err, test.code)
			}
		})
	}
	if n := s.Sessions(); n != 0 {
		t.Errorf("%d sessions are left open", n)
	}
}

// code is Snowflake's number of an error; 0 for none, -1 for another error.
func code(err error) int {
	var said *gosnowflake.SnowflakeError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &said):
		return said.Number
	}
	return -1
}

const everyType = `CREATE TABLE EVERY (N NUMBER(38,0), D NUMBER(10,2), W NUMBER(38,10), F FLOAT, V VARCHAR, B BINARY, T BOOLEAN, DAY DATE, TM TIME(6),
	NTZ TIMESTAMP_NTZ(9), NTZ3 TIMESTAMP_NTZ(3), LTZ TIMESTAMP_LTZ(9), TZ TIMESTAMP_TZ(9), J VARIANT)`

const everyValue = `INSERT INTO EVERY VALUES (12345678901234567890123456789012345678, -12.50, 1234567890.0123456789, 0.1, 'it''s', '\x00\xff'::BLOB, true,
	DATE '1969-12-31', TIME '23:59:59.000001', TIMESTAMP_NS '2026-06-01 10:00:00.123456789', TIMESTAMP '1960-01-01 00:00:00.001',
	TIMESTAMPTZ '2026-06-01 10:00:00.5+00', {'epoch': 1780308000, 'fraction': 7, 'zone': 120}, '{"a": 1}')`

// TestValues reads every type through the driver's own conversion, in both
// languages that results come in.
func TestValues(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, everyType, everyValue, "INSERT INTO EVERY (N) VALUES (NULL)")
	want := "12345678901234567890123456789012345678|-12.50|1234567890.0123456789|0.1|it's|00ff|true|1969-12-31|23:59:59.000001|2026-06-01T10:00:00.123456789Z|" +
		"1960-01-01T00:00:00.001Z|2026-06-01T10:00:00.5Z|2026-06-01T10:00:00.000000007Z|{\"a\":1}"
	for _, format := range []string{"ARROW", "JSON"} {
		t.Run(format, func(t *testing.T) {
			cfg := to(s)
			cfg.Params["GO_QUERY_RESULT_FORMAT"] = &format
			ctx := t.Context()
			if format == "ARROW" { // in JSON numbers are text anyway
				ctx = gosnowflake.WithHigherPrecision(ctx)
			}
			rows, err := open(t, cfg).QueryContext(ctx, "SELECT * FROM EVERY ORDER BY N NULLS LAST")
			if err != nil {
				t.Fatal(err)
			}
			got := texts(t, rows)
			if len(got) != 2 || strings.ReplaceAll(got[0], " ", "") != strings.ReplaceAll(want, " ", "") {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			if len(got) == 2 && strings.Trim(got[1], "∅|") != "" {
				t.Errorf("NULLs: %q", got[1])
			}
		})
	}
}

func texts(t *testing.T, rows *sql.Rows) (all []string) {
	t.Helper()
	defer rows.Close()
	kinds, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells, into := make([]any, len(kinds)), make([]any, len(kinds))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var line []string
		for i, cell := range cells {
			line = append(line, text(kinds[i].DatabaseTypeName(), kinds[i], cell))
		}
		all = append(all, strings.Join(line, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func text(kind string, of *sql.ColumnType, cell any) string {
	switch v := cell.(type) {
	case nil:
		return "∅"
	case time.Time:
		layout := map[string]string{"DATE": "2006-01-02", "TIME": "15:04:05.999999999"}[kind]
		if layout == "" {
			return v.UTC().Format(time.RFC3339Nano)
		}
		return v.Format(layout)
	case []byte:
		return fmt.Sprintf("%x", v)
	case *big.Float:
		_, scale, _ := of.DecimalSize()
		return v.Text('f', int(scale))
	case string:
		if kind == "BOOLEAN" { // in JSON
			return map[string]string{"1": "true", "0": "false"}[v]
		}
	}
	return fmt.Sprint(cell)
}

// TestChunks reads a result of several pages, in Arrow and in JSON, and as the
// raw stream.
func TestChunks(t *testing.T) {
	s := start(t, snowflaketest.Config{FirstRows: 10, ChunkRows: 25})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0))", "INSERT INTO T SELECT range FROM range(100)")
	for _, format := range []string{"ARROW", "JSON"} {
		cfg := to(s)
		cfg.Params["GO_QUERY_RESULT_FORMAT"] = &format
		rows, err := open(t, cfg).QueryContext(t.Context(), "SELECT I FROM T ORDER BY I")
		if err != nil {
			t.Fatal(err)
		}
		got := texts(t, rows)
		if len(got) != 100 || got[0] != "0" || got[99] != "99" {
			t.Errorf("%s: %d rows, %v", format, len(got), got)
		}
	}
	if n := streamed(t, open(t, to(s)), "SELECT I FROM T"); n != 100 {
		t.Errorf("streamed: %d rows", n)
	}
}

// streamed counts the rows of a query's raw Arrow.
func streamed(t *testing.T, db *sql.DB, query string) int64 {
	t.Helper()
	rows, err := tryStream(t, db, query)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestChanges(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0), V VARCHAR)")
	db := open(t, to(s))
	for _, test := range []struct {
		sql  string
		want int64
	}{{"INSERT INTO T VALUES (1, 'a'), (2, 'b'), (3, 'c')", 3}, {"UPDATE T SET V = 'x' WHERE I > 1", 2}, {"DELETE FROM PLANT.PUBLIC.T WHERE I = 3", 1}} {
		result, err := db.ExecContext(t.Context(), test.sql)
		if err != nil {
			t.Fatalf("%s: %v", test.sql, err)
		}
		if n, err := result.RowsAffected(); n != test.want || err != nil {
			t.Errorf("%s: %d, %v, want %d", test.sql, n, err, test.want)
		}
	}
	before := altered(t, db)
	run(t, s, "ALTER TABLE T ADD COLUMN W NUMBER(10,2)", "ALTER TABLE T DROP COLUMN V")
	if after := altered(t, db); !after.After(before) {
		t.Errorf("LAST_ALTERED stays %s", after)
	}
	rows, err := db.QueryContext(t.Context(), `SELECT COLUMN_NAME, DATA_TYPE, NUMERIC_SCALE FROM "PLANT".INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'T' ORDER BY ORDINAL_POSITION`)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(texts(t, rows), " "); got != "I|NUMBER|0 W|NUMBER|2" {
		t.Error(got)
	}
}

func altered(t *testing.T, db *sql.DB) (at time.Time) {
	t.Helper()
	err := db.QueryRowContext(t.Context(), "SELECT LAST_ALTERED FROM PLANT.INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'T'").Scan(&at)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestExplain: a plan has the partitions that the bounds leave, in Snowflake's words.
func TestExplain(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0))", "INSERT INTO T SELECT range FROM range(100)")
	db := open(t, to(s))
	for _, test := range []struct{ sql, want string }{
		{`SELECT I FROM T WHERE "I" >= 85 OR "I" IS NULL ORDER BY "I"`, `"GlobalStats":{"bytesAssigned":1280,"partitionsAssigned":2,"partitionsTotal":10}`},
		{`SELECT I - MOD(I, 10) AS H, COUNT(*) AS N FROM T WHERE "I" < 5 GROUP BY 1 ORDER BY 1`, `"partitionsAssigned":1,"partitionsTotal":10}`},
		{`SELECT H, COUNT(*) FROM (SELECT DISTINCT I AS H FROM T WHERE "I" < 15) GROUP BY 1 ORDER BY 1`, `"partitionsAssigned":2,"partitionsTotal":10}`},
	} {
		var plan string
		if err := db.QueryRowContext(t.Context(), "EXPLAIN USING JSON "+test.sql).Scan(&plan); err != nil || !strings.Contains(plan, test.want) {
			t.Errorf("%s: %s, %v", test.sql, plan, err)
		}
	}
	if _, err := db.ExecContext(t.Context(), "EXPLAIN USING JSON SELECT X FROM T"); code(err) != 904 {
		t.Errorf("a column that is not there: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0))", "CREATE TABLE SECRET (I NUMBER(38,0))")
	if err := s.Deny(t.Context(), "SECRET"); err != nil {
		t.Fatal(err)
	}
	none := to(s)
	none.Warehouse = "NOWHERE"
	for _, test := range []struct {
		cfg  gosnowflake.Config
		sql  string
		code int
	}{{to(s), "SELECT * FROM NOTHING", 2003}, {to(s), "SELECT * FROM SECRET", 2003}, {to(s), "SELECT X FROM T", 904}, {to(s), "SELEC", 1003},
		{to(s), "SELECT FROM WHERE FROM T", 1003}, {none, "SELECT * FROM T", 606}} {
		_, err := open(t, test.cfg).QueryContext(t.Context(), test.sql)
		if code(err) != test.code {
			t.Errorf("%s: %v, want %d", test.sql, err, test.code)
		}
	}
	if err := s.Grant(t.Context(), "SECRET"); err != nil {
		t.Fatal(err)
	}
	if n := streamed(t, open(t, to(s)), "SELECT * FROM SECRET"); n != 0 {
		t.Error(n)
	}
}

// TestRenewal lets tokens expire: the driver asks for a new one and goes on; a
// session that is gone is an error.
func TestRenewal(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0))")
	db := open(t, to(s))
	if err := db.PingContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.ExpireTokens()
	if n := streamed(t, db, "SELECT I FROM T"); n != 0 {
		t.Error(n)
	}
	if n := count(s, snowflaketest.Renew); n != 1 {
		t.Errorf("%d renewals", n)
	}
	s.EndSessions()
	if err := db.PingContext(t.Context()); code(err) != gosnowflake.ErrSessionGone {
		t.Errorf("a session that is gone: %v", err)
	}
}

func count(s *snowflaketest.Server, on snowflaketest.On) (n int) {
	for _, e := range s.Log() {
		if e.On == on {
			n++
		}
	}
	return n
}

// TestCancel calls a slow query off: the warehouse is told.
func TestCancel(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0))")
	ctx, cancel := context.WithCancel(t.Context())
	s.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "FROM T", Delay: time.Hour, Do: func(*snowflaketest.Server) error { cancel(); return nil }})
	_, err := open(t, to(s)).QueryContext(ctx, "SELECT I FROM T")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := s.Cancelled(); n != 1 {
		t.Errorf("%d queries were called off in the warehouse", n)
	}
}

// TestAsync asks for a result that is not there yet, both ways.
func TestAsync(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0))", "INSERT INTO T VALUES (1), (2)")
	db := open(t, to(s))
	s.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "FROM T", Busy: 2})
	if n := streamed(t, db, "SELECT I FROM T"); n != 2 {
		t.Errorf("after waiting: %d rows", n)
	}
	rows, err := db.QueryContext(gosnowflake.WithAsyncMode(t.Context()), "SELECT I FROM T ORDER BY I")
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(t, rows); strings.Join(got, " ") != "1 2" {
		t.Errorf("asynchronous: %v", got)
	}
}

// TestHeartbeat beats by hand: the driver does so every quarter of an hour at the
// most.
func TestHeartbeat(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	post := func(path, token, body string) (answer struct {
		Success bool
		Code    string
		Data    struct{ Token string }
	}) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, fmt.Sprintf("http://%s:%d%s", s.Host(), s.Port(), path), strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", fmt.Sprintf("Snowflake Token=%q", token))
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			t.Fatal(err)
		}
		return answer
	}
	token := post("/session/v1/login-request", "", `{"data": {"ACCOUNT_NAME": "TESTORG-PLANT", "LOGIN_NAME": "anna", "PASSWORD": "s3cret"}}`).Data.Token
	if beat := post("/session/heartbeat", token, ""); !beat.Success {
		t.Errorf("a living session: %+v", beat)
	}
	s.ExpireTokens()
	if beat := post("/session/heartbeat", token, ""); beat.Success || beat.Code != "390112" {
		t.Errorf("an expired token: %+v", beat)
	}
}

// TestFaults spoils one answer each.
func TestFaults(t *testing.T) {
	tests := []struct {
		name  string
		fault snowflaketest.Fault
		rows  int64 // -1: an error
	}{
		{"503", snowflaketest.Fault{On: snowflaketest.Query, SQL: "FROM T", Status: 503}, 100},
		{"429 of a chunk", snowflaketest.Fault{On: snowflaketest.Chunk, Chunk: 2, Status: 429}, 100},
		{"slow chunk", snowflaketest.Fault{On: snowflaketest.Chunk, Chunk: 1, Delay: time.Millisecond}, 100},
		{"expired address", snowflaketest.Fault{On: snowflaketest.Chunk, Chunk: 3, Status: 403}, -1},
		{"cut chunk", snowflaketest.Fault{On: snowflaketest.Chunk, Chunk: 2, Cut: 40}, -1},
		{"cut answer", snowflaketest.Fault{On: snowflaketest.Query, SQL: "FROM T", Cut: 200}, -1},
		{"wrong page", snowflaketest.Fault{On: snowflaketest.Chunk, Chunk: 1, Page: 4}, 90},
		{"expired token", snowflaketest.Fault{On: snowflaketest.Query, SQL: "FROM T", Code: "390112", Message: "expired"}, 100},
		{"refused", snowflaketest.Fault{On: snowflaketest.Query, SQL: "FROM T", Code: "000630", State: "57014", Message: "Statement reached its timeout"}, -1},
		{"changed in the middle", snowflaketest.Fault{On: snowflaketest.Query, SQL: "FROM T", Do: func(s *snowflaketest.Server) error {
			_, err := s.Run(context.Background(), "DELETE FROM T WHERE I < 50")
			return err
		}}, 50},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, snowflaketest.Config{FirstRows: 10, ChunkRows: 25})
			run(t, s, "CREATE TABLE T (I NUMBER(38,0))", "INSERT INTO T SELECT range FROM range(100)")
			s.Inject(test.fault)
			rows, err := tryStream(t, open(t, to(s)), "SELECT I FROM T ORDER BY I")
			if (err != nil) != (test.rows < 0) || (err == nil && rows != test.rows) {
				t.Errorf("%d rows, %v, want %d", rows, err, test.rows)
			}
		})
	}
}

func tryStream(t *testing.T, db *sql.DB, query string) (rows int64, err error) {
	conn, err := db.Conn(t.Context())
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error {
		loader, err := c.(interface {
			QueryArrowStream(context.Context, string, ...driver.NamedValue) (gosnowflake.ArrowStreamLoader, error)
		}).QueryArrowStream(t.Context(), query)
		if err != nil {
			return err
		}
		batches, err := loader.GetBatches()
		for i := range batches {
			n, failed := rowsOf(t, &batches[i])
			rows, err = rows+n, errors.Join(err, failed)
		}
		return err
	})
	return rows, err
}

func rowsOf(t *testing.T, batch *gosnowflake.ArrowStreamBatch) (rows int64, err error) {
	stream, err := batch.GetStream(t.Context())
	if err != nil {
		return 0, err
	}
	defer stream.Close()
	reader, err := ipc.NewReader(stream)
	if err != nil {
		return 0, err
	}
	for reader.Next() {
		rows += reader.RecordBatch().NumRows()
	}
	return rows, reader.Err()
}

func TestStretch(t *testing.T) {
	for _, column := range []struct{ name, declared, first, shift string }{
		{"BEGUN", "NUMBER(38,0)", "1767225600000000000 + i * 10", "BEGUN + turn * 200"},
		{"HOUR", "VARCHAR", "strftime(TIMESTAMP '2025-01-01' + INTERVAL 1 HOUR * i, '%Y%m%d%H')", "(left(HOUR, 4)::INTEGER + turn) || substr(HOUR, 5)"},
	} {
		t.Run(column.name, func(t *testing.T) {
			s := start(t, snowflaketest.Config{ChunkRows: 8})
			run(t, s, fmt.Sprintf("CREATE TABLE T (NAME VARCHAR, %s %s)", column.name, column.declared),
				fmt.Sprintf("INSERT INTO T SELECT CASE WHEN i %% 3 > 0 THEN 'n' || i END, %s FROM range(20) r(i)", column.first))
			if err := s.Stretch(t.Context(), "T", snowflaketest.Stretch{Column: column.name, Shift: column.shift, Turns: 3}); err != nil {
				t.Fatal(err)
			}
			db := open(t, to(s))
			bound := asked(t, db, fmt.Sprintf("SELECT MAX(%s) FROM (SELECT %[1]s FROM T ORDER BY %[1]s LIMIT 27)", column.name))
			for _, where := range []string{"", " WHERE " + column.name + " >= '" + bound + "'", " WHERE " + column.name + " < '" + bound + "'"} {
				s.ResetLog()
				got := asked(t, db, fmt.Sprintf("SELECT NAME, %s FROM T%s ORDER BY %[1]s", column.name, where))
				pages := 0
				for _, e := range s.Log() {
					if e.On == snowflaketest.Chunk {
						pages++
					}
				}
				want := asked(t, db, fmt.Sprintf("SELECT NAME, %s FROM T%s ORDER BY %[1]s, NAME", column.name, where))
				if got != want || pages < 2 {
					t.Errorf("%q: %d pages\n got: %s\nwant: %s", where, pages, got, want)
				}
			}
		})
	}
}

// asked is a result as text.
func asked(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(texts(t, rows), " ")
}

// TestBindings binds values, and arrays of them, to every type.
func TestBindings(t *testing.T) {
	s := start(t, snowflaketest.Config{})
	run(t, s, "CREATE TABLE T (I NUMBER(38,0), F FLOAT, V VARCHAR, B BINARY, T BOOLEAN, DAY DATE, TM TIME(6), NTZ TIMESTAMP_NTZ(9), LTZ TIMESTAMP_LTZ(6), TZ TIMESTAMP_TZ(9))")
	db := open(t, to(s))
	at := []time.Time{time.Date(2026, 6, 1, 10, 0, 0, 123_456_789, time.UTC), time.Date(1960, 1, 1, 0, 0, 0, 1_000, time.FixedZone("", 7200))}
	of := func(kind any) any { return gosnowflake.Array(at, kind) }
	result, err := db.ExecContext(t.Context(), "INSERT INTO T VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", gosnowflake.Array([]int64{1 << 62, -1}), gosnowflake.Array([]float64{0.1, -1e300}),
		gosnowflake.Array([]string{"it's ?", ""}), gosnowflake.Array([][]byte{{0, 255}, {}}), gosnowflake.Array([]bool{true, false}),
		of(gosnowflake.DateType), of(gosnowflake.TimeType), of(gosnowflake.TimestampNTZType), of(gosnowflake.TimestampLTZType), of(gosnowflake.TimestampTZType))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := result.RowsAffected(); n != 2 || err != nil {
		t.Errorf("%d rows, %v", n, err)
	}
	if _, err := db.ExecContext(t.Context(), "INSERT INTO T (I, V) VALUES (?, ?)", 7, sql.NullString{}); err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM T WHERE '?' <> ? ORDER BY I", "x")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"-1|-1e+300|||false|1960-01-01|00:00:00.000001|1959-12-31T22:00:00.000001Z|1959-12-31T22:00:00.000001Z|1959-12-31T22:00:00.000001Z",
		"7|∅|∅|∅|∅|∅|∅|∅|∅|∅",
		"4611686018427387904|0.1|it's ?|00ff|true|2026-06-01|10:00:00.123456|2026-06-01T10:00:00.123456789Z|2026-06-01T10:00:00.123456Z|2026-06-01T10:00:00.123456789Z"}
	if got := texts(t, rows); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, wrong := range []string{"INSERT INTO T (I) VALUES (?, ?)", "DELETE FROM T WHERE I = ?"} {
		if _, err := db.ExecContext(t.Context(), wrong, gosnowflake.Array([]int64{1, 2})); code(err) != 2049 {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
