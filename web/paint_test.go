package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"sprue/web/browsertest"
)

// BenchmarkPaint tells how pages come up in a browser on a processor that is
// four times slower: the slowest time and the farthest shift, after what they have
// to reach. SPRUE_URL names a server with more data than the tests have,
// SPRUE_PAGES other pages.
func BenchmarkPaint(b *testing.B) {
	root := os.Getenv("SPRUE_URL")
	if root == "" {
		root = openPlant(b).server(b, now).URL
	}
	pages := strings.Fields(os.Getenv("SPRUE_PAGES"))
	if len(pages) == 0 {
		pages = append([]string{"/overview", "/run-rate", "/roi", "/benchmark", "/shots", "/tools", "/kiosk?per=9"}, pagesOfWorst(b, root)...)
	}
	browser := browsertest.Start(b)
	browser.Paint(root, browsertest.View{}, 1) // the browser itself is warm then
	b.Run("bar", func(b *testing.B) {
		for b.Loop() { // which tells once
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(1000, "LCP-ms")
		b.ReportMetric(0.02, "CLS")
		b.ReportMetric(300, "kB")
	})
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

// pagesOfWorst are about the tool with the largest downtime, its shots, its part
// and its supplier.
func pagesOfWorst(b *testing.B, root string) []string {
	got, err := http.Get(root + "/api/v1/tools?last=28d&limit=1")
	if err != nil {
		b.Fatal(err)
	}
	defer got.Body.Close()
	var tools struct {
		Rows []struct {
			Code     string `json:"equipment_code"`
			Part     string `json:"part_code"`
			Supplier string `json:"supplier_name"`
		}
	}
	if err := json.NewDecoder(got.Body).Decode(&tools); err != nil || len(tools.Rows) == 0 {
		b.Fatal("no tool made shots in the last 28 days: ", err)
	}
	worst := tools.Rows[0]
	return []string{
		"/tools/" + url.PathEscape(worst.Code),
		"/shots?tool=" + url.QueryEscape(worst.Code),
		"/run-rate?part=" + url.QueryEscape(worst.Part),
		"/overview?supplier=" + url.QueryEscape(worst.Supplier),
	}
}
