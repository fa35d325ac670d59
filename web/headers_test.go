package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/web"
)

func decode(t *testing.T, body string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	server := openPlant(t).server(t, now)
	for _, path := range []string{"/run-rate", "/tools/MX-1", "/nothing", "/api/v1/run-rate", "/api/v1/nothing", "/health", "/run-rate?from=x"} {
		answer, _ := ask(t, server, http.MethodGet, path)
		h := answer.Header
		csp := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy lacks %q: %q", path, want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s: the policy is weak: %q", path, csp)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if h.Get("X-Request-Id") == "" || !strings.HasPrefix(h.Get("Server-Timing"), "app;dur=") {
			t.Errorf("%s: headers %v", path, h)
		}
	}
}

func TestForeignHostsAreRefused(t *testing.T) {
	server := openPlant(t).server(t, now)
	for host, status := range map[string]int{
		"localhost:1": 200, "127.0.0.1": 200, "[::1]:8080": 200, "LOCALHOST": 200, "sprue.localhost": 200,
		"evil.example": 421, "evil.example:8080": 421, "127.0.0.1.evil.example": 421, "10.0.0.1": 421,
	} {
		if answer, _ := ask(t, server, http.MethodGet, "/health", "Host", host); answer.StatusCode != status {
			t.Errorf("%s: status %d, want %d", host, answer.StatusCode, status)
		}
	}
}

func TestChangesFromOtherSitesAreRefused(t *testing.T) {
	server := openPlant(t).server(t, now)
	for _, test := range []struct {
		headers []string
		status  int
	}{
		{[]string{"Sec-Fetch-Site", "same-origin"}, 303},
		{nil, 303},
		{[]string{"Sec-Fetch-Site", "cross-site"}, 403},
		{[]string{"Origin", "https://evil.example"}, 403},
	} {
		if answer, _ := ask(t, server, http.MethodPost, "/theme", test.headers...); answer.StatusCode != test.status {
			t.Errorf("%v: status %d, want %d", test.headers, answer.StatusCode, test.status)
		}
	}
}

func TestTheThemeIsRemembered(t *testing.T) {
	server := openPlant(t).server(t, now)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, test := range []struct{ theme, back, location, cookie, attribute string }{
		{"dark", "/run-rate?last=7d", "/run-rate?last=7d", "theme=dark", `data-theme="dark"`},
		{"light", "//evil.example", "/", "theme=light", `data-theme="light"`},
		{"system", "https://evil.example", "/", "theme=", ""},
		{`"><script>`, `/\evil.example`, "/", "theme=", ""},
	} {
		answer, err := client.PostForm(server.URL+"/theme", url.Values{"theme": {test.theme}, "back": {test.back}})
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		cookie := answer.Header.Get("Set-Cookie")
		if answer.Header.Get("Location") != test.location || !strings.HasPrefix(cookie, test.cookie+";") || !strings.Contains(cookie, "HttpOnly") {
			t.Errorf("%s: to %q with %q", test.theme, answer.Header.Get("Location"), cookie)
		}
		_, body := ask(t, server, http.MethodGet, "/nothing", "Cookie", strings.Split(cookie, ";")[0])
		if has := regexp.MustCompile(`data-theme="[^"]*"`).FindString(body); has != test.attribute {
			t.Errorf("%s: the page says %q", test.theme, has)
		}
	}
}

func TestRESTAnswersAreTaggedByBuild(t *testing.T) {
	server := openPlant(t).server(t, now)
	answer, _ := ask(t, server, http.MethodGet, "/api/v1/run-rate?by=tool")
	tag := answer.Header.Get("ETag")
	again, body := ask(t, server, http.MethodGet, "/api/v1/run-rate?by=tool", "If-None-Match", tag)
	if tag == "" || again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("tag %q, status %d", tag, again.StatusCode)
	}
	other, _ := ask(t, server, http.MethodGet, "/api/v1/run-rate?by=day", "If-None-Match", tag)
	if other.StatusCode != http.StatusOK {
		t.Errorf("another question: status %d", other.StatusCode)
	}
}

func TestRequestNumbers(t *testing.T) {
	server := openPlant(t).server(t, now)
	answer, _ := ask(t, server, http.MethodGet, "/health", "X-Request-Id", "abc-1")
	if got := answer.Header.Get("X-Request-Id"); got != "abc-1" {
		t.Errorf("a harmless number became %q", got)
	}
	answer, _ = ask(t, server, http.MethodGet, "/health", "X-Request-Id", "a b\tc")
	if got := answer.Header.Get("X-Request-Id"); got == "a b\tc" || got == "" {
		t.Errorf("a harmful number stayed %q", got)
	}
}

