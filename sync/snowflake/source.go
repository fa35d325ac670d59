package snowflake

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/snowflakedb/gosnowflake"

	"sprue/sync/source"
)

// Source is a schema of a warehouse. Its zero value is not usable; see New.
type Source struct {
	cfg Config
	log *slog.Logger
	// Seams for tests.
	clock func() time.Time
	sleep func(ctx context.Context, d time.Duration) error

	mu     sync.Mutex
	filled bool
	db     *sql.DB
	shapes map[string]shape // of this survey, by table
	cost   source.Cost      // since it was made
	token  string           // that the last log-in used

	loggedIn atomic.Bool // once
}

var _ source.Source = (*Source)(nil)

// New makes a source. It reaches nothing yet.
func New(cfg Config, log *slog.Logger) (*Source, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	return &Source{cfg: cfg.withDefaults(), log: log, clock: time.Now, sleep: sleep, shapes: map[string]shape{}}, nil
}

// Name is the name of the source.
func (s *Source) Name() string { return s.cfg.Name }

// Close ends the session. The source may be used again; it then logs in anew.
func (s *Source) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil {
		return nil
	}
	db := s.db
	s.db = nil
	return db.Close()
}

// open gives the connections, which log in when they are first used.
func (s *Source) open() (*sql.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db != nil {
		return s.db, nil
	}
	if !s.filled {
		cfg, err := s.cfg.withConnection()
		if err == nil {
			err = cfg.complete()
		}
		if err != nil {
			return nil, err
		}
		cfg.Database, cfg.Schema = spelt(cfg.Database), spelt(cfg.Schema)
		s.cfg, s.filled = cfg, true
	}
	// The driver writes what fails to stderr by itself, with signed addresses.
	gosnowflake.GetLogger().SetOutput(io.Discard)
	cfg, err := s.cfg.driver()
	if err != nil {
		return nil, err
	}
	s.token = cfg.Token
	s.db = sql.OpenDB(logIn{gosnowflake.NewConnector(gosnowflake.SnowflakeDriver{}, cfg), &s.loggedIn})
	s.db.SetMaxOpenConns(2) // one reads ahead while the mirror asks
	return s.db, nil
}

// logIn notes that somebody has logged in.
type logIn struct {
	driver.Connector
	done *atomic.Bool
}

func (l logIn) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := l.Connector.Connect(ctx)
	if err == nil {
		l.done.Store(true)
	}
	return conn, err
}

// tokens are the secrets that stand in files of their own.
func (s *Source) tokens() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return []string{s.token}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
