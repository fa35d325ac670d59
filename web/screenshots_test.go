//go:build screenshots

package web_test

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sprue/web/browsertest"
)

// TestScreenshots writes pictures of pages of a running server, to be looked
// at; with SPRUE_WHOLE the whole page and not the window alone, with '#life' or
// '#judged+weeks' after the address the sections with these headings. A page may have
// a name for its files; SPRUE_VIEWS has the windows. The kiosk, without an
// address, is that of the tests: the data of a demo end yesterday, and its tools
// stand still.
//
//	SPRUE_URL=http://127.0.0.1:8080 SPRUE_PAGES="/run-rate shots=/tools/MX-2208/shots" \
//	SPRUE_VIEWS="desk-light tablet-dark" SPRUE_PICTURES=docs/pictures SPRUE_WHOLE=1 \
//	go test -tags $(cat .ci/tags),screenshots ./web -run Screenshots
func TestScreenshots(t *testing.T) {
	base, folder := os.Getenv("SPRUE_URL"), os.Getenv("SPRUE_PICTURES")
	if base == "" || folder == "" {
		t.Fatal("set SPRUE_URL to a running server and SPRUE_PICTURES to a folder")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join("..", folder) // the test runs in web/
	}
	browser := browsertest.Start(t)
	shoot := func(name, address string, view browsertest.View) {
		t.Run(name, func(t *testing.T) { // which closes its page: each listens, and a browser keeps six lines to a server
			address, sections, parts := strings.Cut(address, "#")
			page, file := browser.With(t).Open(address, view), filepath.Join(folder, name+".png")
			if parts {
				page.ScreenshotOf(file, strings.Split(sections, "+")...)
			} else {
				page.Screenshot(file, os.Getenv("SPRUE_WHOLE") != "")
			}
			page.Clean()
			page.Fits()
		})
	}
	named := windows(t)
	for _, page := range strings.Fields(cmp.Or(os.Getenv("SPRUE_PAGES"), "/overview")) {
		if page == "kiosk" {
			shoot("kiosk", newWall(t).url(nineTools()), wallView)
			continue
		}
		name, path := fileOf(page)
		if strings.HasPrefix(path, "/kiosk?") { // one look, for a screen on the wall
			shoot(name, base+path, wallView)
			continue
		}
		for window, view := range named {
			shoot(name+"-"+window, base+path, view)
		}
	}
}

// fileOf is what the files of a page are called: 'shots=/shots?last=7d', or by
// its path.
func fileOf(page string) (name, path string) {
	if name, path, ok := strings.Cut(page, "=/"); ok && !strings.HasPrefix(page, "/") {
		return name, "/" + path
	}
	return strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-").Replace(strings.Trim(page, "/")), page
}

func windows(t *testing.T) map[string]browsertest.View {
	t.Helper()
	all := map[string]browsertest.View{}
	for name, view := range views() {
		all[strings.ReplaceAll(name, " ", "-")] = view
	}
	chosen := map[string]browsertest.View{}
	for _, name := range strings.Fields(cmp.Or(os.Getenv("SPRUE_VIEWS"), "desk-light desk-dark phone-light")) {
		view, ok := all[name]
		if !ok {
			t.Fatalf("SPRUE_VIEWS: there is no window %q; write desk, tablet or phone, each with -light or -dark", name)
		}
		chosen[name] = view
	}
	return chosen
}
