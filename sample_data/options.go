package sampledata

import (
	"fmt"
	"runtime"
	"slices"
	"time"

	"sprue/engine"
)

const (
	dayMS       = 86_400_000
	defaultDays = 90
	defaultShot = 1_000_000
)

// How many tools there may be, and are where nobody says.
const (
	DefaultTools = 48
	MaxTools     = 20_000
)

// Options says what to make. The zero value of every field but Dir has a
// default.
type Options struct {
	Dir string // the folder to fill; must be missing, empty or an earlier sample

	Shots int64  // target, reached within 5 %; 0: 1 M per 90 days
	Seed  uint64 // same seed, same bytes
	Tools int    // 0: 48

	// From and To are UTC days, half-open. To's default is today, so that the
	// data end yesterday; From's is as far back as Shots and Tools need at a
	// believable load, 90 days for the default set.
	From, To time.Time

	// Anchor is the end that stories, faults and load are laid out for; zero
	// means To. A continuation keeps From, Shots and Anchor of the first set
	// and moves To: the files of the earlier days come out the same.
	Anchor time.Time

	Format  string // parquet (default), csv, ndjson
	Faults  string // typical (default), clean, hostile
	Workers int    // 0: one per CPU

	Now      func() time.Time        // nil: time.Now
	Progress func(done, total int64) // shots made and aimed at; called from one goroutine
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tools == 0 {
		o.Tools = DefaultTools
	}
	if o.Format == "" {
		o.Format = "parquet"
	}
	if o.Faults == "" {
		o.Faults = "typical"
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Progress == nil {
		o.Progress = func(int64, int64) {}
	}
	return o.withDays()
}

// withDays sets the window. The default target follows a chosen window, not
// the number of tools.
func (o Options) withDays() Options {
	if o.To.IsZero() {
		o.To = utcDay(o.Now())
	}
	if o.Anchor.IsZero() {
		o.Anchor = o.To
	}
	if o.Shots == 0 {
		o.Shots = defaultShot
		if !o.From.IsZero() {
			o.Shots = max(1, int64(o.Anchor.Sub(o.From).Hours()/24*defaultShot/defaultDays))
		}
	}
	return o
}

func utcDay(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

func (o Options) validate() error {
	switch {
	case o.Dir == "":
		return o.refuse("no folder is named", "name the folder to fill: sprue sample DIR")
	case !slices.Contains([]string{"parquet", "csv", "ndjson"}, o.Format):
		return o.refuse(fmt.Sprintf("unknown table format %q", o.Format), "use parquet, csv or ndjson")
	case !slices.Contains([]string{"clean", "typical", "hostile"}, o.Faults):
		return o.refuse(fmt.Sprintf("unknown faults %q", o.Faults), "use clean, typical or hostile")
	case o.Tools < 1 || o.Tools > MaxTools:
		return o.refuse(fmt.Sprintf("%d tools", o.Tools), fmt.Sprintf("use 1 to %d tools", MaxTools))
	case o.Shots < 1:
		return o.refuse(fmt.Sprintf("%d shots", o.Shots), "ask for at least one shot")
	}
	return o.validateDays()
}

func (o Options) validateDays() error {
	for _, t := range []time.Time{o.From, o.To, o.Anchor} {
		if !t.IsZero() && !t.Equal(utcDay(t)) {
			return o.refuse(t.Format(time.RFC3339)+" is not the start of a UTC day", "use whole days, such as 2026-06-01")
		}
	}
	if !o.From.IsZero() && !o.From.Before(o.To) {
		return o.refuse(fmt.Sprintf("the window from %s to %s is empty", day(o.From), day(o.To)), "--to leaves its day out, so it must lie after --from")
	}
	if o.Anchor.After(o.To) || (!o.From.IsZero() && !o.From.Before(o.Anchor)) {
		return o.refuse("the anchor lies outside the window", "use the end of the set that is continued")
	}
	return nil
}

func (o Options) refuse(message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "make sample data", Message: message, Hint: hint}
}

func day(t time.Time) string { return t.Format(time.DateOnly) }
