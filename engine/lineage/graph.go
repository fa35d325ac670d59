package lineage

import (
	"cmp"
	"slices"
	"strings"
)

// Graph answers what comes from where, over any number of levels.
type Graph struct {
	up, down map[Source][]Edge
	tables   map[string][]string // columns of all tables that there are, in order
}

// NewGraph takes the edges of one level; tables are those that there are,
// whether or not a model reads them.
func NewGraph(edges []Edge, tables map[string][]string) *Graph {
	g := &Graph{up: map[Source][]Edge{}, down: map[Source][]Edge{}, tables: tables}
	for _, e := range edges {
		g.up[e.Source] = append(g.up[e.Source], e)
		if e.How != Constant {
			g.down[e.From] = append(g.down[e.From], e)
		}
	}
	return g
}

// Options say how far a walk goes.
type Options struct {
	Down  bool // what is made of it, instead of what it is made of
	Steps bool // show the steps inside a build too, instead of looking through them
	Rows  bool // follow what filters, joins and groups rows too
}

// Hop is an edge, and how many tables it is away from where the walk began.
type Hop struct {
	Edge
	Level int
}

// Walk gives all that is reached from some columns, nearest first.
func (g *Graph) Walk(starts []Source, o Options) []Hop {
	level := map[Source]int{}
	queue := []Source{}
	for _, start := range starts {
		level[start] = 0
		queue = append(queue, start)
	}
	hops := []Hop{}
	for ; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, e := range g.near(at, o) {
			hops = append(hops, Hop{e, level[at] + 1})
			if next := e.end(o); next.Table != "" {
				if _, seen := level[next]; !seen {
					level[next] = level[at] + 1
					queue = append(queue, next)
				}
			}
		}
	}
	slices.SortStableFunc(hops, func(a, b Hop) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), compare(a.Source, b.Source), compare(a.From, b.From))
	})
	return hops
}

func compare(a, b Source) int {
	return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Column, b.Column))
}

// end is where an edge leads to.
func (e Edge) end(o Options) Source {
	if o.Down {
		return e.Source
	}
	return e.From
}

// near are the edges of a column to the next tables: a way through steps is one
// edge, of the strongest kind on it.
func (g *Graph) near(at Source, o Options) []Edge {
	found := map[Source]How{}
	reached := map[Source]How{at: Constant}
	for queue := []Source{at}; len(queue) > 0; queue = queue[1:] {
		step := queue[0]
		for _, e := range g.edges(step, o) {
			next, how := e.end(o), along(reached[step], e.How)
			known, seen := reached[next]
			if next == at {
				continue // a run that is carried on, say, is made of itself
			}
			if seen && stronger(known, how) == known {
				continue
			}
			reached[next] = how
			if isStep(next.Table) && !o.Steps {
				queue = append(queue, next)
			} else {
				found[next] = how
			}
		}
	}
	edges := []Edge{}
	for end, how := range found {
		e := Edge{Source: at, From: end, How: how}
		if o.Down {
			e.Source, e.From = end, at
		}
		if how == Constant && len(found) > 1 {
			continue // a constant beside values says nothing
		}
		edges = append(edges, e)
	}
	return edges
}

func (g *Graph) edges(at Source, o Options) []Edge {
	all := g.up[at]
	if o.Down {
		all = g.down[at]
	}
	if o.Rows {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(e Edge) bool { return e.How.decidesRows() })
}

// isStep tells a step of a build from a table that stays.
func isStep(table string) bool {
	return table != "" && !strings.Contains(table, ".") && !strings.HasSuffix(table, "()")
}
