package templates

// ShotsPage is every shot of one tool.
type ShotsPage struct {
	Head        Head
	Empty       *Empty
	Points      Section
	Chart       Chart
	Legend      ShotLegend
	Spread      Section
	SpreadChart Chart
	Warmth      Section
	WarmthChart *Chart // nil where there is nothing to draw
	WarmthKeys  []SeriesKey
	WarmthNote  string // why there is nothing, or what is not drawn
	List        Section
	Rows        Table
	Pager       *Pager
	Later       *Later // what stands in place of Sessions where these come after the page
	Sessions    *TablePart
	Trust       Trust
}

// ShotLegend tells apart the two measures of a shot: its shape and colour are
// its class, against the pace of its own run; the ground that it lies on is the
// approved limits.
type ShotLegend struct {
	Classes []ShotClass
	All     string // address that shows all classes; '' where it does
	Limits  []ShotLimit
	Note    string // in place of Limits where nothing is approved
	Marks   []ShotMark
}

// ShotMark explains a line or a bar of the picture.
type ShotMark struct {
	Mark        string // 'approved', 'l1', 'l2', 'reference', 'stop', 'off', 'nodata' or 'change'
	Text, Title string
	URL         string // all that it stands for; '' for none
}

// ShotClass is a class with its count; a link that shows it alone, or with
// others.
type ShotClass struct {
	Class, Count, Share string
	Title, URL          string
	Off                 bool // not shown
}

// ShotLimit counts shots against the limits.
type ShotLimit struct {
	Ground             string // 'within', 'over', 'under' or 'beyond'
	Text, Count, Share string
}

// SeriesKey names a series of points.
type SeriesKey struct {
	Series int // 1 or 2
	Hollow bool
	Text   string
}

// ShotToolsPage is the choice of a tool.
type ShotToolsPage struct {
	Head   Head
	Search Refine
	Empty  *Empty
	Tools  TablePart
	Trust  Trust
}

// ShotPage is one shot: its way from the packet to the figures.
type ShotPage struct {
	Head     Head
	Previous *Link
	Next     *Link
	Steps    []StoryStep
	Around   Section
	Chart    *Chart // nil where it is in no run
	Raw      Section
	JSON     string // as sent
	Flags    []Definition
	Trust    Trust
}

// StoryStep is a step of a story with its facts.
type StoryStep struct {
	ID, Title, Text string
	Bad             bool // here the way ends, or something is doubtful
	Facts           []Definition
}
