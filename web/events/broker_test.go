package events

import (
	"errors"
	"testing"
	"time"
)

func subscribe(t *testing.T, b *Broker, lastID string) *Client {
	t.Helper()
	c, err := b.Subscribe("somebody", lastID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func id(b *Broker, seq uint64) string { return position{b.life, seq}.String() }

func TestWhoComesBackGetsWhatItMissed(t *testing.T) {
	b := New(Config{Keep: 3})
	for range 5 {
		b.Publish(Event{Kind: Built})
	}
	for _, test := range []struct {
		name, lastID string
		missed       []uint64
		gap          bool
	}{
		{"a new one misses nothing", "", nil, false},
		{"all of it", id(b, 5), nil, false},
		{"the last two", id(b, 3), []uint64{4, 5}, false},
		{"as much as is kept", id(b, 2), []uint64{3, 4, 5}, false},
		{"more than is kept", id(b, 1), nil, true},
		{"a number of the future", id(b, 6), nil, true},
		{"an earlier life of the server", "abc-3", nil, true},
		{"nonsense", "zzz", nil, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := subscribe(t, b, test.lastID)
			defer c.Close()
			if len(c.missed) != len(test.missed) || c.gap != test.gap {
				t.Fatalf("missed %v, gap %v; want %v, %v", c.missed, c.gap, test.missed, test.gap)
			}
			for i, e := range c.missed {
				if e.Seq != test.missed[i] {
					t.Errorf("event %d is number %d, want %d", i, e.Seq, test.missed[i])
				}
			}
		})
	}
}

func TestASlowClientIsDroppedAndDelaysNobody(t *testing.T) {
	b := New(Config{Buffer: 2})
	slow, quick := subscribe(t, b, ""), subscribe(t, b, "")
	for want := uint64(1); want <= 3; want++ {
		b.Publish(Event{Kind: Synced})
		if e := <-quick.events; e.Seq != want {
			t.Errorf("event %d, want %d", e.Seq, want)
		}
	}
	if b.Clients() != 1 {
		t.Errorf("%d clients, want the quick one only", b.Clients())
	}
	var read int
	for range slow.events {
		read++
	}
	if read != 2 {
		t.Errorf("the slow one had %d events before its end, want 2", read)
	}
	slow.Close()
	quick.Close()
	if b.Clients() != 0 {
		t.Errorf("%d clients are left", b.Clients())
	}
}

func TestLimits(t *testing.T) {
	b := New(Config{Clients: 3, PerClient: 2})
	for _, test := range []struct {
		who  string
		want error
	}{{"a", nil}, {"a", nil}, {"a", ErrFull}, {"b", nil}, {"c", ErrFull}} {
		if _, err := b.Subscribe(test.who, ""); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.who, err, test.want)
		}
	}
	b.Close()
	b.Publish(Event{Kind: Built})
	if _, err := b.Subscribe("d", ""); !errors.Is(err, ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
}

func TestHealth(t *testing.T) {
	at := time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)
	b := New(Config{Clock: func() time.Time { return at }})
	first := at
	b.Fail("no folder")
	at = at.Add(time.Minute)
	b.Fail("no disk")
	if got, want := b.Health(), (Health{FailingSince: first, Message: "no disk", Failures: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	b.Recover()
	if got := b.Health(); got != (Health{}) {
		t.Errorf("%+v after a good round", got)
	}
}
