package output

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"sprue/engine"
)

// Progress shows how far long work has come: one line that is rewritten on a
// terminal, plain lines elsewhere. Its methods may be called from many
// goroutines; a nil Progress shows nothing.
type Progress struct {
	out      io.Writer
	terminal bool
	clock    func() time.Time
	lock     sync.Mutex
	step     string
	started  time.Time
	shown    time.Time
	open     bool // a line is on the terminal that the next one must wipe
}

// NewProgress prints to out.
func NewProgress(out io.Writer, terminal bool, clock func() time.Time) *Progress {
	return &Progress{out: out, terminal: terminal, clock: clock}
}

// Often enough to look alive; plain lines go to log files, which fill up.
const (
	terminalEvery = 100 * time.Millisecond
	plainEvery    = 5 * time.Second
)

// At is how far a step is.
type At struct {
	Step  string
	Done  int64 // of Total, in whatever the work is measured by
	Total int64 // 0 where nobody knows
	Count int64 // what people count: rows, shots
	Unit  string
}

// Update shows how far the work is.
func (p *Progress) Update(at At) {
	if p == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	now := p.clock()
	if at.Step != p.step {
		p.wipe()
		p.step, p.started, p.shown = at.Step, now, now
		if p.terminal {
			p.show(p.line(now, at))
		}
		return
	}
	every := plainEvery
	if p.terminal {
		every = terminalEvery
	}
	if now.Sub(p.shown) < every {
		return
	}
	p.shown = now
	p.show(p.line(now, at))
}

// Done ends the current step with a line that stays.
func (p *Progress) Done(format string, args ...any) {
	if p == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.wipe()
	p.step = ""
	_, _ = fmt.Fprintf(p.out, format+"\n", args...)
}

// Clear takes an unfinished line away, so that an error stands alone.
func (p *Progress) Clear() {
	if p == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.wipe()
	p.step = ""
}

func (p *Progress) wipe() {
	if p.open {
		_, _ = io.WriteString(p.out, "\r\x1b[K")
		p.open = false
	}
}

func (p *Progress) show(line string) {
	if !p.terminal {
		_, _ = fmt.Fprintln(p.out, line)
		return
	}
	p.wipe()
	_, _ = io.WriteString(p.out, line)
	p.open = true
}

func (p *Progress) line(now time.Time, at At) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-8s ", at.Step)
	share := 0.0
	if at.Total > 0 {
		share = min(1, float64(at.Done)/float64(at.Total))
		if p.terminal {
			b.WriteString(bar(share) + " ")
		}
		fmt.Fprintf(&b, "%3.0f %%  ", 100*share)
	}
	if at.Unit != "" {
		fmt.Fprintf(&b, "%s %s", engine.Count(at.Count), at.Unit)
	}
	elapsed := now.Sub(p.started).Seconds()
	if elapsed > 0.5 && at.Count > 0 {
		fmt.Fprintf(&b, "  %s/s", engine.Count(int64(float64(at.Count)/elapsed)))
	}
	if left := elapsed * (1 - share) / share; share > 0 && elapsed > 0.5 && left >= 1 {
		fmt.Fprintf(&b, "  %s left", wait(left))
	}
	return b.String()
}

func bar(share float64) string {
	const cells = 20
	full := int(share * cells)
	return strings.Repeat("█", full) + strings.Repeat("░", cells-full)
}

// wait is a rough time: nobody can tell the future to the tenth of a second.
func wait(seconds float64) string {
	if seconds < 100 {
		return fmt.Sprintf("%.0f s", seconds)
	}
	return fmt.Sprintf("%.0f min", seconds/60)
}
