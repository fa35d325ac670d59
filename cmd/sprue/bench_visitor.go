package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// visitor opens pages as a browser does: compressed, over connections that stay
// open.
type visitor struct {
	url    string
	client *http.Client
}

func newVisitor(url string) *visitor {
	return &visitor{url: url, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 10_000}}}
}

// open gives how many bytes came.
func (v *visitor) open(ctx context.Context, path string) (int64, error) {
	answer, err := v.get(ctx, path, "gzip")
	if err != nil {
		return 0, err
	}
	bytes, err := io.Copy(io.Discard, answer.Body)
	return bytes, errors.Join(err, answer.Body.Close())
}

func (v *visitor) openAll(ctx context.Context, paths []string) error {
	for _, path := range paths {
		if _, err := v.open(ctx, path); err != nil {
			return err
		}
	}
	return nil
}

func (v *visitor) get(ctx context.Context, path, encoding string) (*http.Response, error) {
	get, err := http.NewRequestWithContext(ctx, http.MethodGet, v.url+path, nil)
	if err != nil {
		return nil, err
	}
	get.Header.Set("Accept-Encoding", encoding)
	answer, err := v.client.Do(get)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if answer.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("open %s: %s", path, answer.Status), answer.Body.Close())
	}
	return answer, nil
}

func (v *visitor) read(ctx context.Context, path string) (string, error) {
	answer, err := v.get(ctx, path, "identity")
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(answer.Body)
	return string(text), errors.Join(err, answer.Body.Close())
}

// What a page has that leads on: entries of the navigation, parts that come
// after it, the tool that stands first, the shots of a tool, and what the menu of
// filters offers first.
const (
	entryLink    = `href="(/[^"?]*)[^>]* data-go=`
	partLink     = `hx-get="(/[^"]*)" hx-trigger="load"`
	toolLink     = `href="(/tools/[^"?#/]+)`
	shotsLink    = `href="(/shots\?tool=[^"&]+)"`
	partFilter   = `href="/\?(part=[^"&]+)"`
	sourceFilter = `href="/\?(supplier=[^"&]+)"`
)

// pages are those of the navigation, of the first tool and of its shots, each
// over several ranges; those of the navigation for one part and for one supplier
// too; the kiosk; and the parts that come after them.
func (v *visitor) pages(ctx context.Context) ([]string, error) {
	first, err := v.read(ctx, "/")
	if err != nil {
		return nil, err
	}
	paths := links(first, entryLink)
	all, err := v.filtered(ctx, paths)
	if err != nil {
		return nil, err
	}
	if tools := links(first, toolLink); len(tools) > 0 {
		tool, err := v.read(ctx, tools[0])
		if err != nil {
			return nil, err
		}
		shots := links(tool, shotsLink)
		if len(shots) == 0 {
			return nil, fmt.Errorf("%s leads to no shots", tools[0]) // else they would go unmeasured without a word
		}
		paths = append(append(paths, tools[0]), shots...)
	}
	all = append(all, "/kiosk?per=9", "/kiosk/board?per=9")
	for _, path := range paths {
		all = append(all, path, over(path, map[string]string{"last": "24h"}), over(path, map[string]string{"last": "90d"}))
	}
	for _, path := range slices.Clone(all) {
		text, err := v.read(ctx, path)
		if err != nil {
			return nil, err
		}
		all = append(all, links(text, partLink)...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// filtered are pages of the first part and of the first supplier that the menu of
// filters offers.
func (v *visitor) filtered(ctx context.Context, paths []string) ([]string, error) {
	menu, err := v.read(ctx, "/filters?here=/")
	if err != nil {
		return nil, err
	}
	var all []string
	for _, pattern := range []string{partFilter, sourceFilter} {
		filters := links(menu, pattern)
		for _, path := range paths {
			if len(filters) > 0 {
				all = append(all, path+"?"+filters[0])
			}
		}
	}
	return all, nil
}

// links are the addresses in a text that a pattern finds, each once.
func links(text, pattern string) []string {
	var all []string
	for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		if link := html.UnescapeString(found[1]); !slices.Contains(all, link) {
			all = append(all, link)
		}
	}
	return all
}

// over is an address with other values in its query; an empty one is left out.
func over(address string, values map[string]string) string {
	path, query, _ := strings.Cut(address, "?")
	all, err := url.ParseQuery(query)
	if err != nil {
		return address
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		all.Del(name)
		if values[name] != "" {
			all.Set(name, values[name])
		}
	}
	if len(all) == 0 {
		return path
	}
	return path + "?" + all.Encode()
}
