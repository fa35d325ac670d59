package control

import (
	"context"
	"fmt"
	"net/http"
)

// Dashboard asks the server at addr where its pages are. The endpoint answers
// whoever opens it in a browser with a redirect to them, so that the address in
// the lock file leads there too.
func Dashboard(ctx context.Context, addr string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, defaultNotice)
	defer cancel()
	get, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr, nil)
	if err != nil {
		return "", err
	}
	client := &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	answer, err := client.Do(get)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	if err := answer.Body.Close(); err != nil {
		return "", err
	}
	return answer.Header.Get("Location"), nil
}
