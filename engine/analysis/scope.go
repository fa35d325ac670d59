package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"sprue/engine"
)

// scope is a filter as the queries take it: a fixed window, codes of tools and
// ids of all else. A nil list leaves nothing out.
type scope struct {
	window    engine.Window
	tools     []string
	parts     []int64
	suppliers []int64
	locations []int64
}

// args are the parameters of every query that takes a scope.
func (s scope) args() []any {
	return []any{
		sql.Named("from_date", dateOf(s.window.From)),
		sql.Named("to_date", dateOf(s.window.To)),
		sql.Named("from_utc", instantOf(s.window.From)),
		sql.Named("to_utc", instantOf(s.window.To)),
		sql.Named("tools", listOf(s.tools)),
		sql.Named("parts", listOf(s.parts)),
		sql.Named("suppliers", listOf(s.suppliers)),
		sql.Named("locations", listOf(s.locations)),
	}
}

// always is the scope without its window.
func (s scope) always() scope {
	s.window = engine.Window{}
	return s
}

func dateOf(b engine.Bound) any {
	if b.IsZero() || !b.IsDate {
		return nil
	}
	return b.String()
}

func instantOf(b engine.Bound) any {
	if b.IsZero() || b.IsDate {
		return nil
	}
	return b.Time
}

// listOf keeps a nil slice from being bound as an empty list.
func listOf[T any](values []T) any {
	if values == nil {
		return nil
	}
	return values
}

// scope fixes the window and finds the names of a filter.
func (a *Analysis) scope(ctx context.Context, f engine.Filter) (scope, error) {
	s := scope{window: f.Window.Resolve(a.cfg.Clock())}
	if err := s.window.Validate(); err != nil {
		return scope{}, err
	}
	if len(f.Tools)+len(f.Parts)+len(f.Suppliers)+len(f.Locations) == 0 {
		return s, nil
	}
	known, err := common(ctx, a, "known", nil, func(ctx context.Context) ([]knownName, error) {
		return list(ctx, a.reader, "list what is mirrored", knownSQL, nil, scanKnown)
	})
	if err != nil {
		return scope{}, err
	}
	if err := s.find(f, known); err != nil {
		return scope{}, err
	}
	return s, nil
}

// Found is a filter as tables are asked: a fixed window, codes of tools and ids
// of all else. A nil list leaves nothing out.
type Found struct {
	Window    engine.Window
	Tools     []string
	Parts     []int64
	Suppliers []int64
	Locations []int64
}

// Find fixes the window and finds the names of a filter.
func (a *Analysis) Find(ctx context.Context, f engine.Filter) (Found, error) {
	s, err := a.scope(ctx, f)
	return Found{Window: s.window, Tools: s.tools, Parts: s.parts, Suppliers: s.suppliers, Locations: s.locations}, err
}

func (s *scope) find(f engine.Filter, known []knownName) error {
	for _, kind := range []struct {
		name   string
		wanted []string
		take   func(knownName)
	}{
		{"tool", f.Tools, func(k knownName) { s.tools = append(s.tools, k.name) }},
		{"part", f.Parts, func(k knownName) { s.parts = append(s.parts, k.id) }},
		{"supplier", f.Suppliers, func(k knownName) { s.suppliers = append(s.suppliers, k.id) }},
		{"location", f.Locations, func(k knownName) { s.locations = append(s.locations, k.id) }},
	} {
		for _, wanted := range kind.wanted {
			found, err := find(kind.name, wanted, known)
			if err != nil {
				return err
			}
			for _, k := range found {
				kind.take(k)
			}
		}
	}
	return nil
}

// knownName is something that a filter can name.
type knownName struct {
	kind string
	id   int64 // not of tools
	name string
}

// NamesSQL is the query of all that a filter can name: kind (tool, part, supplier or
// location), id (NULL of tools) and name.
func NamesSQL() string { return knownSQL }

func scanKnown(rows *sql.Rows) (knownName, error) {
	var k knownName
	var id sql.NullInt64
	var name sql.NullString
	err := rows.Scan(&k.kind, &id, &name)
	k.id, k.name = id.Int64, name.String
	return k, err
}

// find gives what a name or, if no name fits, an id stands for.
func find(kind, wanted string, known []knownName) ([]knownName, error) {
	wanted = strings.TrimSpace(wanted)
	var byName, byID []knownName
	var names []string
	for _, k := range known {
		if k.kind != kind {
			continue
		}
		names = append(names, k.name)
		if strings.EqualFold(k.name, wanted) {
			byName = append(byName, k)
		}
		if kind != "tool" && strconv.FormatInt(k.id, 10) == wanted {
			byID = append(byID, k)
		}
	}
	switch {
	case len(byName) > 0:
		return byName, nil
	case len(byID) > 0:
		return byID, nil
	}
	return nil, unknown(kind, wanted, names)
}

// few lists the first names, and says how many more there are.
func few(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func unknown(kind, wanted string, names []string) error {
	hint := engine.DidYouMean("did you mean %q?", wanted, names)
	switch {
	case len(names) == 0:
		hint = "nothing is mirrored yet: run 'sprue sync' and 'sprue build'"
	case hint == "" && len(names) == 1:
		hint = "there is only " + names[0]
	case hint == "":
		hint = "there are " + few(names)
	}
	return &engine.Error{
		Code:    engine.CodeUsage,
		Doing:   "find the " + kind,
		Message: fmt.Sprintf("there is no %s %q", kind, wanted),
		Hint:    hint,
	}
}
