package lineage

import (
	"errors"
	"strconv"
	"strings"
)

// selection reads one SELECT.
func (r Reader) selection(tree node, s *scope) (relation, error) {
	rows, err := r.from(tree.child("from_table"), s)
	if err != nil {
		return relation{}, err
	}
	result := relation{rows: sources{}}
	result.rows.add(rows, Constant)
	s.rows = rows
	if result.columns, err = r.selectList(tree, s); err != nil {
		return relation{}, err
	}
	for _, clause := range []string{"where_clause", "having", "qualify"} {
		if tree.child(clause) == nil {
			continue
		}
		v, err := r.expression(tree.child(clause), s)
		if err != nil {
			return relation{}, err
		}
		result.rows.add(v.from.columnsOnly().as(Filter), Constant)
	}
	groups, err := r.groups(tree, s, result.columns)
	result.rows.add(groups.columnsOnly().as(Group), Constant)
	return result, err
}

// columnsOnly leaves out counts of rows.
func (s sources) columnsOnly() sources {
	rest := sources{}
	for source, how := range s {
		if source.Column != AllRows {
			rest[source] = how
		}
	}
	return rest
}

func (r Reader) selectList(tree node, s *scope) ([]column, error) {
	columns := []column{}
	for _, item := range tree.list("select_list") {
		if item.text("class") == "STAR" {
			stars, err := r.star(item, s)
			if err != nil {
				return nil, err
			}
			columns = append(columns, stars...)
			continue
		}
		v, err := r.expression(item, s)
		if err != nil {
			return nil, err
		}
		name := nameOf(item, len(columns))
		if _, ok := s.given[strings.ToLower(name)]; !ok {
			s.given[strings.ToLower(name)] = v
		}
		columns = append(columns, column{name, v})
	}
	return columns, nil
}

// nameOf is the alias of an expression, else the name of its column.
func nameOf(item node, place int) string {
	if alias := item.text("alias"); alias != "" {
		return alias
	}
	if names := item.texts("column_names"); len(names) > 0 {
		return names[len(names)-1]
	}
	return "column" + strconv.Itoa(place+1)
}

func (r Reader) star(item node, s *scope) ([]column, error) {
	if item["columns"] == true {
		return nil, errors.New("COLUMNS() is not known")
	}
	left := map[string]bool{}
	for _, name := range item.texts("exclude_list") {
		left[strings.ToLower(name)] = true
	}
	replaced := map[string]value{}
	for _, entry := range item.list("replace_list") {
		v, err := r.expression(entry.child("value"), s)
		if err != nil {
			return nil, err
		}
		replaced[strings.ToLower(entry.text("key"))] = v
	}
	columns := []column{}
	for _, t := range s.tables {
		if of := item.text("relation_name"); of != "" && !strings.EqualFold(of, t.name) {
			continue
		}
		for _, c := range t.columns {
			name := strings.ToLower(c.name)
			if left[name] {
				continue
			}
			if v, ok := replaced[name]; ok {
				c.value = v
			}
			columns = append(columns, c)
		}
	}
	return columns, nil
}

// groups are the columns of GROUP BY and of DISTINCT.
func (r Reader) groups(tree node, s *scope, columns []column) (sources, error) {
	groups := sources{}
	for _, item := range tree.list("group_expressions") {
		v, err := r.expression(item, s)
		if err != nil {
			return nil, err
		}
		if place, ok := item.constant(); ok {
			if i, err := strconv.Atoi(place); err == nil && i > 0 && i <= len(columns) {
				v = columns[i-1].value
			}
		}
		groups.add(v.from, Constant)
	}
	if tree.text("aggregate_handling") == "FORCE_AGGREGATES" {
		for i, item := range tree.list("select_list") {
			if i < len(columns) && !r.aggregates(item) {
				groups.add(columns[i].from, Constant)
			}
		}
	}
	for _, modifier := range tree.list("modifiers") {
		if modifier.text("type") == "DISTINCT_MODIFIER" {
			groups.add(relation{columns: columns}.all(Constant).from, Constant)
		}
	}
	return groups, nil
}

// aggregates tells whether an aggregate stands in an expression.
func (r Reader) aggregates(tree any) bool {
	switch n := tree.(type) {
	case []any:
		for _, child := range n {
			if r.aggregates(child) {
				return true
			}
		}
	case node:
		return r.aggregates(map[string]any(n))
	case map[string]any:
		if n["class"] == "FUNCTION" && r.isAggregate(node(n).text("function_name")) {
			return true
		}
		for _, child := range n {
			if r.aggregates(child) {
				return true
			}
		}
	}
	return false
}

func (r Reader) isAggregate(function string) bool { return r.Aggregates[strings.ToLower(function)] }
