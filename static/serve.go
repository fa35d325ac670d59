package static

import (
	"net/http"
	"strconv"
	"strings"
)

// ServeHTTP answers /static/<hash>/<name>. An address with another hash comes
// from a page of an older or newer binary: it gets today's file, uncached,
// rather than a page without style.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/static/"), "/")
	file := a.files[name]
	if file == nil {
		http.NotFound(w, r)
		return
	}
	a.headers(w.Header(), hash, file)
	etag := w.Header().Get("ETag")
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body, encoding := file.encoded(r.Header.Get("Accept-Encoding"))
	if encoding != "" {
		w.Header().Set("Content-Encoding", encoding)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // the client may have gone; nobody is left to tell
	}
}

func (a *Assets) headers(h http.Header, hash string, file *asset) {
	h.Set("Content-Type", file.contentType)
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", `W/"`+a.hash+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	if hash == a.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		return
	}
	h.Set("Cache-Control", "no-cache")
}
