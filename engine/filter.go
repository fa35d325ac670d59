package engine

import (
	"net/url"
	"slices"
	"strings"
)

// Filter says which shots a question is about. An empty list leaves nothing
// out; a tool is named by its code, the others by code, name or id.
type Filter struct {
	Window    Window
	Tools     []string
	Parts     []string
	Suppliers []string
	Locations []string
}

// FilterFromValues reads the query of a URL: from, to, last, and tool, part,
// supplier, location as often as wanted.
func FilterFromValues(values url.Values) (Filter, error) {
	window, err := ParseWindow(values.Get("from"), values.Get("to"))
	if err != nil {
		return Filter{}, err
	}
	window.Last, err = ParseSpan(values.Get("last"))
	if err != nil {
		return Filter{}, err
	}
	f := Filter{Window: window}
	for name, list := range f.lists() {
		*list = names(values[name])
	}
	return f, nil
}

// Values is the query that FilterFromValues reads.
func (f Filter) Values() url.Values {
	values := url.Values{}
	set := func(name, text string) {
		if text != "" {
			values.Set(name, text)
		}
	}
	set("from", f.Window.From.String())
	set("to", f.Window.To.String())
	set("last", string(f.Window.Last))
	for name, list := range f.lists() {
		if len(*list) > 0 {
			values[name] = slices.Clone(*list)
		}
	}
	return values
}

func (f *Filter) lists() map[string]*[]string {
	return map[string]*[]string{
		"tool": &f.Tools, "part": &f.Parts, "supplier": &f.Suppliers, "location": &f.Locations,
	}
}

func names(texts []string) []string {
	var all []string
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			all = append(all, text)
		}
	}
	return all
}
