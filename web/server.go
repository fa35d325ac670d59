package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine/analysis"
	"sprue/static"
	"sprue/web/answers"
	"sprue/web/api"
	"sprue/web/events"
	"sprue/web/pages"
)

// Deps is what the server works with.
type Deps struct {
	Analysis Analysis
	Clock    func() time.Time // nil is time.Now
	Log      *slog.Logger     // nil is slog.Default()
	Events   *events.Broker   // nil is one that nobody publishes to
	State    answers.State    // of the data; nil where pages are drawn anew each time
	Sources  api.Sources      // of REST, beside the figures
}

// Analysis answers all questions of pages and REST; *analysis.Analysis does, and
// *answers.Answers, which remembers what it has answered.
type Analysis interface {
	pages.Questions
	api.Questions
}

var (
	_ Analysis = (*analysis.Analysis)(nil)
	_ Analysis = (*answers.Answers)(nil)
)

// Server answers HTTP requests.
type Server struct {
	cfg      Config
	log      *slog.Logger
	clock    func() time.Time
	echo     *echo.Echo
	pages    *pages.Pages
	assets   *static.Assets
	events   *events.Broker
	state    answers.State
	drawn    *answers.Bodies
	loopback atomic.Bool // listening on a loopback address; true until told otherwise
}

// New makes a server; it listens to nothing yet.
func New(cfg Config, deps Deps) (*Server, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	assets, err := static.Load()
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg.Defaults(), log: deps.Log, clock: deps.Clock, echo: echo.New(), assets: assets, events: deps.Events, state: deps.State}
	if s.log == nil {
		s.log = slog.Default()
	}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.events == nil {
		s.events = events.New(events.Config{Clock: s.clock})
	}
	s.drawn = answers.NewBodies(s.clock, drawnKeep, drawnBytes)
	s.loopback.Store(true)
	s.pages = &pages.Pages{
		Questions: deps.Analysis, Assets: assets, Clock: s.clock, Good: s.cfg.Good, Watch: s.cfg.Watch,
		Development: s.cfg.Development, Health: s.events.Health, Log: s.log, Kiosk: s.cfg.Kiosk,
		Writer: deps.Sources.Writer,
	}
	rest := &api.API{Questions: deps.Analysis, Clock: s.clock, Sources: deps.Sources, Life: rand.Text()}
	if deps.State != nil {
		rest.Version = deps.State.Version
	}
	s.routes(rest)
	return s, nil
}

func (s *Server) routes(rest *api.API) {
	s.echo.HideBanner, s.echo.HidePort = true, true
	// Behind a proxy the address of the client would be the proxy's; headers
	// that name another are believed only once proxies can be configured.
	s.echo.IPExtractor = echo.ExtractIPDirect()
	s.echo.HTTPErrorHandler = s.fail
	s.use()
	s.echo.GET("/static/*", echo.WrapHandler(s.assets))
	s.echo.GET("/favicon.ico", func(c echo.Context) error {
		return c.Redirect(http.StatusFound, s.assets.URL("css/icon.svg"))
	})
	s.echo.GET(eventsPath, s.stream)
	rest.Routes(s.echo)
	s.pages.Routes(s.echo)
}

// ServeHTTP answers HEAD by the handlers of GET; net/http leaves out the body.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		get := *r
		get.Method = http.MethodGet
		r = &get
	}
	s.echo.ServeHTTP(w, r)
}

// Serve answers requests until ctx ends, then lets those under way finish.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	s.loopback.Store(isLoopback(listener.Addr()))
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
		return s.stop(ctx, server, ended)
	}
}

// stop waits for answers under way, at most as long as the grace.
func (s *Server) stop(ctx context.Context, server *http.Server, ended <-chan error) error {
	waiting, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.cfg.Grace)
	defer cancel()
	s.events.Close() // a stream would go on until the grace is over
	err := server.Shutdown(waiting)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("answers cut off at the end", "grace", s.cfg.Grace)
		err = server.Close()
	}
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	if err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return !ok || tcp.IP.IsLoopback()
}
