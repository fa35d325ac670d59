package snowflaketest

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// On is a kind of request.
type On string

// The kinds of requests that faults can hit.
const (
	Login  On = "login"
	Query  On = "query"
	Chunk  On = "chunk"
	Renew  On = "renew"
	Beat   On = "heartbeat"
	Result On = "result"
	// Monitor asks how a query stands, and what it has cost.
	Monitor On = "monitor"
)

// Fault spoils answers. One that has several effects has them in the order of
// its fields.
type Fault struct {
	On    On
	SQL   string // only queries that hold this text, and their chunks
	Chunk int    // only this chunk, counted from 1; 0 is any
	After int    // the first ones that it fits are spared
	Times int    // how many it then hits; 0 is one, -1 all that follow

	Do     func(s *Server) error // before the answer: a change at the source in the middle
	Delay  time.Duration         // before the answer
	Status int                   // answers with this status of HTTP
	// Code and Message refuse with an error of Snowflake's, such as 390112 for a
	// session that has expired.
	Code, Message, State string
	Busy                 int // the query is said to be running still, this many times
	// Page sends the content of another chunk in place of the right one, counted
	// from 1.
	Page int
	// Cut ends the connection after so many bytes of the answer's body.
	Cut int

	seen int
}

// Inject adds faults to the script.
func (s *Server) Inject(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		s.faults = append(s.faults, &f)
	}
}

// Heal takes all faults out of the script.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault gives the fault that hits a request, or one without effect.
func (s *Server) fault(on On, sql string, chunk int) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.On != on || !strings.Contains(sql, f.SQL) || (f.Chunk > 0 && f.Chunk != chunk) {
			continue
		}
		f.seen++
		times := max(f.Times, 1)
		if f.seen > f.After && (f.Times < 0 || f.seen <= f.After+times) {
			return *f
		}
	}
	return Fault{}
}

// strike applies what a fault does to any answer, and tells whether there is
// still one to give.
func (f Fault) strike(ctx context.Context, s *Server, w http.ResponseWriter) (answered bool) {
	if f.Do != nil {
		if err := f.Do(s); err != nil {
			http.Error(w, err.Error(), http.StatusTeapot) // the script itself is wrong
			return true
		}
	}
	if f.Delay > 0 {
		select {
		case <-time.After(f.Delay):
		case <-ctx.Done():
			return true
		}
	}
	switch {
	case f.Status > 0:
		w.WriteHeader(f.Status)
	case f.Code != "":
		refuse(w, f.Code, f.State, f.Message)
	default:
		return false
	}
	return true
}

// errCut ends an answer whose connection a fault has cut.
var errCut = errors.New("the fault cuts here")

// cutter passes as many bytes on as the fault allows.
type cutter struct {
	http.ResponseWriter
	left int
}

func (c *cutter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p[:min(len(p), c.left)])
	c.left -= n
	if err == nil && c.left == 0 {
		err = errCut
	}
	return n, err
}

// spoiled gives a writer that cuts where the fault says so.
func (f Fault) spoiled(w http.ResponseWriter) http.ResponseWriter {
	if f.Cut == 0 {
		return w
	}
	return &cutter{ResponseWriter: w, left: f.Cut}
}

// finish cuts the connection where a writer says that the fault does.
func finish(w http.ResponseWriter, err error) {
	if !errors.Is(err, errCut) {
		return
	}
	if c, ok := w.(*cutter); ok {
		if flusher, ok := c.ResponseWriter.(http.Flusher); ok {
			flusher.Flush()
		}
	}
	panic(http.ErrAbortHandler)
}
