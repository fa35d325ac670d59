package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

const tokenHeader = "Sprue-Token"

// ErrUnreachable says that no server answers at the address: it died, or is
// not one that runs commands.
var ErrUnreachable = errors.New("the server does not answer")

// Call runs a command in the server and copies what it prints.
func Call(ctx context.Context, addr, token string, request Request, stdout, stderr io.Writer) (int, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return 0, err
	}
	post, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	post.Header.Set(tokenHeader, token)
	// No proxy: the environment may name one, and this never leaves the machine.
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	answer, err := client.Do(post)
	if err != nil {
		return 0, errors.Join(ctx.Err(), fmt.Errorf("%w: %w", ErrUnreachable, err))
	}
	code, err := copyFrames(answer, stdout, stderr)
	return code, errors.Join(err, ctx.Err(), answer.Body.Close())
}

func copyFrames(answer *http.Response, stdout, stderr io.Writer) (int, error) {
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%w: it says %s", ErrUnreachable, answer.Status)
	}
	for frames := json.NewDecoder(answer.Body); ; {
		var piece frame
		if err := frames.Decode(&piece); err != nil {
			return 0, fmt.Errorf("the server ended before the command did: %w", err)
		}
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
