package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// How often a server says that it works, and how long a caller bears with one
// that does not: on a busy machine a second is soon gone.
const (
	beat          = time.Second
	defaultNotice = 3 * time.Second
	defaultLimit  = 10 * time.Second
)

// watch measures the silence of a server. A process that was stopped, or hangs,
// still has its connections accepted by the system: only silence shows it.
type watch struct {
	notice, limit time.Duration
	noticed, over *time.Timer
	calling       sync.Mutex // of Silent, which may print where the caller does
	gone          error
}

func (e Endpoint) watch(giveUp context.CancelCauseFunc) *watch {
	w := &watch{notice: cmp.Or(e.Notice, defaultNotice), limit: cmp.Or(e.Limit, defaultLimit)}
	w.gone = fmt.Errorf("%w: it said nothing for %s", ErrUnreachable, w.limit)
	w.noticed = time.AfterFunc(w.notice, func() {
		w.calling.Lock()
		defer w.calling.Unlock()
		if e.Silent != nil {
			e.Silent()
		}
	})
	w.over = time.AfterFunc(w.limit, func() { giveUp(w.gone) })
	return w
}

// listen begins a silence.
func (w *watch) listen() {
	w.noticed.Reset(w.notice)
	w.over.Reset(w.limit)
}

// pause ends it; Silent has returned by then.
func (w *watch) pause() {
	w.noticed.Stop()
	w.over.Stop()
	w.calling.Lock()
	defer w.calling.Unlock()
}

// silence is the error of a server that was given up, nil otherwise.
func (w *watch) silence(ctx context.Context) error {
	if cause := context.Cause(ctx); errors.Is(cause, w.gone) {
		return cause
	}
	return nil
}
