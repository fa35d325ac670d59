package events

import (
	"strconv"
	"strings"
	"time"
)

// Kind is what has happened.
type Kind string

// The kinds of events.
const (
	Synced Kind = "sync"   // the mirror has all that the sources hold
	Built  Kind = "build"  // the figures are new
	Failed Kind = "failed" // a round of mirror and build ended with an error
)

// Event is something that happened. Its JSON is what pages read.
type Event struct {
	Seq     uint64    `json:"seq"` // counts from 1, set by the broker
	Kind    Kind      `json:"kind"`
	At      time.Time `json:"at"`
	Build   uint64    `json:"build,omitempty"`   // of Built
	Message string    `json:"message,omitempty"` // of Failed, for readers
}

// Health is how the rounds of mirror and build fare.
type Health struct {
	FailingSince time.Time // zero while they go well
	Message      string    // what the last one ended with, for readers
	Failures     int       // in a row
}

// position is an event's place in one life of the broker: numbers begin anew
// when the server does, and a client must not take them for the old ones.
type position struct {
	life string
	seq  uint64
}

func (p position) String() string { return p.life + "-" + strconv.FormatUint(p.seq, 10) }

// parsePosition reads a Last-Event-ID; what it cannot read is the zero position,
// which is of no life.
func parsePosition(text string) position {
	life, number, _ := strings.Cut(text, "-")
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return position{}
	}
	return position{life, seq}
}
