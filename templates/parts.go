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
	Text    string
	Of      string // what it is a part of: 'of 48'
	High    string // upper end of a range, '' without one
	Exact   string // on hover
	Doubt   string // why the figure is doubtful, '' if it is not
	Imputed string // how the figure was imputed, '' if it was not
	Stale   bool
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
	URL    string // opens what is behind the figure; '' for nothing
	Figure Figure
	Status Status
	Word   string // of the status
	Marks  []Mark // further statuses: '6 stopped', '9 off'
	Change *Change
	Note   string
	Reason *Link // where a note is explained: 'why'
	Spark  *Spark
}

// Mark is a status with its word.
type Mark struct {
	Status Status
	Word   string
}

// Spark is a small line without axes; nil points leave gaps.
type Spark struct {
	Points []*float64
	Joined bool   // goes on over gaps: of what runs now and then
	Title  string // what it shows, for those who do not see it
}

// Badge is the status of a piece of work.
type Badge struct {
	Text  string
	Tone  string // 'accent', 'good', 'watch', 'poor', or '' for neutral
	Title string
}

// Confidence is how far a finding may be trusted.
type Confidence int

// The levels of confidence.
const (
	Low Confidence = iota + 1
	Medium
	High
)

// Band is a range between percentiles on a scale from Min to Max; a nil Value
// has no range, and Title says why.
type Band struct {
	Min, Max  float64
	Low, High float64
	Value     *float64
	Title     string // the range in words
}

// Table is rows of cells under heads.
type Table struct {
	Caption string // for screen readers
	Steady  bool   // its columns keep their widths while its rows come in
	Columns []Column
	Rows    []Row
}

// Column is the head of a column.
type Column struct {
	Name   string // with the unit
	Title  string
	Number bool   // right-aligned
	Bar    bool   // cells hold a bar
	Tail   []Link // what leads on, over the bars
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
	Text    string
	High    string // upper end of a range
	Sub     string // quieter, after the text
	Title   string
	URL     string // a link of its own
	Status  Status // draws its shape before the text
	Shot    string // class of a shot, draws its mark before the text
	Doubt   string // draws the hatch before the text
	Imputed string // how it was imputed
	Stale   bool
	Bar     float64 // 0..1
	Badge   *Badge
	Trust   Confidence
	Band    *Band
	Spark   *Spark
}

// Section is the heading of a part of a page.
type Section struct {
	ID    string
	Head  string
	Note  string
	Views []View // of this part; two to four
	CSV   string // of a picture made of elements, which can be saved; '' for no such
	Tail  []Link
}

// View is one of several ways to see a part, or a page.
type View struct {
	Text    string
	URL     string
	Badge   *Badge
	Current bool
}

// Chart is a picture drawn by the script from Option, with a table for those
// who do not see it. Its heading is that of a section.
type Chart struct {
	ID      string
	Class   string // 'low' 128, 'small' 160, '' 224, 'tall' 372 px high
	Summary string // read out instead of the picture
	Option  any    // a charts.Picture
	Table   Table
	CSV     string // address of the same data; '' lets the script write the table
	AsTable string // address that shows the table, AsChart the picture
	AsChart string
	Shown   bool // the table is
}

// Later is a part of a page that comes after it, because it takes long.
type Later struct {
	Asks   string // what it takes, where it comes when asked for; '' where it comes by itself
	ID     string
	URL    string // gives the part: an element with this ID
	Name   string // 'the stops'
	Height string // of the skeleton: 'chart', 'table', 'tiles', 'judged'
	Lines  int    // of the skeleton of a table, if it is known how many it will have
}

// Bars is a list of lying bars with their figures.
type Bars struct {
	ID      string // of its section, where it can be saved as a picture
	Caption string
	Heads   [3]string // label, figure, cumulative
	More    []string  // heads of further columns
	Rows    []Bar
	Sums    []Sum // a line beside the rows, a point each; nil for none
}

// Bar is one of them.
type Bar struct {
	Label   string
	Share   float64 // of the longest
	Text    string
	Quiet   string
	More    []string // of the further columns
	Title   string
	URL     string // opens what is behind the bar
	Current bool   // it is open
	Imputed string // how its figure was imputed, if it was
}

// Trust is the line at the foot of a page: facts, and how it was computed.
type Trust struct {
	Facts    []Fact
	Computed []Definition
	Query    string // 'sprue analyze …' that gives the same figures, '' for none
}

// Fact is a part of the trust line, drawn in the order Before, Strong, After; a
// link where URL is set.
type Fact struct{ Before, Strong, After, Title, URL string }

// Definition explains one figure.
type Definition struct{ Term, Text string }

// Empty is shown instead of charts and tables without rows.
type Empty struct {
	Head string
	Text string
	Link *Link
}
