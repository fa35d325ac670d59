package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func load(t *testing.T) *Assets {
	t.Helper()
	a, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func get(a *Assets, url string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, url, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w
}

func TestFilesAreServed(t *testing.T) {
	a := load(t)
	for name, contentType := range map[string]string{
		Sheet:                           "text/css; charset=utf-8",
		"js/main.js":                    "text/javascript; charset=utf-8",
		"vendor/echarts/echarts.min.js": "text/javascript; charset=utf-8",
		"vendor/htmx/htmx.min.js":       "text/javascript; charset=utf-8",
		"vendor/inter/inter-latin-wght-normal.woff2": "font/woff2",
		"css/icon.svg":           "image/svg+xml",
		"vendor/inter/LICENSE":   "text/plain; charset=utf-8",
		"vendor/echarts/LICENSE": "text/plain; charset=utf-8",
		"vendor/htmx/LICENSE":    "text/plain; charset=utf-8",
	} {
		t.Run(name, func(t *testing.T) {
			w := get(a, a.URL(name))
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != contentType {
				t.Errorf("status %d, type %q", w.Code, w.Header().Get("Content-Type"))
			}
			if got := w.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
				t.Errorf("Cache-Control %q", got)
			}
			if w.Body.Len() == 0 {
				t.Error("empty")
			}
		})
	}
}

func TestAnOldAddressGivesTodaysFileUncached(t *testing.T) {
	a := load(t)
	w := get(a, "/static/0123456789ab/"+Sheet)
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("status %d, Cache-Control %q", w.Code, w.Header().Get("Cache-Control"))
	}
}

func TestWhatIsNotThere(t *testing.T) {
	a := load(t)
	for _, url := range []string{"/static/", "/static/x", "/static/" + a.Hash() + "/", "/static/" + a.Hash() + "/../static.go", "/static/" + a.Hash() + "/js"} {
		if w := get(a, url); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", url, w.Code)
		}
	}
	if a.URL("js/none.js") != "" {
		t.Error("an address for a file that is not there")
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, httptest.NewRequest(http.MethodPost, a.URL(Sheet), nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", w.Code)
	}
}

func TestCompression(t *testing.T) {
	a := load(t)
	plain := get(a, a.URL(Sheet)).Body.Bytes()
	for _, test := range []struct {
		accept, encoding string
		open             func(io.Reader) (io.Reader, error)
	}{
		{"gzip, deflate, br", "br", func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
		{"gzip;q=0.8", "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"br;q=0, gzip", "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"identity", "", func(r io.Reader) (io.Reader, error) { return r, nil }},
	} {
		w := get(a, a.URL(Sheet), "Accept-Encoding", test.accept)
		if got := w.Header().Get("Content-Encoding"); got != test.encoding {
			t.Errorf("%s: encoding %q, want %q", test.accept, got, test.encoding)
		}
		r, err := test.open(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, plain) {
			t.Errorf("%s: other bytes, %v", test.accept, err)
		}
	}
	font := get(a, a.URL("vendor/inter/inter-latin-wght-normal.woff2"), "Accept-Encoding", "br")
	if font.Header().Get("Content-Encoding") != "" {
		t.Error("a font is compressed twice")
	}
}

func TestNotModified(t *testing.T) {
	a := load(t)
	tag := get(a, a.URL(Sheet)).Header().Get("ETag")
	if w := get(a, a.URL(Sheet), "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("status %d, %d bytes", w.Code, w.Body.Len())
	}
}

// Beside echarts, the first load may take 300 KB compressed.
func TestTheFirstLoadIsSmall(t *testing.T) {
	a := load(t)
	total := 0
	for name, f := range a.files {
		first := name == Sheet || strings.HasPrefix(name, "js/") || name == "vendor/htmx/htmx.min.js" || strings.Contains(name, "inter-latin-wght")
		if first {
			body, _ := f.encoded("br")
			total += len(body)
		}
	}
	if total > 150<<10 {
		t.Errorf("%d bytes", total)
	}
}

// What a style sheet or script names must be embedded, and nothing may point
// to another host.
func TestReferencesResolve(t *testing.T) {
	a := load(t)
	for _, m := range regexp.MustCompile(`url\(([^)]+)\)`).FindAllStringSubmatch(string(a.files[Sheet].plain), -1) {
		if a.files[m[1]] == nil {
			t.Errorf("the style sheet names %q, which is not there", m[1])
		}
	}
	for name, f := range a.files {
		if !strings.HasPrefix(name, "js/") {
			continue
		}
		for _, m := range regexp.MustCompile(`from "\./([^"]+)"`).FindAllStringSubmatch(string(f.plain), -1) {
			if a.files["js/"+m[1]] == nil {
				t.Errorf("%s imports %q, which is not there", name, m[1])
			}
		}
		if bytes.Contains(f.plain, []byte("://")) {
			t.Errorf("%s names another host", name)
		}
	}
}

// The lock file must not tell where packages were fetched from.
func TestTheLockFileNamesNoRegistry(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(lock, []byte(`"resolved"`)) {
		t.Error("package-lock.json holds addresses of a registry")
	}
}
