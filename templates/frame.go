package templates

// Assets gives the address of a file of package static.
type Assets interface {
	URL(name string) string
}

// Frame is what every page has around its content.
type Frame struct {
	Assets  Assets
	Title   string // of the browser's tab, without the product's name
	Theme   string // 'light', 'dark', or '' for the system's choice
	Narrow  bool   // the navigation shows icons only
	Here    string // path and query of this page, for forms that come back
	Nav     []NavItem
	Foot    []string // build, tools, plants
	Range   *RangePicker
	Filters *FilterBar
	Age     *DataAge
	Banners []Banner
	At      string // the last event that the page knows of, for the script that keeps it true
}

// NavItem is an entry of the navigation.
type NavItem struct {
	Name    string
	URL     string
	Icon    string
	Key     string // pressed after g
	Note    string // '3 open'
	Current bool
}

// RangePicker chooses the window of time.
type RangePicker struct {
	Name    string // 'Last 28 days'
	Dates   string // '23 Oct – 19 Nov'
	Presets []Preset
	Action  string   // path that the form of dates goes to
	Keep    []Hidden // the rest of the query
	From    string   // ISO dates of the form; Until is the last day, inclusive
	Until   string
	Compare *Compare
}

// Compare is the control of the comparison with the period before.
type Compare struct {
	Name string // 'previous 28 days'
	On   bool
	URL  string // switches it
}

// Preset is a relative range.
type Preset struct {
	Name    string
	Dates   string
	URL     string
	Current bool
}

// Hidden is a hidden field of a form.
type Hidden struct{ Name, Value string }

// FilterBar shows the filters in force, a menu for another, and the search.
type FilterBar struct {
	Chips  []Chip
	Here   string // path and query that a chosen value is added to
	Add    bool   // show the menu of filters
	Search bool   // show the search field
}

// Chip is a filter in force.
type Chip struct {
	Name   string
	Value  string
	Remove string // address without it
}

// Choices is what a search or the menu of filters offers, by kind.
type Choices struct {
	Kinds []ChoiceKind
	Note  string // what to do where nothing fits, or not all is shown
}

// Refine is the form that asks for other choices.
type Refine struct {
	Action string
	Keep   []Hidden
	Wanted string
}

// ChoiceKind is the choices of one kind: plants, tools.
type ChoiceKind struct {
	Name    string
	Choices []Choice
	More    *Link // to all of the kind
}

// Choice is one of them, a link.
type Choice struct {
	Text, Note, URL string
	Current         bool // in force; the link takes it away
}

// DataAge says when the data were mirrored, with a status, and in More when the
// last shot was.
type DataAge struct {
	Status Status
	Text   string
	More   string // leaves where the bar is narrow
	Title  string
	Since  string // the instant that Text is the age of, for the script that lets it go on
}

// Banner tells what happened, since when, and what to do.
type Banner struct {
	Rank   Rank
	Status Status // Watch or Poor; '' for a plain one
	Head   string
	Text   string
	Link   *Link
}

// Rank orders banners: what makes the figures wrong stands before what makes
// them old, and that before what makes them doubtful.
type Rank int

// The ranks, the last one on top.
const (
	Notice Rank = iota
	PoorData
	StaleData
	BuildFailed
)

// Link is an address with its words.
type Link struct{ Text, URL string }
