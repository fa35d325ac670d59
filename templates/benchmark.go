package templates

// BenchmarkPage is tools beside each other.
type BenchmarkPage struct {
	Head      Head
	Empty     *Empty
	Tiles     []Tile
	Strip     Section
	Strips    Strips
	Table     TablePart
	Suppliers TablePart
	Trust     Trust
}

// Strips are groups of tools on one axis: each tool with its distance from the
// median of its group.
type Strips struct {
	ID      string // of the section
	Caption string
	Heads   []string // of the figures of a tool; those after the second leave on small screens
	Groups  []StripGroup
	Ticks   []AxisTick
	None    string // what stands in place of the picture where there is nothing to compare
}

// StripGroup is the tools of a group.
type StripGroup struct {
	Name   string
	URL    string // narrows the page to it; '' where it cannot be
	Note   string // '4 tools · median 80.2'
	Median float64
	Rows   []StripRow
}

// StripRow is a tool. At is its share of the axis; nil where it has no figure.
type StripRow struct {
	Name    string
	URL     string
	At      *float64
	Title   string   // the exact figure, or why there is none
	Figures []string // under Strips.Heads
	Asked   bool     // the one that the page is about
}
