//go:build screenshots

package web_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sprue/web/browsertest"
)

// TestScreenshots writes pictures of pages of a running server, to be looked
// at; with SPRUE_WHOLE the whole page and not the window alone:
//
//	SPRUE_URL=http://127.0.0.1:8080 SPRUE_PAGES="/run-rate /tools/MX-2208" \
//	SPRUE_PICTURES=docs/pictures SPRUE_WHOLE=1 go test -tags screenshots ./web -run Screenshots
func TestScreenshots(t *testing.T) {
	base, folder := os.Getenv("SPRUE_URL"), os.Getenv("SPRUE_PICTURES")
	if base == "" || folder == "" {
		t.Fatal("set SPRUE_URL to a running server and SPRUE_PICTURES to a folder")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join("..", folder) // the test runs in web/
	}
	browser := browsertest.Start(t)
	pages := strings.Fields(os.Getenv("SPRUE_PAGES"))
	if len(pages) == 0 {
		pages = []string{"/overview"}
	}
	for _, path := range pages {
		for name, view := range views() {
			name = strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-").Replace(strings.Trim(path, "/")) + "-" + strings.ReplaceAll(name, " ", "-")
			t.Run(name, func(t *testing.T) { // which closes its page: each listens, and a browser keeps six lines to a server
				page := browser.With(t).Open(base+path, view)
				page.Screenshot(filepath.Join(folder, fmt.Sprintf("%s.png", name)), os.Getenv("SPRUE_WHOLE") != "")
				page.Clean()
				page.Fits()
			})
		}
	}
}
