package lineage

import "fmt"

func (r Reader) expressions(trees []node, s *scope) ([]value, error) {
	values := []value{}
	for _, tree := range trees {
		v, err := r.expression(tree, s)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

// expression reads where a value comes from.
func (r Reader) expression(tree node, s *scope) (value, error) {
	switch class := tree.text("class"); class {
	case "CONSTANT", "DEFAULT":
		return value{}, nil
	case "COLUMN_REF":
		return s.column(tree.texts("column_names"))
	case "CAST":
		return r.expression(tree.child("child"), s)
	case "FUNCTION":
		return r.function(tree, s)
	case "WINDOW":
		return r.window(tree, s)
	case "OPERATOR":
		return r.operator(tree, s)
	case "CONJUNCTION":
		return r.computed(s, tree.list("children")...)
	case "CASE":
		return r.choice(tree, s)
	case "COMPARISON":
		return r.computed(s, tree.child("left"), tree.child("right"))
	case "BETWEEN":
		return r.computed(s, tree.child("input"), tree.child("lower"), tree.child("upper"))
	case "SUBQUERY":
		return r.subquery(tree, s)
	case "LAMBDA":
		return r.lambda(tree, s)
	default:
		return value{}, fmt.Errorf("a %s expression is not known", class)
	}
}

func (r Reader) computed(s *scope, trees ...node) (value, error) {
	values, err := r.expressions(trees, s)
	return join(Computed, values...), err
}

// function: an aggregate, or one of a row. A macro of the dialect is one of a
// row too: its value comes from its arguments. Structs and lists keep their fields.
func (r Reader) function(tree node, s *scope) (value, error) {
	arguments, err := r.expressions(tree.list("children"), s)
	if err != nil {
		return value{}, err
	}
	name := tree.text("function_name")
	switch {
	case name == "count_star":
		return r.aggregated(tree, s, value{from: s.rows.onlyRows()})
	case r.isAggregate(name) && len(arguments) > 0:
		return r.aggregated(tree, s, arguments[0], arguments[1:]...)
	case name == "struct_pack":
		v := join(Computed, arguments...)
		v.fields = map[string]value{}
		for i, child := range tree.list("children") {
			v.fields[nameOf(child, i)] = arguments[i]
		}
		return v, nil
	case name == "unnest" && len(arguments) == 1:
		return arguments[0].with(Computed), nil
	}
	return join(Computed, arguments...), nil
}

// aggregated is an aggregate of a value; its other arguments, its order and its
// filter decide too.
func (r Reader) aggregated(tree node, s *scope, of value, others ...value) (value, error) {
	deciding := []node{}
	for _, order := range append(tree.child("order_bys").list("orders"), tree.list("orders")...) {
		deciding = append(deciding, order.child("expression"))
	}
	deciding = append(deciding, tree.list("partitions")...)
	for _, key := range []string{"filter", "filter_expr", "offset_expr", "default_expr", "start_expr", "end_expr"} {
		if tree.child(key) != nil {
			deciding = append(deciding, tree.child(key))
		}
	}
	more, err := r.expressions(deciding, s)
	return of.with(Aggregated, append(others, more...)...), err
}

// window: lag and the like, and aggregates over rows around. A number in an
// order comes from what orders.
func (r Reader) window(tree node, s *scope) (value, error) {
	arguments, err := r.expressions(tree.list("children"), s)
	if err != nil {
		return value{}, err
	}
	if len(arguments) == 0 {
		of := value{}
		if len(tree.list("partitions"))+len(tree.list("orders")) == 0 {
			of.from = s.rows.onlyRows()
		}
		return r.aggregated(tree, s, of)
	}
	return r.aggregated(tree, s, arguments[0], arguments[1:]...)
}

// onlyRows are the tables whose rows are counted.
func (s sources) onlyRows() sources {
	counted := sources{}
	for source, how := range s {
		if how == Rows {
			counted[source] = Aggregated
		}
	}
	return counted
}

func (r Reader) operator(tree node, s *scope) (value, error) {
	children, err := r.expressions(tree.list("children"), s)
	if err != nil {
		return value{}, err
	}
	switch tree.text("type") {
	case "STRUCT_EXTRACT":
		if name, ok := tree.list("children")[1].constant(); ok {
			return children[0].field(name), nil
		}
	case "ARRAY_EXTRACT", "ARRAY_SLICE":
		return children[0].with(Computed, children[1:]...), nil
	case "OPERATOR_TRY":
		return children[0], nil
	}
	return join(Computed, children...), nil
}

// choice is a CASE: its conditions decide the value, so they are sources of it.
// Where one branch alone gives a value that has fields, it keeps them.
func (r Reader) choice(tree node, s *scope) (value, error) {
	var whens, thens []node
	for _, check := range tree.list("case_checks") {
		whens, thens = append(whens, check.child("when_expr")), append(thens, check.child("then_expr"))
	}
	if tree.child("else_expr") != nil {
		thens = append(thens, tree.child("else_expr"))
	}
	conditions, err := r.expressions(whens, s)
	if err != nil {
		return value{}, err
	}
	results, err := r.expressions(thens, s)
	if err != nil {
		return value{}, err
	}
	var one value
	for _, result := range results {
		if result.fields != nil {
			one.fields = result.fields
		}
	}
	one.from = join(Computed, results...).from
	return one.with(Computed, conditions...), nil
}

// subquery: a scalar one is its only column; with IN or EXISTS what it selects
// is compared.
func (r Reader) subquery(tree node, s *scope) (value, error) {
	result, err := r.query(tree.child("subquery").child("node"), s)
	if err != nil {
		return value{}, err
	}
	if tree.text("subquery_type") == "SCALAR" && len(result.columns) == 1 {
		return result.columns[0].value, nil
	}
	values := []value{result.all(Computed), {from: result.rows.withoutRows()}}
	if tree.child("child") != nil {
		v, err := r.expression(tree.child("child"), s)
		if err != nil {
			return value{}, err
		}
		values = append(values, v)
	}
	return join(Computed, values...), nil
}

// lambda: its parameters are elements of the lists that stand beside it.
func (r Reader) lambda(tree node, s *scope) (value, error) {
	inside := s.inner()
	inside.rows = s.rows
	inside.parameters = map[string]bool{}
	parameters(tree.child("lhs"), inside.parameters)
	return r.expression(tree.child("expr"), inside)
}

func parameters(tree node, names map[string]bool) {
	for _, name := range tree.texts("column_names") {
		names[name] = true
	}
	for _, child := range tree.list("children") {
		parameters(child, names)
	}
}
