package snowflaketest

import (
	"context"
	"crypto/rsa"
	"database/sql"
	"errors"
	"maps"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"time"

	// The driver is registered by the one package that knows it.
	_ "sprue/engine/store"
)

// Config says whom the server knows and how it cuts results.
type Config struct {
	Account  string // default TESTORG-PLANT
	Database string // default PLANT
	Schema   string // default PUBLIC
	// Warehouses and Roles that there are; the default is one of each, SPRUE_WH
	// and SPRUE_READER.
	Warehouses []string
	Roles      []string
	Users      []User
	// FirstRows come with the answer, further ones in chunks of ChunkRows behind
	// addresses of their own. The defaults are 1,000 and 10,000.
	FirstRows, ChunkRows int
	// ResultCache gives the answer to a query again as long as no table has changed, as
	// the real one does: for measuring what comes behind it.
	ResultCache bool
	// Addr is where it listens; the default is a free port of the loopback.
	Addr string
	// RowBytes is how large a row is said to be, packed. The default is 64.
	RowBytes int
	// TokenMark ends the tokens of sessions, and what opens stages, so that it can be
	// told where they go.
	TokenMark string
	// Threads is how many the database takes. The default is one a core.
	Threads int
	// Clock tells when tables were last altered. The default is the real one.
	Clock func() time.Time
}

// User may log in by what is set of it.
type User struct {
	Name      string
	Password  string
	Passcode  string // asked for beside the password where it is set
	PublicKey *rsa.PublicKey
	OAuth     string // an access token
	PAT       string // a programmatic access token
}

// Server is a warehouse that answers on the loopback.
type Server struct {
	cfg      Config
	db       *sql.DB
	listener net.Listener
	http     *http.Server
	grammar  grammar

	mu        sync.Mutex
	sessions  map[string]*session // by token and by master token
	results   map[string]*result  // by query id
	cache     map[string]*result  // by the text of the query, until a table changes
	running   map[string]context.CancelFunc
	tables    map[string]*table
	denied    map[string]bool // tables without a grant
	protected map[string]bool // schemas that nobody but the owner writes into
	stage     string          // folder of files that were put; made when there are any
	stale     map[string]bool // tables that INFORMATION_SCHEMA does not show as they are
	suspended bool            // the warehouse
	faults    []*Fault
	log       []Entry
	opened    map[string]string // parameters of the session that was opened last
	cancelled []string          // request ids
	serial    int
}

// Entry is one thing that the server was asked.
type Entry struct {
	On  On
	SQL string // of a query
	Tag string // query tag of the session
}

// Start starts a server.
func Start(cfg Config) (*Server, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg.withDefaults(), db: db, grammar: newGrammar(), sessions: map[string]*session{}, results: map[string]*result{}, cache: map[string]*result{},
		running: map[string]context.CancelFunc{}, tables: map[string]*table{}, denied: map[string]bool{}, protected: map[string]bool{}, stale: map[string]bool{}}
	if err := s.prepare(context.Background()); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	listen := net.ListenConfig{}
	if s.listener, err = listen.Listen(context.Background(), "tcp", s.cfg.Addr); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.http = &http.Server{Handler: s.routes(), ReadHeaderTimeout: time.Minute}
	go func() { _ = s.http.Serve(s.listener) }() // ends with Close
	return s, nil
}

func (c Config) withDefaults() Config {
	if c.Account == "" {
		c.Account = "TESTORG-PLANT"
	}
	if c.Database == "" {
		c.Database = "PLANT"
	}
	if c.Schema == "" {
		c.Schema = "PUBLIC"
	}
	if len(c.Warehouses) == 0 {
		c.Warehouses = []string{"SPRUE_WH"}
	}
	if len(c.Roles) == 0 {
		c.Roles = []string{"SPRUE_READER"}
	}
	if c.FirstRows == 0 {
		c.FirstRows = 1_000
	}
	if c.ChunkRows == 0 {
		c.ChunkRows = 10_000
	}
	if c.Addr == "" {
		c.Addr = "127.0.0.1:0"
	}
	if c.Threads == 0 {
		c.Threads = runtime.GOMAXPROCS(0)
	}
	if c.RowBytes == 0 {
		c.RowBytes = 64
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return c
}

// Close stops the server; what is under way is cut off.
func (s *Server) Close() error {
	err := s.http.Close()
	s.mu.Lock()
	for _, cancel := range s.running {
		cancel()
	}
	s.mu.Unlock()
	return errors.Join(err, s.db.Close(), s.dropStage())
}

// Host is the name to connect to, over plain HTTP.
func (s *Server) Host() string { return "127.0.0.1" }

// Port is the port that it listens on.
func (s *Server) Port() int { return s.listener.Addr().(*net.TCPAddr).Port }

func (s *Server) url() string { return "http://" + net.JoinHostPort(s.Host(), strconv.Itoa(s.Port())) }

// Log is what the server was asked so far.
func (s *Server) Log() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Entry(nil), s.log...)
}

// Parameters are those of the session that was opened last, by name in upper case.
func (s *Server) Parameters() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.opened)
}

// ResetLog forgets what the server was asked.
func (s *Server) ResetLog() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = nil
}

// Cancelled counts the queries that clients have called off.
func (s *Server) Cancelled() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.cancelled)
}

func (s *Server) note(e Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, e)
}

// next gives a number that was not given before.
func (s *Server) next() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serial++
	return s.serial
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /session/v1/login-request", s.login)
	mux.HandleFunc("POST /session/authenticator-request", s.signOn)
	mux.HandleFunc("POST /session/token-request", s.renew)
	mux.HandleFunc("POST /session/heartbeat", s.heartbeat)
	mux.HandleFunc("POST /session", s.endSession)
	mux.HandleFunc("POST /queries/v1/query-request", s.query)
	mux.HandleFunc("POST /queries/v1/abort-request", s.abort)
	mux.HandleFunc("GET /queries/{id}/result", s.later)
	mux.HandleFunc("GET /monitoring/queries/{id}", s.monitor)
	mux.HandleFunc("GET /chunks/{id}/{chunk}", s.chunk)
	mux.HandleFunc("POST /telemetry/send", func(w http.ResponseWriter, _ *http.Request) { reply(w, nil) })
	return mux
}
