package pages

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"sprue/engine"
	"sprue/templates"
)

// lists is what filters can name.
type lists struct{ tools, parts, suppliers, locations []string }

// choices keeps the lists of the last build: they change with it only.
type choices struct {
	mu    sync.Mutex
	build uint64
	lists lists
}

func (c *choices) of(ctx context.Context, q Questions, build uint64) (lists, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if build != 0 && build == c.build {
		return c.lists, nil
	}
	tools, err := q.Tools(ctx, engine.Filter{})
	if err != nil {
		return lists{}, err
	}
	var codes, parts, suppliers, locations []string
	for _, t := range tools {
		codes = append(codes, t.Code)
		parts = append(parts, t.PartCode)
		suppliers = append(suppliers, t.SupplierName)
		locations = append(locations, t.LocationName)
	}
	c.build = build
	c.lists = lists{distinct(codes), distinct(parts), distinct(suppliers), distinct(locations)}
	return c.lists, nil
}

func distinct(names []string) []string {
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	slices.Sort(names)
	return slices.Compact(names)
}

// filterBar leaves the tool out where the page is about one.
func filterBar(r request, all lists) *templates.FilterBar {
	bar := &templates.FilterBar{Action: r.address.path, Search: true, Codes: all.tools, Keep: hidden(r.address, "until")}
	for _, kind := range []struct {
		label, name string
		values      []string
		offered     []string
	}{
		{"Tool", "tool", r.filter.Tools, all.tools},
		{"Part", "part", r.filter.Parts, all.parts},
		{"Supplier", "supplier", r.filter.Suppliers, all.suppliers},
		{"Plant", "location", r.filter.Locations, all.locations},
	} {
		if kind.name == "tool" && strings.HasPrefix(r.address.path, "/tools/") {
			continue
		}
		for _, value := range kind.values {
			bar.Chips = append(bar.Chips, templates.Chip{
				Name: kind.label, Value: value, Remove: r.address.without(kind.name, value).String(),
			})
		}
		bar.Fields = append(bar.Fields, templates.FilterField{Label: kind.label, Name: kind.name, Options: options(kind.offered)})
	}
	return bar
}

func options(names []string) []templates.Option {
	all := make([]templates.Option, 0, len(names))
	for _, name := range names {
		all = append(all, templates.Option{Value: name, Text: name})
	}
	return all
}

func sortedNames(values url.Values) []string { return slices.Sorted(maps.Keys(values)) }
