package web_test

import (
	"os"
	"strings"
	"testing"

	"sprue/web/browsertest"
)

// BenchmarkPaint tells how pages come up in a browser on a processor that is
// four times slower: the slowest time and the farthest shift. SPRUE_URL names a
// server with more data than the tests have, SPRUE_PAGES other pages.
func BenchmarkPaint(b *testing.B) {
	root := os.Getenv("SPRUE_URL")
	if root == "" {
		root = openPlant(b).server(b, now).URL
	}
	pages := strings.Fields(os.Getenv("SPRUE_PAGES"))
	if len(pages) == 0 {
		pages = []string{"/overview", "/run-rate", "/shots", "/tools", "/kiosk?per=9"}
	}
	browser := browsertest.Start(b)
	browser.Paint(root, browsertest.View{}, 1) // the browser itself is warm then
	for _, page := range pages {
		b.Run(strings.Trim(page, "/"), func(b *testing.B) {
			browser.With(b).Paint(root+page, browsertest.View{}, 1) // what a server's first page costs is told by 'sprue bench pages'
			var worst browsertest.Paint
			for b.Loop() {
				p := browser.With(b).Paint(root+page, browsertest.View{}, 4)
				worst.First, worst.Largest = max(worst.First, p.First), max(worst.Largest, p.Largest)
				worst.Shift, worst.KB = max(worst.Shift, p.Shift), max(worst.KB, p.KB)
			}
			b.ReportMetric(0, "ns/op") // no figure of the page's
			b.ReportMetric(worst.First, "FCP-ms")
			b.ReportMetric(worst.Largest, "LCP-ms")
			b.ReportMetric(worst.Shift, "CLS")
			b.ReportMetric(worst.KB, "kB")
		})
	}
}
