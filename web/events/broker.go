package events

import (
	"errors"
	"strconv"
	"sync"
	"time"
)

// Config has useful zero values.
type Config struct {
	Clock     func() time.Time // nil is time.Now
	Keep      int              // events kept for clients that come back; 0 is 64
	Buffer    int              // events that a client may lag behind; 0 is 16
	Clients   int              // at once; 0 is 1000
	PerClient int              // streams of one address; 0 is 100, for many screens may share one
}

// ErrFull says that there are as many clients as there may be.
var ErrFull = errors.New("too many open event streams")

// ErrClosed says that the broker has ended.
var ErrClosed = errors.New("the event stream has ended")

// Broker hands events to its clients. Its methods may be called from many
// goroutines, and none of them waits for a client.
type Broker struct {
	cfg  Config
	life string

	lock    sync.Mutex
	last    uint64
	kept    []Event
	clients map[*Client]struct{}
	closed  bool
	health  Health
}

// New makes a broker.
func New(cfg Config) *Broker {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	for value, standard := range map[*int]int{&cfg.Keep: 64, &cfg.Buffer: 16, &cfg.Clients: 1000, &cfg.PerClient: 100} {
		if *value == 0 {
			*value = standard
		}
	}
	return &Broker{
		cfg:     cfg,
		life:    strconv.FormatInt(time.Now().UnixNano(), 36), // whatever the clock of a test says
		clients: map[*Client]struct{}{},
	}
}

// Publish numbers an event and hands it out. A client that has not read the
// ones before is dropped: it comes back and asks for what it missed.
func (b *Broker) Publish(e Event) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.closed {
		return
	}
	b.last++
	e.Seq = b.last
	if e.At.IsZero() {
		e.At = b.cfg.Clock().UTC()
	}
	b.kept = append(b.kept, e)
	if len(b.kept) > b.cfg.Keep {
		b.kept = append(b.kept[:0:0], b.kept[len(b.kept)-b.cfg.Keep:]...)
	}
	for c := range b.clients {
		select {
		case c.events <- e:
		default:
			b.drop(c)
		}
	}
}

// Fail publishes that a round of mirror and build went wrong, and remembers
// since when.
func (b *Broker) Fail(message string) {
	b.lock.Lock()
	if b.health.Failures == 0 {
		b.health.FailingSince = b.cfg.Clock().UTC()
	}
	b.health.Failures++
	b.health.Message = message
	b.lock.Unlock()
	b.Publish(Event{Kind: Failed, Message: message})
}

// Recover forgets failures.
func (b *Broker) Recover() {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.health = Health{}
}

// Health is how the last rounds went.
func (b *Broker) Health() Health {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.health
}

// Position is the id of the last event, for a page that wants to hear of those
// after it.
func (b *Broker) Position() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return position{b.life, b.last}.String()
}

// Clients is how many listen now.
func (b *Broker) Clients() int {
	b.lock.Lock()
	defer b.lock.Unlock()
	return len(b.clients)
}

// Close ends all streams; later events go nowhere.
func (b *Broker) Close() {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.closed = true
	for c := range b.clients {
		b.drop(c)
	}
}

// drop ends a client's stream; the lock is held.
func (b *Broker) drop(c *Client) {
	delete(b.clients, c)
	close(c.events)
}
