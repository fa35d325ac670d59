package snowflake_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/sync/mirror"
	"sprue/sync/snowflake"
	"sprue/sync/snowflaketest"
)

// TestFaults spoils one answer each; the sync must come through all the same.
func TestFaults(t *testing.T) {
	const query = "ORDER BY \"SHOT_START_TIME\""
	once := func(f snowflaketest.Fault) []snowflaketest.Fault { return []snowflaketest.Fault{f} }
	tests := map[string][]snowflaketest.Fault{
		"cut chunk":             once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 2, Cut: 40}),
		"cut answer":            once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Cut: 300}),
		"cut log-in":            once(snowflaketest.Fault{On: snowflaketest.Login, Cut: 20}),
		"expired address":       once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 3, Status: 403}),
		"another page":          once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 1, Page: 3}),
		"the page before":       once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 3, Page: 2}),
		"the last page":         once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 2, Page: 4}),
		"expired token":         once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Code: "390112", Message: "expired"}),
		"session gone":          once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Code: "390111", Message: "gone"}),
		"503":                   once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Status: 503}),
		"429 of a chunk":        once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Status: 429}),
		"running for long":      once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Busy: 3}),
		"cut catalogue":         once(snowflaketest.Fault{On: snowflaketest.Query, SQL: "INFORMATION_SCHEMA", Cut: 100}),
		"cut count of hours":    once(snowflaketest.Fault{On: snowflaketest.Query, SQL: "GROUP BY", Cut: 100}),
		"503 of a chunk":        once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Status: 503}),
		"429":                   once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Status: 429}),
		"slow chunk":            once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 2, Delay: 200 * time.Millisecond}),
		"all addresses expired": once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Status: 403, Times: 4}),
		"token expires in the middle": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: "GROUP BY", Do: func(s *snowflaketest.Server) error {
			s.ExpireTokens()
			return nil
		}}),
		"session ends in the middle": once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Do: func(s *snowflaketest.Server) error {
			s.EndSessions()
			return nil
		}}),
		"table altered between two queries": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: "GROUP BY", After: 1, Do: func(s *snowflaketest.Server) error {
			_, err := s.Run(context.Background(), "ALTER TABLE DATA_SHOT DROP COLUMN SITE")
			return err
		}}),
		"type changed in the middle": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Do: func(s *snowflaketest.Server) error {
			_, err := s.Run(context.Background(), "ALTER TABLE DATA_SHOT ALTER COLUMN SITE SET DATA TYPE NUMBER(10,2)")
			return err
		}}),
		"what it costs cannot be told": once(snowflaketest.Fault{On: snowflaketest.Monitor, Status: 500, Times: -1}),
		"everything twice": {{On: snowflaketest.Chunk, SQL: query, Chunk: 1, Cut: 10, Times: 4}, {On: snowflaketest.Query, SQL: query, Cut: 10, Times: 2},
			{On: snowflaketest.Chunk, SQL: query, Chunk: 2, Status: 403}},
		"column dropped in the middle": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Do: func(s *snowflaketest.Server) error {
			_, err := s.Run(context.Background(), "ALTER TABLE DATA_SHOT DROP COLUMN SITE")
			return err
		}}),
		"column added in the middle": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Do: func(s *snowflaketest.Server) error {
			_, err := s.Run(context.Background(), "ALTER TABLE DATA_SHOT ADD COLUMN FRESH NUMBER(38,0)")
			return err
		}}),
	}
	all := newLanes(t)
	for name, faults := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := all.take(t)
			p.cfg.Sources[0].Tables = []string{"DATA_SHOT"}
			p.packets(0, 20)
			p.run("ALTER TABLE DATA_SHOT ADD COLUMN SITE VARCHAR")
			p.warehouse.Inject(faults...)
			p.sync(mirror.Options{})
			p.wantLive(span(0, 20))
			if n := p.warehouse.Sessions(); n > 1 { // one that was said to be gone is not closed
				t.Errorf("%d sessions are left open", n)
			}
		})
	}
}

