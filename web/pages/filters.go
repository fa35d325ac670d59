package pages

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// lists is what filters can name.
type lists struct{ tools, parts, suppliers, locations []string }

// choices keeps the lists of the last build: they change with it only.
type choices struct {
	mu    sync.Mutex
	build uint64
	built time.Time // two builds may have one number, where an older version was restored between them
	lists lists
}

func (c *choices) of(ctx context.Context, q Questions, trust analysis.Trust) (lists, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if trust.BuildID != 0 && trust.BuildID == c.build && trust.BuiltUTC.Equal(c.built) {
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
	c.build, c.built = trust.BuildID, trust.BuiltUTC
	c.lists = lists{distinct(codes), distinct(parts), distinct(suppliers), distinct(locations)}
	return c.lists, nil
}

func distinct(names []string) []string {
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	slices.Sort(names)
	return slices.Compact(names)
}

// filterBar leaves the tool out where the page is about one.
func filterBar(r request) *templates.FilterBar {
	bar := &templates.FilterBar{Here: r.address.String(), Add: true, Search: true}
	for _, kind := range kinds() {
		if kind.name == "tool" && aboutOneTool(r.address) {
			continue
		}
		for _, value := range r.address.values[kind.name] {
			bar.Chips = append(bar.Chips, templates.Chip{
				Name: kind.label, Value: value, Remove: r.address.without(kind.name, value).String(),
			})
		}
	}
	return bar
}

func aboutOneTool(a address) bool { return strings.HasPrefix(a.path, "/tools/") }

// kind is one of the lists that filters can name.
type kind struct {
	name, label, many string
	all               func(lists) []string
}

func kinds() []kind {
	return []kind{
		{"tool", "Tool", "Tools", func(l lists) []string { return l.tools }},
		{"part", "Part", "Parts", func(l lists) []string { return l.parts }},
		{"supplier", "Supplier", "Suppliers", func(l lists) []string { return l.suppliers }},
		{"location", "Plant", "Plants", func(l lists) []string { return l.locations }},
	}
}

func sortedNames(values url.Values) []string { return slices.Sorted(maps.Keys(values)) }
