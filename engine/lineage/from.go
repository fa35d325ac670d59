package lineage

import (
	"fmt"
	"strings"
)

// from reads a FROM clause into the scope, and gives what decides its rows.
func (r Reader) from(tree node, s *scope) (sources, error) {
	switch kind := tree.text("type"); kind {
	case "EMPTY", "":
		return sources{}, nil
	case "BASE_TABLE":
		table, err := r.table(tree, s)
		if err != nil {
			return nil, err
		}
		return s.place(tree, tree.text("table_name"), table), nil
	case "SUBQUERY":
		table, err := r.query(tree.child("subquery").child("node"), s)
		if err != nil {
			return nil, err
		}
		return s.place(tree, "", table), nil
	case "TABLE_FUNCTION":
		table, err := r.tableFunction(tree, s)
		if err != nil {
			return nil, err
		}
		return s.place(tree, tree.child("function").text("function_name"), table), nil
	case "EXPRESSION_LIST":
		return r.values(tree, s)
	case "JOIN":
		return r.join(tree, s)
	default:
		return nil, fmt.Errorf("a %s in FROM is not known", kind)
	}
}

// place puts a table of FROM under its alias, else under its name.
func (s *scope) place(tree node, name string, table relation) sources {
	if alias := tree.text("alias"); alias != "" {
		name = alias
	}
	s.tables = append(s.tables, scopeTable{name, table.named(tree.texts("column_name_alias"))})
	return table.rows
}

// table is a step, or a table whose columns are known.
func (r Reader) table(tree node, s *scope) (relation, error) {
	name := tree.text("table_name")
	if schema := tree.text("schema_name"); schema != "" {
		name = schema + "." + name
	} else if step, ok := s.step(name); ok {
		return step, nil
	}
	columns, ok := r.Columns[strings.ToLower(name)]
	if !ok {
		return relation{}, fmt.Errorf("table %q is not known", name)
	}
	table := relation{rows: sources{{name, AllRows}: Rows}}
	for _, c := range columns {
		table.columns = append(table.columns, column{c, value{from: sources{{name, c}: Direct}}})
	}
	return table, nil
}

// tableFunction is a table that the engine makes: of its arguments, or, without
// any, of what it knows itself. Any name may be one of its columns.
func (r Reader) tableFunction(tree node, s *scope) (relation, error) {
	function := tree.child("function")
	arguments, err := r.expressions(function.list("children"), s)
	if err != nil {
		return relation{}, err
	}
	name := function.text("function_name")
	columns, ok := r.Columns[name+"()"]
	if !ok {
		return relation{}, fmt.Errorf("the table function %q is not known", name)
	}
	table := relation{rows: sources{}}
	for _, c := range columns {
		v := join(Computed, arguments...)
		if len(arguments) == 0 {
			v = value{from: sources{{name + "()", c}: Direct}}
		}
		table.columns = append(table.columns, column{c, v})
	}
	return table, nil
}

// values is a VALUES list.
func (r Reader) values(tree node, s *scope) (sources, error) {
	table := relation{rows: sources{}}
	rows, _ := tree["values"].([]any)
	for _, row := range rows {
		cells := node{"cells": row}.list("cells")
		for i, cell := range cells {
			v, err := r.expression(cell, s)
			if err != nil {
				return nil, err
			}
			if i == len(table.columns) {
				table.columns = append(table.columns, column{fmt.Sprintf("col%d", i), v})
			} else {
				table.columns[i].value = table.columns[i].or(v)
			}
		}
	}
	return s.place(tree, "", table), nil
}

// join reads both sides; the right one of a SEMI or ANTI JOIN gives no columns.
func (r Reader) join(tree node, s *scope) (sources, error) {
	rows := sources{}
	left, err := r.from(tree.child("left"), s)
	if err != nil {
		return nil, err
	}
	before := len(s.tables)
	right, err := r.from(tree.child("right"), s)
	if err != nil {
		return nil, err
	}
	kind := tree.text("join_type")
	onlyTested := kind == "SEMI" || kind == "ANTI"
	rows.add(left, Constant)
	rows.add(right.joined(), Constant)
	condition := value{}
	if tree.child("condition") != nil {
		if condition, err = r.expression(tree.child("condition"), s); err != nil {
			return nil, err
		}
	}
	for _, name := range tree.texts("using_columns") {
		for _, t := range s.tables {
			if v, ok := t.find(name); ok {
				condition = join(Computed, condition, v)
			}
		}
	}
	how := Join
	if onlyTested {
		how = Filter
		s.tables = s.tables[:before]
	}
	rows.add(condition.from.as(how), Constant)
	return rows, nil
}

// joined: the rows of a join are those of its left side, and a table on the
// right one decides what meets them. Models are written so that what they have
// a row for stands first.
func (s sources) joined() sources {
	all := sources{}
	for source, how := range s {
		if how == Rows {
			how = Join
		}
		all[source] = how
	}
	return all
}

// withoutRows leaves out whose rows there are: a table that is only looked
// into makes none.
func (s sources) withoutRows() sources {
	rest := sources{}
	for source, how := range s {
		if how != Rows {
			rest[source] = how
		}
	}
	return rest
}
