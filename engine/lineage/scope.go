package lineage

import (
	"fmt"
	"strings"
)

// scope is what names mean at a place of a query.
type scope struct {
	outer      *scope
	steps      map[string]relation // the query's own, by name
	tables     []scopeTable        // those of FROM, in order
	given      map[string]value    // columns of the select list, by their names
	parameters map[string]bool     // of a lambda
	rows       sources             // of FROM
}

type scopeTable struct {
	name string
	relation
}

func (s *scope) inner() *scope {
	return &scope{outer: s, steps: map[string]relation{}, given: map[string]value{}}
}

// step finds a step of this query or of one around it.
func (s *scope) step(name string) (relation, bool) {
	for at := s; at != nil; at = at.outer {
		if step, ok := at.steps[name]; ok {
			return step, true
		}
	}
	return relation{}, false
}

// column finds what a column reference means: a parameter of a lambda, a
// column of a table, one of the select list, or a field of these.
func (s *scope) column(names []string) (value, error) {
	for at := s; at != nil; at = at.outer {
		if at.parameters[names[0]] {
			return value{}, nil // what the lambda is called with stands beside it
		}
		if v, rest, ok := at.own(names); ok {
			for _, name := range rest {
				v = v.field(name)
			}
			return v, nil
		}
	}
	return value{}, fmt.Errorf("column %q is not known", strings.Join(names, "."))
}

func (s *scope) own(names []string) (v value, fields []string, ok bool) {
	if len(names) > 1 {
		for _, t := range s.tables {
			if !strings.EqualFold(t.name, names[0]) {
				continue
			}
			if v, ok := t.find(names[1]); ok {
				return v, names[2:], true
			}
		}
	}
	for _, t := range s.tables {
		if v, ok := t.find(names[0]); ok {
			return v, names[1:], true
		}
	}
	if v, ok := s.given[strings.ToLower(names[0])]; ok {
		return v, names[1:], true
	}
	for _, t := range s.tables {
		if strings.EqualFold(t.name, names[0]) { // the whole row
			return t.all(Computed), nil, true
		}
	}
	return value{}, nil, false
}

func (r relation) find(name string) (value, bool) {
	for _, c := range r.columns {
		if strings.EqualFold(c.name, name) {
			return c.value, true
		}
	}
	return value{}, false
}
