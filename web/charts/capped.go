package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// How much of the picture the farthest few points may take before they are
// drawn at its edge: half as much again as all others need.
const (
	fewest   = 0.004
	mayTake  = 1.5
	headroom = 0.08
)

// scale holds all points, or where it is capped all but a few that would
// squeeze the others; limits it always holds.
func (p Points) scale() scale {
	all := p.heights()
	if p.Large {
		return p.Axis.scaleOf(append(all, p.roomBelow())...)
	}
	if !p.Capped {
		return p.Axis.scaleOf(all...)
	}
	values := p.values()
	if len(values) == 0 {
		return p.Axis.scaleOf(all...)
	}
	slices.Sort(values)
	few := int(fewest * float64(len(values)))
	low, high := values[few], values[len(values)-1-few]
	for _, l := range p.Limits {
		low, high = min(low, l.Value), max(high, l.Value)
	}
	room := headroom * (high - low)
	least, most := values[0], values[len(values)-1]
	if most-low <= mayTake*(high-low) {
		high = max(high, most)
	} else {
		high += room
	}
	if high-least <= mayTake*(high-low) {
		low = min(low, least)
	} else {
		low -= room
	}
	return p.Axis.scaleOf([]*float64{&low, &high})
}

// roomBelow keeps large points off the foot of the plot, where the axis is told of.
func (p Points) roomBelow() []*float64 {
	values := p.values()
	if len(values) == 0 {
		return nil
	}
	low := slices.Min(values)
	low -= 0.2 * max(1, slices.Max(values)-low)
	return []*float64{&low}
}

// values are the heights of the points in the plot.
func (p Points) values() []float64 {
	var all []float64
	for _, c := range p.Clouds {
		if p.inStrip(c.Class) {
			continue
		}
		for _, point := range c.Data {
			all = append(all, point[1])
		}
	}
	return all
}

// beyond says how many points lie beyond the scale, and how far.
func (p Points) beyond(s scale) string {
	var above, below int
	most, least := math.Inf(-1), math.Inf(1)
	for _, v := range p.values() {
		switch {
		case v > s.high:
			above, most = above+1, max(most, v)
		case v < s.low:
			below, least = below+1, min(least, v)
		}
	}
	var words []string
	if above > 0 {
		words = append(words, fmt.Sprintf("%d above it, at the edge: up to %.1f %s", above, most, p.Axis.Unit))
	}
	if below > 0 {
		words = append(words, fmt.Sprintf("%d below it, at the edge: down to %.1f %s", below, least, p.Axis.Unit))
	}
	return joined(words...)
}

func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " · ")
}