// TestRefusals: what the warehouse refuses is told in one line, with what to do,
// and without a secret.
func TestRefusals(t *testing.T) {
	tests := []struct {
		name          string
		spoil         func(p *plant)
		message, hint string
		code          engine.Code
	}{
		{"password", func(p *plant) { p.source.Password = "wrong-" + secret }, "password do not fit", "key or a token", engine.CodeSource},
		{"account", func(p *plant) { p.source.Account = "OTHER" }, `no account "OTHER"`, "ORG-ACCOUNT", engine.CodeSource},
		{"role", func(p *plant) { p.source.Role = "NOBODY" }, "may not take the role NOBODY", "GRANT ROLE NOBODY TO USER SPRUE;", engine.CodeSource},
		{"warehouse", func(p *plant) { p.source.Warehouse = "NOWHERE" }, `warehouse "NOWHERE" is not there`, "GRANT USAGE, OPERATE ON WAREHOUSE NOWHERE TO ROLE SPRUE_READER", engine.CodeSource},
		{"table", func(p *plant) { p.run("DROP TABLE MOLD") }, "table MOLD is missing, or the role may not read it", "GRANT SELECT ON TABLE PLANT.PUBLIC.MOLD TO ROLE SPRUE_READER;", engine.CodeData},
		{"right", func(p *plant) { p.deny("DATA_SHOT") }, "table DATA_SHOT is missing, or the role may not read it", "GRANT SELECT ON TABLE PLANT.PUBLIC.DATA_SHOT", engine.CodeData},
		{"right that goes", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "GROUP BY", Do: func(s *snowflaketest.Server) error { return s.Deny(context.Background(), "DATA_SHOT") }})
		}, "may not read it", "GRANT SELECT ON TABLE PLANT.PUBLIC.", engine.CodeSource},
		{"key", func(p *plant) {
			p.source.Password, p.source.PrivateKeyFile = "", writeKey(p.TB)
		}, "the key is not one of user SPRUE in account TESTORG-PLANT", "ALTER USER SPRUE SET RSA_PUBLIC_KEY=", engine.CodeSource},
		{"key that Snowflake tells more about", func(p *plant) {
			p.refuseLogin("390144", "JWT token is invalid. [0ce9eb56-821d-4ca9-a774-04ae89a0cf5a]")
		}, "the key is not one of user SPRUE", "SYSTEM$GET_LOGIN_FAILURE_DETAILS('0ce9eb56-821d-4ca9-a774-04ae89a0cf5a')", engine.CodeSource},
		{"clock behind", func(p *plant) {
			p.ahead = -210 * time.Second
			p.refuseLogin("390144", "JWT token is invalid.")
		}, "the clock of this machine differs by 3m", "NTP", engine.CodeSource},
		{"network policy", func(p *plant) {
			p.refuseLogin("390422", "Incoming request with IP/Token 203.0.113.9 is not allowed to access Snowflake.")
		}, "a network policy refuses the address of this machine: ", "ALLOWED_IP_LIST", engine.CodeSource},
		{"locked user", func(p *plant) {
			p.refuseLogin("390102", "Your user account has been temporarily locked due to too many failed attempts.")
		}, "user SPRUE is locked", "ALTER USER SPRUE SET MINS_TO_UNLOCK = 0;", engine.CodeSource},
		{"disabled user", func(p *plant) { p.refuseLogin("390101", "User access disabled.") }, "user SPRUE is disabled", "SET DISABLED = FALSE", engine.CodeSource},
		{"token of a connection", func(p *plant) {
			p.source.Password, p.source.Connection, p.source.ConnectionsDir = "", "plant", writeConnection(p.TB, "token = \"pat-"+secret+"\"")
		}, "the token is not valid, or no longer", "write a fresh token into connection plant", engine.CodeSource},
		{"token", func(p *plant) {
			p.source.Password, p.source.TokenFile = "", writeFile(p.TB, secret)
		}, "the token is not valid, or no longer", "write a fresh token into ", engine.CodeSource},
		{"oauth", func(p *plant) {
			p.source.Password, p.source.TokenFile, p.source.Authenticator = "", writeFile(p.TB, secret), snowflake.OAuth
		}, "the token is not valid, or no longer", "write a fresh token into ", engine.CodeSource},
		{"second factor", func(p *plant) { p.source.Passcode = secret + "-2" }, "the second factor is missing or wrong", "use a key", engine.CodeSource},
		{"warehouse that may not resume", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "ORDER BY \"SHOT", Code: "090073", State: "22000",
				Message: "Warehouse 'SPRUE_WH' cannot be resumed because resource monitor 'LIMIT' has exceeded its quota."})
		}, `warehouse "SPRUE_WH" is suspended and cannot be resumed`, "ALTER WAREHOUSE SPRUE_WH RESUME;", engine.CodeSource},
		{"warehouse that goes", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "GROUP BY", Code: "000606", State: "57P03", Message: "No active warehouse selected in the current session."})
		}, `warehouse "SPRUE_WH" is not there`, "GRANT USAGE, OPERATE ON WAREHOUSE SPRUE_WH", engine.CodeSource},
		{"privilege", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "ORDER BY \"SHOT", Code: "003001", State: "42501", Message: "SQL access control error:\nInsufficient privileges to operate on table 'DATA_SHOT'."})
		}, "may not read it", "GRANT SELECT ON TABLE PLANT.PUBLIC.DATA_SHOT TO ROLE SPRUE_READER;", engine.CodeSource},
		{"column", func(p *plant) { p.run("ALTER TABLE MOLD DROP COLUMN EQUIPMENT_CODE") }, "EQUIPMENT_CODE", "", engine.CodeData},
		{"timeout", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "ORDER BY \"SHOT", Code: "000630", State: "57014", Message: "Statement reached its statement or warehouse timeout of 600 second(s) and was canceled."})
		}, "longer than statement_timeout", "raise statement_timeout", engine.CodeSource},
		{"always broken", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: "SHOT_START_TIME", Cut: 10, Times: -1})
		}, "cannot be reached", "goes on where it stopped", engine.CodeSource},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			test.spoil(p)
			_, err := p.trySync(mirror.Options{})
			var said *engine.Error
			if !errors.As(err, &said) || !strings.Contains(said.Message, test.message) || !strings.Contains(said.Hint, test.hint) || said.Code != test.code {
				t.Fatalf("got %+v (%v)", said, err)
			}
			if strings.Contains(said.Error()+said.Hint, "\n") {
				t.Errorf("more than a line: %q %q", said.Error(), said.Hint)
			}
			p.wantNoSecrets(err)
		})
	}
}

