package charts

import (
	"fmt"
	"slices"
)

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
	Name  string // with its value: 'L1 29.4'; '' for one that no longer holds

	// Where it holds, on an axis of moments; both 0 for all of it.
	From, To float64
}

// Band is a stretch of the axis that is marked: from step to step, or from
// moment to moment.
type Band struct {
	From, To any
	Name     string
	Doubt    bool // hatched; else sunk
	Stop     bool // a low bar at the foot of the plot, as on a timeline
	Good     bool // what is within limits
	Here     bool // what the picture is about
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
		lines = append(lines, l.across())
		if l.Name != "" {
			ends = append(ends, End{Value: l.Value, Text: l.Name, Colour: l.Kind.ink(), Strong: l.Kind == Approved || l.Kind == Mean})
		}
	}
	areas = append(areas, tints(limits, s)...)
	for _, b := range bands {
		areas = append(areas, b.area(s))
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

func (l Limit) across() any {
	if l.From >= l.To {
		return object{"yAxis": l.Value, "lineStyle": l.Kind.line()}
	}
	return []object{{"coord": []float64{l.From, l.Value}, "lineStyle": l.Kind.line()}, {"coord": []float64{l.To, l.Value}}}
}

func (b Band) area(s scale) []object {
	colour := "token:sunk"
	switch {
	case b.Stop:
		const foot = 0.022 // of the plot: 5 px of a tall one
		return []object{
			{"xAxis": b.From, "yAxis": s.low, "itemStyle": object{"color": "token:long", "borderColor": "token:long", "borderWidth": 1}},
			{"xAxis": b.To, "yAxis": s.low + foot*(s.high-s.low)},
		}
	case b.Doubt:
		colour = "pattern:hatch"
	case b.Good:
		colour = "token:ok-tint"
	case b.Here:
		colour = "token:accent-tint"
	}
	return []object{{
		"xAxis": b.From, "name": b.Name, "itemStyle": object{"color": colour},
		"label": object{"show": b.Name != "", "position": "insideBottomLeft", "color": "token:ink", "fontSize": axisSize, "formatter": "{b}"},
	}, {"xAxis": b.To}}
}

// tints are the ground between the inner limits, and that over the upper outer
// one, over each stretch in which they hold.
func tints(limits []Limit, s scale) []any {
	type stretch struct{ from, to float64 }
	var order []stretch
	inside, outside := map[stretch][]float64{}, map[stretch][]float64{}
	for _, l := range limits {
		at := stretch{l.From, l.To}
		if !slices.Contains(order, at) {
			order = append(order, at)
		}
		switch l.Kind {
		case Inner:
			inside[at] = append(inside[at], l.Value)
		case Outer:
			outside[at] = append(outside[at], l.Value)
		}
	}
	var areas []any
	add := func(at stretch, low, high float64, colour string, opacity float64) {
		from, to := object{"yAxis": max(low, s.low), "itemStyle": object{"color": colour, "opacity": opacity}}, object{"yAxis": min(high, s.high)}
		if at.from < at.to {
			from["xAxis"], to["xAxis"] = at.from, at.to
		}
		areas = append(areas, []object{from, to})
	}
	for _, at := range order {
		if two := inside[at]; len(two) == 2 {
			add(at, min(two[0], two[1]), max(two[0], two[1]), "token:ok-tint", 0.6)
		}
		if two := outside[at]; len(two) == 2 && max(two[0], two[1]) < s.high {
			add(at, max(two[0], two[1]), s.high, "token:warn-tint", 0.45)
		}
	}
	return areas
}

// series puts the ground under all series of an option.
func underlay(option, ground object) {
	series, _ := option["series"].([]any)
	option["series"] = append([]any{ground}, series...)
}

func colour(n int) string { return fmt.Sprintf("token:series-%d", min(max(n, 1), 3)) }
