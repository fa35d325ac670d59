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
	Here    string // path and query of this page, for forms that come back
	Nav     []NavItem
	Foot    []string // build, tools, plants
	Range   *RangePicker
	Filters *FilterBar
	Age     *DataAge
	Banners []Banner
}

// NavItem is an entry of the navigation.
type NavItem struct {
	Name    string
	URL     string
	Icon    string
	Key     string // pressed after g
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
	Compare string // 'previous 28 days', '' without one
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

// FilterBar shows the filters in force and a form for another.
type FilterBar struct {
	Chips  []Chip
	Action string
	Keep   []Hidden
	Fields []FilterField
	Search bool // show the search field
	Codes  []string
}

// Chip is a filter in force.
type Chip struct {
	Name   string
	Value  string
	Remove string // address without it
}

// FilterField is a choice of the filter form.
type FilterField struct {
	Label   string
	Name    string
	Options []Option
}

// Option is an entry of a choice.
type Option struct{ Value, Text string }

// DataAge says when the data were mirrored, with a status, and in More when the
// last shot was.
type DataAge struct {
	Status Status
	Text   string
	More   string // leaves where the bar is narrow
	Title  string
}

// Banner tells what happened, since when, and what to do.
type Banner struct {
	Status Status // Watch or Poor; '' for a plain one
	Head   string
	Text   string
	Link   *Link
}

// Link is an address with its words.
type Link struct{ Text, URL string }
