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
	OEE      []Tile // none where nothing was planned
	Trend    Section
	Chart    Chart
	Causes   Section
	Pareto   Bars
	Classes  Section
	Shots    Bars
	Timeline *TimelinePart
	Stops    TablePart
	Tools    TablePart
	Later    *Later // in place of Sensitivity

	Sensitivity *SensitivityPart
	Trust       Trust
}

// SensitivityPart is what other settings would make of the same shots.
type SensitivityPart struct {
	Section   Section
	Answer    string
	Words     string
	Slack     TablePart // both without rows where there are too many shots
	Tolerance TablePart
}

// ToolPage is one tool.
type ToolPage struct {
	Head     Head
	Now      NowLine
	Empty    *Empty
	Tiles    []Tile
	OEE      []Tile // none where nothing was planned
	Trend    Section
	Chart    Chart
	Causes   Section
	Pareto   Bars
	Timeline *TimelinePart
	Cycle    Section
	Life     *LifePart
	CycleBox *Chart // nil where no shot has a cycle time of its own
	Classes  Section
	Shots    Bars
	Runs     Section
	RunRows  Table
	Stops    TablePart
	History  TablePart
	Later    *Later     // in place of Below
	Below    *ToolBelow // what comes after the page
	Trust    Trust
}

// ToolBelow is a tool beside its baseline, and its newest sessions.
type ToolBelow struct {
	Judged   JudgedPart
	Sessions TablePart
}

// NowLine is what a tool is doing now, and since when that is known.
type NowLine struct {
	Status Status
	Word   string
	Text   string
	Title  string
	Link   *Link
}

// TablePart is a table under its heading, by page.
type TablePart struct {
	Section Section
	Chips   []Chip // that the table alone is filtered by
	Table   Table
	Empty   string // what stands in place of a table without rows
	Foot    string // what is to be known of it
	Pager   *Pager
}

// MessagePage says what is wrong or missing, and what to do.
type MessagePage struct {
	Head    Head
	Text    []string
	Steps   []string // commands
	Actions []Link
	Small   string // request id
}
