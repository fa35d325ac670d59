package lineage

// How says what a column has to do with the one that it comes from.
type How string

// From the weakest to the strongest: where several hold, the last one is told.
const (
	Constant   How = "constant"   // written in the SQL, or given by the build; there is no source
	Group      How = "group"      // the table has one row for each value of the column
	Filter     How = "filter"     // the column decides which rows there are
	Join       How = "join"       // the column decides which rows meet
	Rows       How = "rows"       // the table's rows are made from the other's rows
	Direct     How = "direct"     // the value itself, under another name or in another type
	Computed   How = "computed"   // computed from values of one row
	Aggregated How = "aggregated" // computed from values of several rows
)

// AllRows stands for a column where the rows of a table are meant: a count of
// rows comes from them, and what filters, joins and groups is told of them.
const AllRows = "*"

// Source is a column of a table; 'schema.table', or the bare name of a step of
// a build.
type Source struct{ Table, Column string }

// Edge is one source of a column. From is empty for a constant.
type Edge struct {
	Source
	From Source
	How  How
}

// decidesRows tells what decides which rows there are, and is part of no value.
func (h How) decidesRows() bool { return h == Group || h == Filter || h == Join }

func (h How) strength() int {
	for i, known := range []How{Constant, Group, Filter, Join, Rows, Direct, Computed, Aggregated} {
		if h == known {
			return i
		}
	}
	return -1
}

// stronger is the one that is told where both hold.
func stronger(a, b How) How {
	if b.strength() > a.strength() {
		return b
	}
	return a
}

// along is what two edges after each other are together.
func along(first, second How) How {
	switch {
	case first.decidesRows():
		return first
	case second.decidesRows():
		return second
	}
	return stronger(first, second)
}
