package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// View is the window that a page is shown in; zero values mean 1440 × 900,
// light.
type View struct {
	Width, Height int
	Dark          bool
	Touch         bool
	NoScript      bool
}

// patience is how long any step may take before the test fails.
const patience = 30 * time.Second

// Page is an open page.
type Page struct {
	t        testing.TB
	ctx      context.Context
	host     string
	noScript bool

	mu       sync.Mutex
	problems []string
}

// Open loads an address in a tab of its own and waits until it has settled.
func (b *Browser) Open(address string, v View) *Page {
	b.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		b.t.Fatalf("open %q: %v", address, err)
	}
	ctx, stop := chromedp.NewContext(b.ctx)
	b.t.Cleanup(stop)
	p := &Page{t: b.t, ctx: ctx, host: u.Host, noScript: v.NoScript}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		b.t.Fatalf("open a tab: %v", err)
	}
	p.Do("open "+address, chromedp.Func(v.apply), chromedp.Navigate(address))
	return p
}

func (v View) apply(ctx context.Context, tab *chromedp.Target) error {
	if v.Width == 0 {
		v.Width, v.Height = 1440, 900
	}
	scheme := "light"
	if v.Dark {
		scheme = "dark"
	}
	_, size := cdp.Call(ctx, tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(v.Width), Height: int64(v.Height), DeviceScaleFactor: 1, Mobile: v.Touch,
	})
	_, touch := cdp.Call(ctx, tab, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: v.Touch})
	_, script := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.NoScript})
	_, media := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	return errors.Join(size, touch, script, media)
}

// Turn changes the window of an open page: its theme, or its size.
func (p *Page) Turn(v View) {
	p.t.Helper()
	p.Do("turn the window", chromedp.Func(v.apply))
}

// settled waits for fonts and for two frames after them.
const settled = `document.fonts.ready.then(() => new Promise((done) =>
	requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 50)))))`

// hear notes what must not happen: errors in the console, and requests that
// leave the host.
func (p *Page) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.note("exception: " + exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			p.note(fmt.Sprintf("console %s: %s", e.Type, arguments(e.Args)))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.note(fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Host != p.host && u.Scheme != "data" && u.Scheme != "blob" {
			p.note("request to another host: " + e.Request.URL)
		}
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil {
		return d.Text + " " + d.Exception.Description
	}
	return d.Text
}

func arguments(args []*runtime.RemoteObject) string {
	text := ""
	for _, a := range args {
		text += string(a.Value) + a.Description + " "
	}
	return text
}

func (p *Page) note(problem string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.problems = append(p.problems, problem)
}

// Problems is what was noted so far.
func (p *Page) Problems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.problems...)
}

// Clean fails the test if anything was noted.
func (p *Page) Clean() {
	p.t.Helper()
	for _, problem := range p.Problems() {
		p.t.Errorf("%s: %s", p.Address(), problem)
	}
}

// Do runs steps and waits until the page has settled.
func (p *Page) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	run(p, what, chromedp.Steps(steps...))
	if !p.noScript {
		run(p, what, chromedp.Evaluate[bool](settled, chromedp.EvalAwaitPromise))
	}
}

// Before runs a script in every page that the tab loads from now on, before any
// script of the page.
func (p *Page) Before(script string) {
	p.t.Helper()
	run(p, "put a script before those of pages", chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}

// Leave runs steps that lead to another page, and waits until its address
// satisfies a script: what waits on the page that is left would wait for ever.
func (p *Page) Leave(what, until string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	run(p, what, chromedp.Steps(steps...))
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(p.ctx, time.Second)
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](until+` && document.readyState === "complete"`))
		cancel()
		if err == nil && there {
			break
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: %s did not come true (%v); noted: %q", what, until, err, p.Problems())
		}
	}
	run(p, what, chromedp.Evaluate[bool](settled, chromedp.EvalAwaitPromise))
}

// run ends the test if a step fails or takes too long.
func run[T any](p *Page, what string, step chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, step)
	if err != nil {
		p.t.Fatalf("%s: %v; noted: %q", what, err, p.Problems())
	}
	return value
}

// Eval gives the value of a script.
func Eval[T any](p *Page, script string) T {
	p.t.Helper()
	return run(p, "evaluate "+head(script), chromedp.Evaluate[T](script))
}

// EvalLater gives what a script promises.
func EvalLater[T any](p *Page, script string) T {
	p.t.Helper()
	return run(p, "evaluate "+head(script), chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// head is enough of a script to know it by.
func head(script string) string {
	const enough = 200
	if len(script) <= enough {
		return script
	}
	return script[:enough] + "…"
}

// Address is where the page is now.
func (p *Page) Address() string {
	p.t.Helper()
	return Eval[string](p, "location.href")
}

// Screenshot writes what the window shows, or the whole page, to a PNG file.
func (p *Page) Screenshot(path string, whole bool) {
	p.t.Helper()
	p.picture(path, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole})
}

// ScreenshotOf writes the sections with these headings, and a rim around them, to
// a PNG file.
func (p *Page) ScreenshotOf(path string, headings ...string) {
	p.t.Helper()
	ids, err := json.Marshal(headings)
	if err != nil {
		p.t.Fatal(err)
	}
	around := Eval[page.Viewport](p, `(ids => {
		const rim = 16, boxes = ids.map(id => document.getElementById(id).closest("section").getBoundingClientRect())
		const least = side => Math.min(...boxes.map(box => box[side])), most = side => Math.max(...boxes.map(box => box[side]))
		return {
			x: Math.max(0, least("left") + scrollX - rim), y: Math.max(0, least("top") + scrollY - rim),
			width: most("right") - least("left") + 2 * rim, height: most("bottom") - least("top") + 2 * rim, scale: 1,
		}
	})(`+string(ids)+`)`)
	p.picture(path, page.CaptureScreenshotParams{CaptureBeyondViewport: new(true), Clip: &around})
}

func (p *Page) picture(path string, of page.CaptureScreenshotParams) {
	p.t.Helper()
	picture := run(p, "take a screenshot", func(ctx context.Context, tab *chromedp.Target) ([]byte, error) {
		shot, err := cdp.Call(ctx, tab, page.CaptureScreenshot, of)
		return shot.Data, err
	})
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
