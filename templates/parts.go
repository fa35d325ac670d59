package templates

// Status is a word that has a shape and a colour.
type Status string

// The statuses.
const (
	Good     Status = "good"
	Watch    Status = "watch"
	Poor     Status = "poor"
	Off      Status = "off"
	NoSignal Status = "nosignal"
)

// Figure is a number for a reader. Text is '–' where there is none, and Note
// then says why.
type Figure struct {
	Text  string
	High  string // upper end of a range, '' without one
	Exact string // on hover
	Doubt string // why the figure is doubtful, '' if it is not
	Stale bool
}

// Change is the difference to the period before. A rise is neither good nor
// bad by itself: Bad is set where it is bad and past its limit.
type Change struct {
	Up   bool
	Flat bool   // neither up nor down
	Text string // with its sign; '–' where there is none to compare with
	Bad  bool

	Title string // on hover
}

// Tile is a figure with its label.
type Tile struct {
	Label  string // with the unit
	Title  string // what the figure means, on hover
	Figure Figure
	Status Status
	Word   string // of the status
	Change *Change
	Note   string
}

// Table is rows of cells under heads.
type Table struct {
	Caption string // for screen readers
	Columns []Column
	Rows    []Row
}

// Column is the head of a column.
type Column struct {
	Name   string // with the unit
	Title  string
	Number bool   // right-aligned
	Bar    bool   // cells hold a bar
	URL    string // sorts by this column; '' where it cannot
	Sorted string // 'ascending', 'descending' or ''
	Low    string // '1' leaves on phones, '2' on tablets, '3' on small desks
}

// Row is a row of a table, a link as a whole where URL is set.
type Row struct {
	URL   string
	Cells []Cell
}

// Cell is one value.
type Cell struct {
	Text   string
	High   string // upper end of a range
	Sub    string // quieter, after the text
	Title  string
	Status Status  // draws its shape before the text
	Doubt  string  // draws the hatch before the text
	Bar    float64 // 0..1
}

// Section is the heading of a part of a page.
type Section struct {
	ID   string
	Head string
	Note string
	Tail []Link
}

// Chart is a picture drawn by the script from Option, with a table for those
// who do not see it.
type Chart struct {
	ID      string
	Class   string // 'small', 'tall' or ''
	Summary string // read out instead of the picture
	Option  any    // JSON for echarts
	Table   Table
}

// Bars is a list of lying bars with their figures.
type Bars struct {
	Caption string
	Heads   [3]string // label, figure, cumulative
	Rows    []Bar
}

// Bar is one of them.
type Bar struct {
	Label string
	Share float64 // of the longest
	Text  string
	Quiet string
	Title string
}

// Trust is the line at the foot of a page: facts, and how it was computed.
type Trust struct {
	Facts    []Fact
	Computed []Definition
}

// Fact is a part of the trust line, drawn in the order Before, Strong, After.
type Fact struct{ Before, Strong, After, Title string }

// Definition explains one figure.
type Definition struct{ Term, Text string }

// Empty is shown instead of charts and tables without rows.
type Empty struct {
	Head string
	Text string
	Link *Link
}
