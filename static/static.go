// Package static serves the style sheet, scripts, fonts and vendored libraries
// that are embedded in the binary. It knows nothing of pages.
//
// All files share one content hash in their address (/static/<hash>/…), so that
// scripts and fonts may refer to each other by relative paths and everything
// may be cached for ever; a new binary changes the hash and with it every
// address.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"sort"
	"strings"
)

//go:embed css js vendor
var files embed.FS

// sheets is the order in which the parts of the style sheet follow each other.
func sheets() []string {
	return []string{
		"tokens", "font", "base", "frame", "controls", "menu", "status", "figures",
		"table", "chart", "heat", "ranked", "directory", "timeline", "states", "design", "setup", "shots", "roi", "quality", "benchmark", "finding", "life", "live", "phone", "print",
	}
}

// Sheet is the name of the joined style sheet.
const Sheet = "app.css"

// Assets is the set of embedded files, ready to be served.
type Assets struct {
	hash  string
	files map[string]*asset
}

// Load reads the embedded files and joins the style sheet. It compresses
// nothing yet: each file is compressed when it is first asked for.
func Load() (*Assets, error) {
	a := &Assets{files: map[string]*asset{}}
	if err := fs.WalkDir(files, ".", a.add); err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	if err := a.join(); err != nil {
		return nil, fmt.Errorf("static: join the style sheet: %w", err)
	}
	a.hash = a.sum()
	return a, nil
}

// URL is the address of a file, ” for one that does not exist.
func (a *Assets) URL(name string) string {
	if a.files[name] == nil {
		return ""
	}
	return "/static/" + a.hash + "/" + name
}

// Hash changes whenever any file does.
func (a *Assets) Hash() string { return a.hash }

func (a *Assets) add(name string, entry fs.DirEntry, err error) error {
	if err != nil || entry.IsDir() {
		return err
	}
	body, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	a.files[name] = newAsset(body, contentType(name))
	return nil
}

func (a *Assets) join() error {
	var all strings.Builder
	for _, name := range sheets() {
		body, err := files.ReadFile("css/" + name + ".css")
		if err != nil {
			return err
		}
		all.Write(body)
	}
	a.files[Sheet] = newAsset([]byte(all.String()), contentType(Sheet))
	return nil
}

func (a *Assets) sum() string {
	names := make([]string, 0, len(a.files))
	for name := range a.files {
		names = append(names, name)
	}
	sort.Strings(names)
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%s %d ", name, len(a.files[name].plain))
		h.Write(a.files[name].plain)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// contentType does not ask the operating system's own table, which gives
// scripts a type on some machines that browsers refuse.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	case ".svg":
		return "image/svg+xml"
	case "":
		return "text/plain; charset=utf-8"
	default:
		return mime.TypeByExtension(ext)
	}
}
