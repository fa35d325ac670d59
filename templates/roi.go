package templates

// ROIPage is what the lost time costs.
type ROIPage struct {
	Head   Head
	Empty  *Empty
	Tiles  []Tile
	Bridge Section
	Steps  Bridge
	Loss   Section
	Losses Bars
	WhatIf *WhatIf    // nil where there is nothing to fix
	Todo   *TablePart // what is to be done
	Later  *Later     // in place of Todo
	Table  TablePart
	Trust  Trust
}

// Bridge leads from one total over losses and gains to another one. It lies on
// its side, a step a row.
type Bridge struct {
	Caption string
	Heads   []string // of the figures
	Steps   []Step
	Ticks   []AxisTick
}

// Step is a row of a bridge.
type Step struct {
	Label   string
	Kind    string // 'total', 'loss', 'gain', 'unknown'
	From    float64
	To      float64 // share of the axis, From ≤ To
	Joint   float64 // where the step before ended
	Cut     bool    // it goes on beyond the axis
	Figures []string
	Exact   []string // of each, on hover
	Largest string   // whose part of it is largest, or why nobody's is known
	Part    string   // that part
	URL     string   // of the largest
	Title   string
}

// AxisTick is a place on an axis, as a share of it.
type AxisTick struct {
	At   float64
	Text string
}

// Sum is a point of the line of a list: the shares, 0..1, half-way from the
// point before, at it, and half-way to the next.
type Sum struct{ Before, At, After float64 }

// WhatIf is a form whose answer comes while it is filled in.
type WhatIf struct {
	Section Section
	Action  string
	Keep    []Hidden
	Fix     []Option // what is fixed
	Fields  []Slider
	Views   []View // of the page: is every part sold?
	View    string // which one that makes it
	Problem string // why there is no answer
	Tiles   []Tile
	Verdict string
}

// Option is one of several values of a field.
type Option struct {
	Value, Text string
	Chosen      bool
}

// Slider is a number that is typed, or slid to.
type Slider struct {
	Name           string
	Label          string
	Value          string
	Standard       string // shown where nothing is typed
	Unit           string
	Min, Max, Step string // of the slider; "" where nothing says between what it slides, then there is none
	At             string // where the slider stands
}
