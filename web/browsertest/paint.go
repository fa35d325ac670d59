package browsertest

import (
	"context"
	"errors"
	"net/url"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Paint is how a page came up, by Chromium's own measure.
type Paint struct {
	First   float64 // ms until the first text or picture
	Largest float64 // ms until the largest one: LCP
	Shift   float64 // how far parts moved under the reader's eyes: CLS
	KB      float64 // that came over the net beside echarts, compressed
}

// paintOf reads what was noted since the page began, a second after it was
// loaded: parts that come late may push others away. A shift of a session
// window is at most the sum of all, which is what this gives.
const paintOf = `new Promise((done) => {
	const seen = { First: 0, Largest: 0, Shift: 0, KB: 0 };
	const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
	watch("paint", (e) => { if (e.name === "first-contentful-paint") seen.First = e.startTime; });
	watch("largest-contentful-paint", (e) => { seen.Largest = e.startTime; });
	watch("layout-shift", (e) => { if (!e.hadRecentInput) seen.Shift += e.value; });
	setTimeout(() => {
		for (const type of ["navigation", "resource"]) for (const e of performance.getEntriesByType(type)) if (!e.name.includes("echarts")) seen.KB += e.transferSize / 1024;
		done(seen);
	}, 1000);
})`

// Paint opens an address for the first time, without any cache, on a processor
// that is so many times slower, and closes it again.
func (b *Browser) Paint(address string, v View, slower float64) Paint {
	b.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		b.t.Fatalf("open %q: %v", address, err)
	}
	ctx, stop := chromedp.NewContext(b.ctx)
	defer stop()
	p := &Page{t: b.t, ctx: ctx, host: u.Host}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		b.t.Fatalf("open a tab: %v", err)
	}
	p.Do("open "+address, chromedp.Func(v.apply), throttled(slower), chromedp.Navigate(address))
	return EvalLater[Paint](p, paintOf)
}

func throttled(slower float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, slow := cdp.Call(ctx, tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slower})
		_, fresh := cdp.Call(ctx, tab, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		return errors.Join(slow, fresh)
	})
}
