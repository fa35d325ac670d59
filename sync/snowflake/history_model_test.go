package snowflake_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sprue/sync/mirror"
)

// rowset is a large table of the warehouse and what a model says of its mirror.
// Rows are named by their key; each has a place in time and a value.
type rowset struct {
	overlap time.Duration
	there   map[string]row    // in the warehouse
	held    map[string]string // values that the mirror must hold, unmarked
	loose   map[string]bool   // what nobody can say: a sync was stopped over it
	ever    map[string]bool   // all that was held once
	// The watermark lies between these, which differ after a sync was stopped and
	// after one that read only what differs.
	low, high time.Time
	changed   bool // since the last sync that came to its end
	unsure    bool // whether a stopped sync has come to the end of this table
}

type row struct {
	at    time.Time // zero: the row has no time
	value string
}

func newRowset(overlap time.Duration) *rowset {
	return &rowset{overlap: overlap, there: map[string]row{}, held: map[string]string{}, loose: map[string]bool{}, ever: map[string]bool{}, changed: true}
}

// behind tells whether a row lies before what a sync asks for. Rows without a time
// come always.
func (s *rowset) behind(r row, mark time.Time) bool {
	return !mark.IsZero() && !r.at.IsZero() && r.at.Before(mark.Add(-s.overlap))
}

// latest is the latest time that may move the watermark.
func latest(rows map[string]row, now time.Time, is func(row) bool) (at time.Time) {
	for _, r := range rows {
		if r.at.After(at) && !r.at.After(now.Add(10*time.Minute)) && is(r) {
			at = r.at
		}
	}
	return at
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// synced is what a sync that ended well does.
func (s *rowset) synced(opts mirror.Options, now time.Time) {
	rereads := opts.Full || opts.Reconcile
	if !rereads && !s.changed && !s.unsure {
		return
	}
	if opts.Reconcile {
		clear(s.held)
		clear(s.loose)
	}
	sure := func(r row) bool { return rereads || !s.behind(r, s.high) }
	for key, r := range s.there {
		switch {
		case sure(r):
			s.held[key] = r.value
			delete(s.loose, key)
		case !s.behind(r, s.low):
			s.doubt(key)
		}
	}
	if !s.unsure && (opts.Full || !opts.Reconcile) {
		s.low = later(s.low, latest(s.there, now, sure))
	}
	s.high = later(s.high, latest(s.there, now, func(row) bool { return true }))
	s.changed, s.unsure = false, false
}

// stopped is what a sync may have done that ended anywhere.
func (s *rowset) stopped(opts mirror.Options, now time.Time) {
	for key, r := range s.there {
		if s.held[key] != r.value && (opts.Full || opts.Reconcile || !s.behind(r, s.low)) {
			s.doubt(key)
		}
	}
	for key := range s.held {
		if _, ok := s.there[key]; !ok && opts.Reconcile {
			s.doubt(key)
		}
	}
	s.high = later(s.high, latest(s.there, now, func(row) bool { return true }))
	s.unsure = true
}

func (s *rowset) doubt(key string) {
	delete(s.held, key)
	s.loose[key] = true
}

// compare gives what is wrong with the rows that the mirror holds: lines of key,
// value and whether it is marked. Where marked rows stay, none may be lost.
func (s *rowset) compare(lines []string, marks bool) (wrong []string) {
	live, all := map[string]string{}, map[string]bool{}
	for _, line := range lines {
		parts := strings.Split(line, "|")
		all[parts[0]] = true
		if parts[2] == "∅" {
			if _, twice := live[parts[0]]; twice {
				wrong = append(wrong, parts[0]+" is there twice")
			}
			live[parts[0]] = parts[1]
		}
	}
	for key, value := range s.held {
		s.ever[key] = true
		if got, ok := live[key]; !ok || got != value {
			wrong = append(wrong, fmt.Sprintf("%s is %q, want %q", key, got, value))
		}
	}
	for key := range live {
		if _, ok := s.held[key]; !ok && !s.loose[key] {
			wrong = append(wrong, key+" should not be there")
		}
	}
	for key := range s.ever {
		if marks && !all[key] {
			wrong = append(wrong, key+" is lost")
		}
	}
	slices.Sort(wrong)
	return wrong
}

// some gives one of the keys, empty where there is none.
func (s *rowset) some(n int) string {
	keys := slices.Sorted(maps.Keys(s.there))
	if len(keys) == 0 {
		return ""
	}
	return keys[n%len(keys)]
}
