package charts

import (
	"encoding/json"
	"fmt"
)

// Picture is what the script draws: an option of echarts and what stands around
// it.
type Picture struct {
	Option map[string]any `json:"option"`
	Name   string         `json:"name,omitempty"`  // title of the picture when it is saved
	Links  []string       `json:"links,omitempty"` // where a click on the n-th step of the axis leads
	Point  *PointLink     `json:"point,omitempty"` // where a click on a point leads
	Brush  *Brush         `json:"brush,omitempty"` // what dragging over time does
	Marks  Marks          `json:"marks"`           // names that must not touch

	// When the steps of the axis begin, and the last one ends: ms on the plant's
	// clock. With them the pointer shows its time on the page's other pictures.
	Moments []float64 `json:"moments,omitempty"`
}

// PointLink is an address to which each point adds one of its values.
type PointLink struct {
	Base string `json:"base"`
	Dim  int    `json:"dim"` // which value
}

// Brush turns a stretch of the axis into the window of a page. On an axis of
// steps, Edges are the start of each and the end of the last one, as in an
// address; on an axis of time, instants are made of the plant's clock.
type Brush struct {
	URL   string   `json:"url"`             // the page; from and to are set in it
	Edges []string `json:"edges,omitempty"` // one more than there are steps
	Clock []Shift  `json:"clock,omitempty"`
}

// Shift says that from a moment on the plant's clock is ahead of UTC.
type Shift struct {
	From int64 `json:"from"` // ms, on the plant's clock
	By   int64 `json:"by"`   // ms
}

// Marks are the names that the script places, because only there it is known
// how wide the plot is: none touches another.
type Marks struct {
	Unit   string  `json:"unit,omitempty"` // above the axis
	Note   string  `json:"note,omitempty"` // inside the plot, at the bottom: 'axis from 70 %'
	Ends   []End   `json:"ends,omitempty"`
	Events []Event `json:"events,omitempty"`

	Stretches []Event `json:"stretches,omitempty"` // names inside the plot, at its top; without a line
}

// End is a name at the right end of a line, 13 px from the next.
type End struct {
	Value  float64 `json:"value"`
	Text   string  `json:"text"`
	Colour string  `json:"colour"` // 'token:ok'
	Strong bool    `json:"strong,omitempty"`
	Row    int     `json:"row,omitempty"` // in the strip over the plot, from 1 at the bottom; Value then means nothing
}

// Event is a line over the whole plot with its name on top. It stands at a step
// of the axis or a moment (ms on the plant's clock), or, where Share is set, at
// that share of the plot's width.
type Event struct {
	At     float64  `json:"at"`
	Share  *float64 `json:"share,omitempty"`
	Name   string   `json:"name"`
	Colour string   `json:"colour,omitempty"` // 'token:ink' unless set
}

// tree turns go-echarts' structs into maps, so that what they lack (patterns,
// named functions) can be added.
func tree(option map[string]any) (map[string]any, error) {
	text, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	return out, nil
}

// object is a JSON object in literals.
type object = map[string]any

func first(option object, name string, do func(object)) {
	list, _ := option[name].([]any)
	if len(list) == 0 {
		return
	}
	if axis, ok := list[0].(object); ok {
		do(axis)
	}
}

func label(axis object) object {
	found, ok := axis["axisLabel"].(object)
	if !ok {
		found = object{}
		axis["axisLabel"] = found
	}
	return found
}
