package templates

// HeatMap is a picture of rows × days made of elements, so that it is there
// without script; the script adds the figure under the pointer and the way to a
// single day. The chart's table holds the same figures.
type HeatMap struct {
	Chart  Chart // its ID, its table, and where both are switched
	Label  string
	Days   []string // names over the columns, "" for none
	Dates  []string // first ISO dates of the columns
	Step   int      // days of a column
	Unit   string   // of the figures in the cells
	Head   string   // over the figures at the right
	Rows   []HeatRow
	Rest   []HeatRow // thin, without names
	Others HeatOthers
	Legend []HeatKey
}

// HeatRow is one of its rows, a link.
type HeatRow struct {
	Name, Quiet, Figure string
	Title               string // all of it in words
	URL                 string
	Cells               []HeatCell
}

// HeatOthers says what the thin rows are.
type HeatOthers struct {
	Text, Quiet, Figure string
	More                *Link // where those are that have no row
}

// HeatCell is the look of a cell.
type HeatCell string

// The looks; those of figures follow the steps of the tokens.
const (
	HeatBlank   HeatCell = ""  // did not run
	HeatNoData  HeatCell = "n" // hatched
	HeatStopped HeatCell = "s" // no shot inside of a run
	HeatUnknown HeatCell = "u" // ran, but nothing gives the figure
	HeatLow2    HeatCell = "l2"
	HeatLow1    HeatCell = "l1"
	HeatZero    HeatCell = "z"
	HeatHigh1   HeatCell = "h1"
	HeatHigh2   HeatCell = "h2"
	HeatHigh3   HeatCell = "h3"
)

// HeatKey explains a look.
type HeatKey struct {
	Cell HeatCell
	Text string
}
