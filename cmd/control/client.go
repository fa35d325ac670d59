package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

const tokenHeader = "Sprue-Token"

// ErrUnreachable says that no server answers at the address: it died, or is
// not one that runs commands.
var ErrUnreachable = errors.New("the server does not answer")

// Endpoint is a server and how long it may say nothing. One that works sends a
// frame every second, whatever its command does.
type Endpoint struct {
	Addr   string
	Token  string
	Notice time.Duration // of silence, after which Silent is called; 0 is 3 s
	Limit  time.Duration // of silence, after which the server is given up; 0 is 10 s
	Silent func()
}

// Call runs a command in the server and copies what it prints.
func (e Endpoint) Call(ctx context.Context, request Request, stdout, stderr io.Writer) (int, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return 0, err
	}
	listening, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	post, err := http.NewRequestWithContext(listening, http.MethodPost, "http://"+e.Addr, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	post.Header.Set(tokenHeader, e.Token)
	// No proxy: the environment may name one, and this never leaves the machine.
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	w := e.watch(giveUp)
	defer w.pause()
	answer, err := client.Do(post)
	w.pause()
	if silence := w.silence(listening); silence != nil {
		return 0, silence
	}
	if err != nil {
		return 0, errors.Join(ctx.Err(), fmt.Errorf("%w: %w", ErrUnreachable, err))
	}
	code, err := copyFrames(answer, w, stdout, stderr)
	closed := answer.Body.Close()
	if silence := w.silence(listening); err != nil && silence != nil {
		return 0, silence
	}
	return code, errors.Join(err, ctx.Err(), closed)
}

func copyFrames(answer *http.Response, w *watch, stdout, stderr io.Writer) (int, error) {
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%w: it says %s", ErrUnreachable, answer.Status)
	}
	for frames := json.NewDecoder(answer.Body); ; {
		var piece frame
		w.listen()
		if err := frames.Decode(&piece); err != nil {
			return 0, fmt.Errorf("the server ended before the command did: %w", err)
		}
		w.pause() // who reads our stdout may take as long as he likes
		if piece.Exit != nil {
			return *piece.Exit, nil
		}
		if _, err := stdout.Write(piece.Stdout); err != nil {
			return 0, err
		}
		if _, err := stderr.Write(piece.Stderr); err != nil {
			return 0, err
		}
	}
}
