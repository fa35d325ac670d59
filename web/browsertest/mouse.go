package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Hover moves the pointer to a place.
func Hover(x, y float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: "mouseMoved", X: x, Y: y})
		return err
	})
}

// Drag presses the left button at one place and lets it go at another.
func Drag(x0, y0, x1, y1 float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for _, step := range []input.DispatchMouseEventParams{
			{Type: "mouseMoved", X: x0, Y: y0},
			{Type: "mousePressed", X: x0, Y: y0, Button: "left", Buttons: 1, ClickCount: 1},
			{Type: "mouseMoved", X: (x0 + x1) / 2, Y: (y0 + y1) / 2, Button: "left", Buttons: 1},
			{Type: "mouseMoved", X: x1, Y: y1, Button: "left", Buttons: 1},
			{Type: "mouseReleased", X: x1, Y: y1, Button: "left", ClickCount: 1},
		} {
			if _, err := cdp.Call(ctx, tab, input.DispatchMouseEvent, step); err != nil {
				return err
			}
		}
		return nil
	})
}

// Download runs steps that save a file, and gives its name and content.
func (p *Page) Download(what string, steps ...chromedp.Action[chromedp.Void]) (name string, content []byte) {
	p.t.Helper()
	folder := p.t.TempDir()
	allow := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: "allow", BrowserContextID: chromedp.FromContext(ctx).BrowserContextID, DownloadPath: folder,
		})
		return err
	})
	run(p, what, chromedp.Steps(append([]chromedp.Action[chromedp.Void]{allow}, steps...)...))
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		all := finished(folder)
		if len(all) == 0 {
			continue
		}
		content, err := os.ReadFile(all[0])
		if err != nil {
			p.t.Fatalf("%s: %v", what, err)
		}
		return filepath.Base(all[0]), content
	}
	p.t.Fatalf("%s: no file came; noted: %q", what, p.Problems())
	return "", nil
}

// finished leaves out files that Chromium still writes.
func finished(folder string) []string {
	all, _ := filepath.Glob(filepath.Join(folder, "*")) // the pattern is right, and that is its only error
	var done []string
	for _, path := range all {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 && !strings.HasSuffix(path, ".crdownload") && !strings.HasPrefix(filepath.Base(path), ".") {
			done = append(done, path)
		}
	}
	return done
}