func TestEveryAddressOfAPageIsServed(t *testing.T) {
	server := openPlant(t).server(t, now)
	_, body := ask(t, server, http.MethodGet, "/run-rate")
	for _, m := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(body, -1) {
		answer, content := ask(t, server, http.MethodGet, m[1])
		if answer.StatusCode != http.StatusOK || content == "" || !strings.Contains(answer.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: status %d, %q", m[1], answer.StatusCode, answer.Header.Get("Cache-Control"))
		}
	}
	if strings.Contains(body, `src=""`) || strings.Contains(body, "://") {
		t.Error("an empty address, or one of another host")
	}
}

func TestFirstRun(t *testing.T) {
	p, err := emptyPlant(filepath.Join(t.TempDir(), "empty.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.store.Close() })
	server := p.server(t, now)
	for _, path := range []string{"/run-rate", "/tools/MX-1", "/tools/MX-1/shots", "/overview", "/shots", "/tools?q=x"} {
		answer, body := ask(t, server, http.MethodGet, path)
		if answer.StatusCode != http.StatusOK || !strings.Contains(body, "sprue sync") || !strings.Contains(body, "No data yet") {
			t.Errorf("%s: status %d: %.400s", path, answer.StatusCode, body)
		}
	}
	if answer, body := ask(t, server, http.MethodGet, "/ready"); answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "sprue build") {
		t.Errorf("ready: status %d: %s", answer.StatusCode, body)
	}
}

// broken is a file that fails in a chosen way.
type broken struct {
	*analysis.Analysis
	fail func(ctx context.Context) error
}

func (b broken) Trust(ctx context.Context, _ engine.Filter) (analysis.Trust, error) {
	return analysis.Trust{}, b.fail(ctx)
}

func TestFaultsShowNoInsides(t *testing.T) {
	for name, test := range map[string]struct {
		fail   func(context.Context) error
		status int
		has    string
	}{
		"panic":   {func(context.Context) error { panic("secret insides") }, 500, "Something went wrong here"},
		"unknown": {func(context.Context) error { return errors.New("secret insides") }, 500, "The log has the cause under request"},
		"locked": {func(context.Context) error {
			return &engine.Error{Code: engine.CodeFile, Message: "the file is locked", Hint: "stop the other", Cause: errors.New("secret insides")}
		}, 503, "The file is locked"},
		"too long": {func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, 503, "took longer than"},
	} {
		t.Run(name, func(t *testing.T) {
			config := web.Config{}
			if name == "too long" {
				config.Timeout = time.Millisecond
			}
			s, err := web.New(config, web.Deps{Analysis: broken{openPlant(t).analysis, test.fail}, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(s)
			defer server.Close()
			for _, path := range []string{"/run-rate", "/api/v1/run-rate"} {
				answer, body := ask(t, server, http.MethodGet, path)
				if answer.StatusCode != test.status || strings.Contains(body, "secret") || strings.Contains(body, ".go:") {
					t.Errorf("%s: status %d: %s", path, answer.StatusCode, body)
				}
				if path == "/run-rate" && !strings.Contains(body, test.has) {
					t.Errorf("lacks %q: %s", test.has, body)
				}
			}
		})
	}
}

func TestServeEndsCleanly(t *testing.T) {
	started, release := make(chan struct{}), make(chan struct{})
	slow := broken{openPlant(t).analysis, func(context.Context) error { close(started); <-release; return errors.New("late") }}
	s, err := web.New(web.Config{}, web.Deps{Analysis: slow, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, listener) }()
	answered := make(chan int, 1)
	go func() {
		answer, err := http.Get("http://" + listener.Addr().String() + "/ready")
		if err != nil {
			answered <- 0
			return
		}
		_ = answer.Body.Close()
		answered <- answer.StatusCode
	}()
	<-started
	cancel()
	close(release)
	if status := <-answered; status != http.StatusInternalServerError {
		t.Errorf("an answer under way was cut off: %d", status)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for _, cfg := range []web.Config{{Good: 2}, {Good: 0.4, Watch: 0.6}, {Timeout: -1}} {
		if err := cfg.Validate(); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%+v: %v", cfg, err)
		}
	}
}
