package web_test

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"
)

// cable is a line to a server that can be pulled and plugged in again.
type cable struct {
	listener net.Listener
	to       string

	lock   sync.Mutex
	pulled bool
	lines  map[net.Conn]struct{}
}

func newCable(t *testing.T, to string) *cable {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{listener: listener, to: to, lines: map[net.Conn]struct{}{}}
	t.Cleanup(func() { _ = listener.Close(); c.pull(true) })
	go c.serve()
	return c
}

func (c *cable) url(path string) string { return "http://" + c.listener.Addr().String() + path }

func (c *cable) serve() {
	for {
		near, err := c.listener.Accept()
		if err != nil {
			return // the end of the test
		}
		far, err := new(net.Dialer).DialContext(context.Background(), "tcp", c.to)
		if err != nil || !c.add(near, far) {
			_ = near.Close()
			continue
		}
		go c.carry(near, far)
		go c.carry(far, near)
	}
}

// add keeps the two ends of a line, unless the cable is pulled.
func (c *cable) add(ends ...net.Conn) bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, end := range ends {
		if c.pulled {
			_ = end.Close()
			continue
		}
		c.lines[end] = struct{}{}
	}
	return !c.pulled
}

func (c *cable) carry(to, from net.Conn) {
	_, _ = io.Copy(to, from) // either end may go
	_, _ = to.Close(), from.Close()
	c.lock.Lock()
	defer c.lock.Unlock()
	delete(c.lines, to)
}

func (c *cable) pull(out bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.pulled = out
	for end := range c.lines {
		if out {
			_ = end.Close()
		}
	}
}
