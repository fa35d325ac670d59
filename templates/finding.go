package templates

// FindingPage is one thing that is to be done about a tool.
type FindingPage struct {
	Head    Head
	Empty   *Empty
	Tiles   []Tile
	Do      Section // what to do
	Action  string
	Changed string // what is another one than when a status was set; '' for nothing
	Links   []Link
	Status  Section
	Form    *StatusForm // nil where nothing can be said
	Figures TablePart
	History TablePart
	Trust   Trust
}

// StatusForm says what is being done about a finding.
type StatusForm struct {
	Action   string
	Keep     []Hidden
	Statuses []StatusChoice
	Note     string
	By       string
}

// StatusChoice is one of the statuses.
type StatusChoice struct {
	Value  string
	Text   string
	Chosen bool
}
