package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// Browser is a profile of its own in the Chromium that all tests of a process
// share: no cookie, stored choice or cached file of another test. It ends with
// the test.
type Browser struct {
	t   testing.TB
	ctx context.Context
}

// Start opens a new profile. Where there is no Chromium the test fails and says
// how to install it: a test that passes without having looked would be worse.
func Start(t testing.TB) *Browser {
	t.Helper()
	running, err := chromium.start()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := chromedp.NewContext(running, chromedp.WithNewBrowserContext())
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("close the profile: %v", err)
		}
		stop()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a profile of Chromium: %v", err)
	}
	return &Browser{t: t, ctx: ctx}
}

// chromium is started by the first test that needs it: a start takes seconds, a
// profile does not.
var chromium shared

type shared struct {
	mu    sync.Mutex
	ctx   context.Context // nil before the start
	close func() error
}

// Main runs the tests of a package and then ends the Chromium that they shared.
func Main(m *testing.M) int {
	code := m.Run()
	if err := chromium.end(); err != nil {
		fmt.Fprintln(os.Stderr, "end Chromium:", err)
		return max(code, 1)
	}
	return code
}

func (s *shared) start() (context.Context, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx != nil {
		return s.ctx, nil
	}
	path, err := find()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "sprue-chromium")
	if err != nil {
		return nil, err
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.Flag("no-sandbox", true), // as root there is no sandbox
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.UserDataDir(folder),
	)
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, stop := chromedp.NewContext(allocator)
	s.ctx, s.close = ctx, func() error {
		err := chromedp.Cancel(ctx)
		stop()
		stopAllocator()
		return errors.Join(err, os.RemoveAll(folder))
	}
	if err := chromedp.Do(ctx); err != nil {
		s.ctx = nil
		return nil, errors.Join(fmt.Errorf("start Chromium: %w", err), s.close())
	}
	return s.ctx, nil
}

func (s *shared) end() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx == nil {
		return nil
	}
	s.ctx = nil
	return s.close()
}

// With gives the same browser to a part of the test.
func (b *Browser) With(t testing.TB) *Browser { return &Browser{t: t, ctx: b.ctx} }

// find prefers the shell without a window frame of its own to draw: the same
// Chromium, for half of the time.
func find() (string, error) {
	for _, name := range []string{"chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium in PATH: install it (Debian: apt-get install chromium; macOS: brew install chromium; or any Google Chrome)")
}
