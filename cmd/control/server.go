package control

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Run runs a command and gives its exit code. It ends early when ctx does,
// which is when the other process goes away.
type Run func(ctx context.Context, request Request, stdout, stderr io.Writer) int

// Server listens for commands.
type Server struct {
	Addr  string // 127.0.0.1:port
	Token string // to be kept where only the owner can read it
	http  *http.Server
}

// A command line of more than this is a mistake; SQL from a file fits easily.
const maxRequest = 64 << 20

// Listen starts a server on a free port of the loopback address. dashboard is
// the address of the pages, "" where there are none.
func Listen(ctx context.Context, dashboard string, run Run) (*Server, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for other commands: %w", err)
	}
	s := &Server{Addr: listener.Addr().String(), Token: rand.Text()}
	s.http = &http.Server{Handler: s.handler(dashboard, run, beat), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(listener) }() // always ErrServerClosed: Close ends it
	return s, nil
}

// Close ends the commands that run, and the server.
func (s *Server) Close() error { return s.http.Close() }

func (s *Server) handler(dashboard string, run Run, beat time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && dashboard != "" {
			http.Redirect(w, r, dashboard, http.StatusSeeOther)
			return
		}
		given := r.Header.Get(tokenHeader)
		if r.Method != http.MethodPost || subtle.ConstantTimeCompare([]byte(given), []byte(s.Token)) != 1 {
			http.Error(w, "not for you", http.StatusForbidden)
			return
		}
		// Read to its end: only then does net/http notice that the other side left.
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
		var request Request
		if err = errors.Join(err, json.Unmarshal(body, &request)); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		out := &frames{out: json.NewEncoder(w), flush: http.NewResponseController(w).Flush}
		stop := out.keepAlive(beat)
		code := run(r.Context(), request, out.stdout(), out.stderr())
		stop()
		_ = out.send(frame{Exit: &code}) // who does not listen any more does not need it
	})
}
