package templates

// Head is the question of a page and its answer.
type Head struct {
	Back     *Link // to the page above
	Question string
	Answer   string
	Why      string
}

// RunRatePage is the fleet's run rate.
type RunRatePage struct {
	Head     Head
	Empty    *Empty // instead of all that follows
	Tiles    []Tile
	Trend    Section
	Chart    Chart
	Causes   Section
	Pareto   Bars
	Stops    Section
	StopRows Table
	Tools    Section
	Table    Table
	Trust    Trust
}

// ToolPage is one tool.
type ToolPage struct {
	Head     Head
	Empty    *Empty
	Tiles    []Tile
	Trend    Section
	Chart    Chart
	Causes   Section
	Pareto   Bars
	Classes  Section
	Shots    Bars
	Runs     Section
	RunRows  Table
	Stops    Section
	StopRows Table
	Trust    Trust
}

// MessagePage says what is wrong or missing, and what to do.
type MessagePage struct {
	Head    Head
	Text    []string
	Steps   []string // commands
	Actions []Link
	Small   string // request id
}
