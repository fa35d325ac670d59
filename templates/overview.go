package templates

// OverviewPage is how the fleet is doing.
type OverviewPage struct {
	Head      Head
	Empty     *Empty // instead of all that follows
	Tiles     []Tile
	Heat      Section
	Map       HeatMap
	Loss      Section // a phone has bars in place of the map
	Bars      Bars
	Worst     Section
	Ranked    []Ranked
	Doubts    Section
	Doubtful  []Doubtful
	NoDoubts  string // what is said where there are none
	Suppliers Board
	Locations Board
	Trust     Trust
}

// Ranked is a finding in a list, the most important first.
type Ranked struct {
	Name, Kind, Text string
	Figure, Quiet    string
	Title            string
	URL              string
}

// Doubtful is what makes the figures of a tool doubtful.
type Doubtful struct {
	Name, Text, Figure, Title, URL string
}

// Board compares suppliers or plants.
type Board struct {
	Section Section
	Table   Table
}
