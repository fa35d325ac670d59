package lineage

import "maps"

// sources are columns, and how each is used.
type sources map[Source]How

func (s sources) add(more sources, at How) {
	for source, how := range more {
		s[source] = stronger(stronger(s[source], how), at)
	}
}

// value is what is known about an expression: where it comes from; of a struct
// (or a list of structs), each field too.
type value struct {
	from   sources
	fields map[string]value
}

// join is a value that is computed, or aggregated, from others.
func join(at How, values ...value) value {
	v := value{from: sources{}}
	for _, other := range values {
		v.from.add(other.from, at)
	}
	return v
}

// field is that of a struct; where the fields are not known, it comes from all.
func (v value) field(name string) value {
	if f, ok := v.fields[name]; ok {
		return f
	}
	return join(Computed, v)
}

// with is the same value, used in another way together with others: each field
// stays one.
func (v value) with(at How, others ...value) value {
	all := join(at, append([]value{v}, others...)...)
	if v.fields == nil {
		return all
	}
	all.fields = map[string]value{}
	for name, f := range v.fields {
		all.fields[name] = f.with(at, others...)
	}
	return all
}

// or is a value that comes from one of two places, as in a union.
func (v value) or(other value) value {
	all := value{from: maps.Clone(v.from)}
	if all.from == nil {
		all.from = sources{}
	}
	all.from.add(other.from, Constant)
	if v.fields != nil && other.fields != nil {
		all.fields = map[string]value{}
		for name, f := range v.fields {
			all.fields[name] = f.or(other.fields[name])
		}
	}
	return all
}

// relation is a table, or a step of a query: its columns in order, and what
// decides its rows.
type relation struct {
	columns []column
	rows    sources // Rows, Group, Filter and Join
}

type column struct {
	name string
	value
}

// union is what both relations give, column by column.
func (r relation) union(other relation) relation {
	all := relation{rows: sources{}}
	all.rows.add(r.rows, Constant)
	all.rows.add(other.rows, Constant)
	for i, c := range r.columns {
		if i < len(other.columns) {
			c.value = c.or(other.columns[i].value)
		}
		all.columns = append(all.columns, c)
	}
	return all
}

// named gives the columns other names, as in a list of aliases.
func (r relation) named(names []string) relation {
	columns := append([]column(nil), r.columns...)
	for i, name := range names {
		if i < len(columns) {
			columns[i].name = name
		}
	}
	return relation{columns: columns, rows: r.rows}
}

// size is how much is known, to see when a recursion adds nothing more.
func (r relation) size() int {
	n := len(r.rows)
	for _, c := range r.columns {
		n += len(c.from)
	}
	return n
}

// all are the values of all columns together.
func (r relation) all(at How) value {
	values := []value{}
	for _, c := range r.columns {
		values = append(values, c.value)
	}
	return join(at, values...)
}

// as are the same columns, all used in one way.
func (s sources) as(at How) sources {
	all := sources{}
	for source := range s {
		all[source] = at
	}
	return all
}
