package control

import (
	"encoding/json"
	"io"
	"sync"
	"time"
)

// Request is a command line and what it needs to know of the process that
// sends it.
type Request struct {
	Args        []string
	Dir         string
	Stdin       []byte
	OutTerminal bool
	ErrTerminal bool
	Width       int
	NoColor     bool
}

// frame is one line of the answer: a piece of a stream, or the end; one that is
// empty says that the command goes on.
type frame struct {
	Stdout []byte `json:",omitempty"`
	Stderr []byte `json:",omitempty"`
	Exit   *int   `json:",omitempty"`
}

// frames writes them one after the other, each at once.
type frames struct {
	lock  sync.Mutex
	out   *json.Encoder
	flush func() error
}

func (f *frames) send(piece frame) error {
	f.lock.Lock()
	defer f.lock.Unlock()
	if err := f.out.Encode(piece); err != nil {
		return err
	}
	return f.flush()
}

// keepAlive sends an empty frame at once and then every so often, until stop
// is called; it has ended when stop returns.
func (f *frames) keepAlive(every time.Duration) (stop func()) {
	ended, done := make(chan struct{}), make(chan struct{})
	_ = f.send(frame{}) // who does not listen any more does not need it
	go func() {
		defer close(ended)
		ticks := time.NewTicker(every)
		defer ticks.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticks.C:
				_ = f.send(frame{})
			}
		}
	}()
	return func() { close(done); <-ended }
}

type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(p []byte) (int, error) { return w(p) }

func (f *frames) stdout() io.Writer {
	return writerFunc(func(p []byte) (int, error) { return len(p), f.send(frame{Stdout: p}) })
}

func (f *frames) stderr() io.Writer {
	return writerFunc(func(p []byte) (int, error) { return len(p), f.send(frame{Stderr: p}) })
}
