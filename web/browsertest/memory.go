package browsertest

import (
	"context"
	"errors"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// Memory is what a page holds, after its garbage was collected.
type Memory struct{ Nodes, Listeners, Heap float64 }

// Memory measures the page.
func (p *Page) Memory() Memory {
	p.t.Helper()
	return run(p, "measure the memory", func(ctx context.Context, tab *chromedp.Target) (Memory, error) {
		var m Memory
		_, enabled := cdp.Call(ctx, tab, performance.Enable, performance.EnableParams{})
		_, collected := cdp.Call(ctx, tab, heapprofiler.CollectGarbage, cdp.Empty{})
		figures, err := cdp.Call(ctx, tab, performance.GetMetrics, cdp.Empty{})
		for _, f := range figures.Metrics {
			switch f.Name {
			case "Nodes":
				m.Nodes = f.Value
			case "JSEventListeners":
				m.Listeners = f.Value
			case "JSHeapUsedSize":
				m.Heap = f.Value
			}
		}
		return m, errors.Join(enabled, collected, err)
	})
}
