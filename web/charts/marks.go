package charts

import "fmt"

// LimitKind is what a line across the plot means; each has its look.
type LimitKind string

// The kinds of limits.
const (
	Approved LimitKind = "approved" // solid
	Inner    LimitKind = "L1"       // dashed, with a tint between two of them
	Outer    LimitKind = "L2"       // dotted
	Control  LimitKind = "control"
	Mean     LimitKind = "mean"
	Status   LimitKind = "status" // where a status changes
)

// Limit is a line across the plot, named at its right end.
type Limit struct {
	Kind  LimitKind
	Value float64
	Name  string // with its value: 'L1 29.4'
}

// Band is a stretch of the axis that is marked: from step to step, or from
// moment to moment.
type Band struct {
	From, To any
	Name     string
	Doubt    bool // hatched; else sunk
}

func (k LimitKind) line() object {
	switch k {
	case Approved:
		return object{"color": "token:ok", "width": 1.5, "type": "solid"}
	case Inner, Status:
		return object{"color": "token:ok", "width": 1, "type": []int{5, 3}}
	case Outer:
		return object{"color": "token:warn", "width": 1, "type": []int{2, 3}}
	case Control:
		return object{"color": "token:bad", "width": 1.2, "type": []int{6, 3}}
	}
	return object{"color": "token:ink-2", "width": 1, "type": "solid"}
}

func (k LimitKind) ink() string {
	switch k {
	case Approved, Mean:
		return "token:ink"
	}
	return "token:ink-2"
}

// ground is a series without points of its own that carries limits and bands.
func ground(kind string, limits []Limit, bands []Band, s scale) (object, []End) {
	var lines, areas []any
	var ends []End
	for _, l := range limits {
		if l.Value < s.low || l.Value > s.high {
			continue
		}
		lines = append(lines, object{"yAxis": l.Value, "lineStyle": l.Kind.line()})
		ends = append(ends, End{Value: l.Value, Text: l.Name, Colour: l.Kind.ink(), Strong: l.Kind == Approved || l.Kind == Mean})
	}
	if low, high, ok := inner(limits); ok {
		areas = append(areas, []object{{"yAxis": low, "itemStyle": object{"color": "token:ok-tint", "opacity": 0.6}}, {"yAxis": high}})
	}
	for _, b := range bands {
		areas = append(areas, b.area())
	}
	out := object{"name": "_ground", "type": kind, "data": []any{}, "silent": true, "z": 1}
	if len(lines) > 0 {
		out["markLine"] = object{"silent": true, "symbol": "none", "animation": false, "label": object{"show": false}, "data": lines}
	}
	if len(areas) > 0 {
		out["markArea"] = object{"silent": true, "animation": false, "data": areas}
	}
	return out, ends
}

func (b Band) area() []object {
	colour := "token:sunk"
	if b.Doubt {
		colour = "pattern:hatch"
	}
	return []object{{
		"xAxis": b.From, "name": b.Name, "itemStyle": object{"color": colour},
		"label": object{"show": b.Name != "", "position": "insideBottomLeft", "color": "token:ink", "fontSize": axisSize, "formatter": "{b}"},
	}, {"xAxis": b.To}}
}

// inner is the range between two limits of the inner kind.
func inner(limits []Limit) (low, high float64, ok bool) {
	var values []float64
	for _, l := range limits {
		if l.Kind == Inner {
			values = append(values, l.Value)
		}
	}
	if len(values) != 2 {
		return 0, 0, false
	}
	return min(values[0], values[1]), max(values[0], values[1]), true
}

// series puts the ground under all series of an option.
func underlay(option, ground object) {
	series, _ := option["series"].([]any)
	option["series"] = append([]any{ground}, series...)
}

func colour(n int) string { return fmt.Sprintf("token:series-%d", min(max(n, 1), 3)) }
