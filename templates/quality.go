package templates

// QualityPage is whether the process is in control, or whether the data can be
// trusted.
type QualityPage struct {
	Tabs      []View // none where there is but one
	Head      Head
	Empty     *Empty
	Tiles     []Tile
	Chart     *ProcessCharts // of one tool
	Processes *TablePart     // of many
	Later     *Later         // in place of Processes that take long to count
	More      *More          // the next step of counting Processes; nil where all are counted
	Events    *TablePart
	Data      *DataParts
	Trust     Trust
}

// More is the address of the same part with more rows counted, and the one with all.
type More struct{ URL, All string }

// DataParts are what speaks for and against the data.
type DataParts struct {
	Trend      Section
	TrendBox   *Chart // nil where there is but one build
	Tables     TablePart
	Quarantine TablePart
	Tools      TablePart
	Anomalies  TablePart
	Reconciled *TablePart
	Later      *Later // in place of Reconciled
}

// ProcessCharts are the control charts of one tool, and how capable it is.
type ProcessCharts struct {
	Control    Section
	Measures   []View // what may be drawn
	Chart      *Chart // nil where the shots are too few
	Nothing    string // why
	Marks      []ControlMark
	Beside     Section
	BesideBox  *Chart
	Capability TablePart
	Notes      []string // on the capability
	Drift      Section
	DriftBox   *Chart
}

// ControlMark explains a mark of a control chart.
type ControlMark struct{ Kind, Text string }
