package events

// Client is one who listens.
type Client struct {
	broker *Broker
	who    string
	missed []Event // since its last visit
	gap    bool    // it may have missed more than that
	at     position
	events chan Event
}

// Subscribe adds a client. who tells clients apart for the limit; lastID is the
// id of the last event that it had, "" for a new one.
func (b *Broker) Subscribe(who, lastID string) (*Client, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.closed {
		return nil, ErrClosed
	}
	if len(b.clients) >= b.cfg.Clients || b.streamsOf(who) >= b.cfg.PerClient {
		return nil, ErrFull
	}
	c := &Client{broker: b, who: who, at: position{b.life, b.last}, events: make(chan Event, b.cfg.Buffer)}
	c.missed, c.gap = b.since(lastID)
	b.clients[c] = struct{}{}
	return c, nil
}

// Close ends the stream; a client that was dropped may be closed too.
func (c *Client) Close() {
	c.broker.lock.Lock()
	defer c.broker.lock.Unlock()
	if _, there := c.broker.clients[c]; there {
		c.broker.drop(c)
	}
}

func (b *Broker) streamsOf(who string) int {
	n := 0
	for c := range b.clients {
		if c.who == who {
			n++
		}
	}
	return n
}

// since is what came after an id, and whether that may not be all.
func (b *Broker) since(lastID string) (missed []Event, gap bool) {
	if lastID == "" {
		return nil, false
	}
	from := parsePosition(lastID)
	if from.life != b.life || from.seq > b.last || from.seq+uint64(len(b.kept)) < b.last {
		return nil, true
	}
	return append(missed, b.kept[len(b.kept)-int(b.last-from.seq):]...), false
}
