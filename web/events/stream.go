package events

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Streamer sends the events of a broker over HTTP.
type Streamer struct {
	Broker *Broker
	Beat   time.Duration // between signs of life; 0 is 15 s
	Retry  time.Duration // after which a browser connects again; 0 is 3 s
	Stuck  time.Duration // that one write may take; 0 is 10 s
}

// Stream sends events to one client until it goes, falls behind, or the broker
// closes. It takes off the deadlines that the server has for short answers.
func (s Streamer) Stream(ctx context.Context, w http.ResponseWriter, who, lastID string) error {
	client, err := s.Broker.Subscribe(who, lastID)
	if err != nil {
		return err
	}
	defer client.Close()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would keep events back until a buffer is full
	out := &sender{control: http.NewResponseController(w), w: w, stuck: cmp.Or(s.Stuck, 10*time.Second)}
	// The server's own deadline for reading a request would end the stream.
	_ = out.control.SetReadDeadline(time.Time{})
	w.WriteHeader(http.StatusOK)
	if err := out.send(s.greeting(client)); err != nil {
		return gone(ctx, err)
	}
	return gone(ctx, s.follow(ctx, client, out))
}

// follow sends what happens, and a sign of life where nothing does.
func (s Streamer) follow(ctx context.Context, client *Client, out *sender) error {
	beat := time.NewTicker(cmp.Or(s.Beat, 15*time.Second))
	defer beat.Stop()
	for {
		var text string
		select {
		case <-ctx.Done():
			return nil
		case e, open := <-client.events:
			if !open {
				return nil
			}
			text = message(position{client.at.life, e.Seq}, e)
		case <-beat.C:
			text = s.heartbeat()
		}
		if err := out.send(text); err != nil {
			return err
		}
	}
}

// greeting tells a client where it stands, and gives it what it missed. After
// a gap it cannot know what is new: 'reset' makes it ask for everything.
func (s Streamer) greeting(c *Client) string {
	var b strings.Builder
	fmt.Fprintf(&b, "retry: %d\n\n", cmp.Or(s.Retry, 3*time.Second).Milliseconds())
	for _, e := range c.missed {
		b.WriteString(message(position{c.at.life, e.Seq}, e))
	}
	kind := "hello"
	if c.gap {
		kind = "reset"
	}
	fmt.Fprintf(&b, "id: %s\nevent: %s\ndata: %s\n\n", c.at, kind, s.now())
	return b.String()
}

// heartbeat is a comment, which keeps proxies from cutting the line, and an
// event without a number, since scripts do not see comments.
func (s Streamer) heartbeat() string { return ": beat\n\nevent: beat\ndata: " + s.now() + "\n\n" }

func (s Streamer) now() string {
	return fmt.Sprintf(`{"at":%q}`, s.Broker.cfg.Clock().UTC().Format(time.RFC3339Nano))
}

func message(at position, e Event) string {
	data, err := json.Marshal(e)
	if err != nil {
		panic(err) // numbers, a time and text
	}
	return fmt.Sprintf("id: %s\nevent: %s\ndata: %s\n\n", at, e.Kind, data)
}

// sender writes pieces, each at once, and gives up on a client that does not
// read them.
type sender struct {
	control *http.ResponseController
	w       http.ResponseWriter
	stuck   time.Duration
}

func (s *sender) send(text string) error {
	_ = s.control.SetWriteDeadline(time.Now().Add(s.stuck)) // writers of tests have none
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.control.Flush()
}

// gone: a client that left is no error.
func gone(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return nil
}