func (p *plant) refuseLogin(code, message string) {
	p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Login, Code: code, Message: message, Times: -1})
}

// TestWrongPageOfASmallTable sends a page twice, with as many rows as the one whose
// place it takes.
func TestWrongPageOfASmallTable(t *testing.T) {
	p := newPlant(t).minimal()
	p.run("INSERT INTO COMPANY SELECT 2 + range, 'C-' || range FROM range(29)")
	p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: `"COMPANY"`, Chunk: 2, Page: 3})
	p.sync(mirror.Options{})
	p.want("SELECT count(*), count(DISTINCT id), max(id) FROM raw.company", "30|30|30")
}

// TestSession: what the settings say about sessions reaches the warehouse.
func TestSession(t *testing.T) {
	p := newPlant(t).minimal()
	for _, test := range []struct {
		timeout   time.Duration
		keepAlive bool
		want      map[string]string
	}{
		{0, false, map[string]string{"STATEMENT_TIMEOUT_IN_SECONDS": "600", "CLIENT_SESSION_KEEP_ALIVE": "", "QUERY_TAG": "sprue test", "TIMEZONE": "UTC"}},
		{90 * time.Second, true, map[string]string{"STATEMENT_TIMEOUT_IN_SECONDS": "90", "CLIENT_SESSION_KEEP_ALIVE": "true"}},
	} {
		p.source.StatementTimeout, p.source.KeepAlive = test.timeout, test.keepAlive
		p.sync(mirror.Options{})
		got := p.warehouse.Parameters()
		for name, want := range test.want {
			if got[name] != want {
				t.Errorf("statement_timeout %s, keep_alive %v: %s is %q, want %q", test.timeout, test.keepAlive, name, got[name], want)
			}
		}
	}
}

// TestBrowser: where no browser can show itself, or none can be started, that is told at
// once.
func TestBrowser(t *testing.T) {
	for _, test := range []struct{ display, message, hint string }{
		{"", "no browser can be opened from here", "key_pair"},
		{":0", "nobody has logged in by the browser", "key_pair"},
	} {
		if test.display != "" && runtime.GOOS != "linux" {
			continue // a browser would open
		}
		for _, name := range []string{"WAYLAND_DISPLAY", "BROWSER"} {
			t.Setenv(name, "")
		}
		t.Setenv("SSH_CONNECTION", "there")
		t.Setenv("PATH", t.TempDir())
		t.Setenv("DISPLAY", test.display)
		p := newPlant(t)
		p.source.Password, p.source.Authenticator = "", snowflake.Browser
		began := time.Now()
		_, err := p.trySync(mirror.Options{})
		var said *engine.Error
		if !errors.As(err, &said) || !strings.Contains(said.Message, test.message) || !strings.Contains(said.Hint, test.hint) {
			t.Errorf("display %q: %+v (%v)", test.display, said, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("display %q: it took %s", test.display, took)
		}
	}
}

func (p *plant) deny(table string) {
	if err := p.warehouse.Deny(context.Background(), table); err != nil {
		p.Fatal(err)
	}
}

// TestCancel stops a sync in the middle: the warehouse is told, and the next sync
// ends with all.
func TestCancel(t *testing.T) {
	p := newPlant(t).minimal()
	ctx, cancel := context.WithCancel(t.Context())
	p.ctx = ctx
	p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "ORDER BY \"SHOT", Delay: 1 << 40, Do: func(*snowflaketest.Server) error { cancel(); return nil }})
	if _, err := p.trySync(mirror.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := p.warehouse.Cancelled(); n == 0 {
		t.Error("the warehouse was not told")
	}
	p.ctx = t.Context()
	p.sync(mirror.Options{})
	p.wantLive(span(0, 20))
}
