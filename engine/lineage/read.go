package lineage

import (
	"cmp"
	"fmt"
	"slices"

	"sprue/engine/models"
)

// Reader knows what a SELECT may refer to.
type Reader struct {
	Columns    map[string][]string // of each table and step, by its name
	Aggregates map[string]bool     // names of the functions that aggregate
}

// Read gives the edges of a model, in the order of its columns; at the end
// those of its rows, as AllRows. A tree with something in it that is not known
// here is an error: lineage that is silently short is worse than none.
func (r Reader) Read(m models.Model, tree map[string]any) ([]Edge, error) {
	result, err := r.query(tree, &scope{})
	if err != nil {
		return nil, fmt.Errorf("read the lineage of %q: %w", m.Name, err)
	}
	edges := []Edge{}
	for _, c := range result.columns {
		edges = append(edges, edgesOf(Source{m.Name, c.name}, c.from)...)
	}
	return append(edges, edgesOf(Source{m.Name, AllRows}, result.rows)...), nil
}

func edgesOf(column Source, from sources) []Edge {
	if len(from) == 0 {
		return []Edge{{Source: column, How: Constant}}
	}
	edges := []Edge{}
	for source, how := range from {
		edges = append(edges, Edge{Source: column, From: source, How: how})
	}
	slices.SortFunc(edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From.Table, b.From.Table), cmp.Compare(a.From.Column, b.From.Column))
	})
	return edges
}

// query reads one SELECT with its steps, or a union of several.
func (r Reader) query(tree node, outer *scope) (relation, error) {
	s := outer.inner()
	for _, entry := range tree.child("cte_map").list("map") {
		step, err := r.query(entry.child("value").child("query").child("node"), s)
		if err != nil {
			return relation{}, fmt.Errorf("step %q: %w", entry.text("key"), err)
		}
		s.steps[entry.text("key")] = step.named(entry.child("value").texts("aliases"))
	}
	switch kind := tree.text("type"); kind {
	case "SELECT_NODE":
		return r.selection(tree, s)
	case "SET_OPERATION_NODE":
		left, err := r.query(tree.child("left"), s)
		if err != nil {
			return relation{}, err
		}
		right, err := r.query(tree.child("right"), s)
		if err != nil {
			return relation{}, err
		}
		return distinctUnion(tree, left.union(right)), nil
	case "RECURSIVE_CTE_NODE":
		return r.recursion(tree, s)
	default:
		return relation{}, fmt.Errorf("a %s is not known", kind)
	}
}

// distinctUnion: without ALL, a union has one row for each set of values.
func distinctUnion(tree node, all relation) relation {
	if tree["setop_all"] != true {
		all.rows.add(all.all(Constant).from.as(Group), Constant)
	}
	return all
}

// recursion reads the second half on what is known of the step so far, until
// that adds nothing.
func (r Reader) recursion(tree node, s *scope) (relation, error) {
	name := tree.text("cte_name")
	known, err := r.query(tree.child("left"), s)
	if err != nil {
		return relation{}, err
	}
	for {
		s.steps[name] = known
		right, err := r.query(tree.child("right"), s)
		if err != nil {
			return relation{}, err
		}
		more := known.union(right)
		if more.size() == known.size() {
			return more, nil
		}
		known = more
	}
}
