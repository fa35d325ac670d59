package templates

import (
	"math"
	"strconv"
	"strings"
)

// Measures of a sparkline: 2 px at each side leave room for the last point.
const (
	sparkWidth  = 92
	sparkHeight = 18
	sparkEdge   = 2
)

func length(v float64) string { return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64) }

// sparkAt gives the place of a point.
func sparkAt(points []*float64) func(i int) (x, y string) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range points {
		if p != nil {
			low, high = min(low, *p), max(high, *p)
		}
	}
	return func(i int) (x, y string) {
		across, up := 1.0, 0.5
		if len(points) > 1 {
			across = float64(i) / float64(len(points)-1)
		}
		if high > low {
			up = (*points[i] - low) / (high - low)
		}
		return length(sparkEdge + across*sparkWidth), length(sparkEdge + (1-up)*sparkHeight)
	}
}

// sparkPath begins anew after each gap; a value between two gaps is a dot.
func sparkPath(s Spark) string {
	points := s.Points
	at, move := sparkAt(points), "M"
	var path strings.Builder
	for i, p := range points {
		if p == nil {
			if !s.Joined {
				move = "M"
			}
			continue
		}
		x, y := at(i)
		path.WriteString(move + x + " " + y)
		if move == "M" && !s.Joined && (i+1 == len(points) || points[i+1] == nil) {
			path.WriteString("h0")
		}
		move = "L"
	}
	return path.String()
}

// sparkEnd is the place of the last point that has a value.
func sparkEnd(points []*float64) (x, y string, ok bool) {
	for i := len(points) - 1; i >= 0; i-- {
		if points[i] != nil {
			x, y = sparkAt(points)(i)
			return x, y, true
		}
	}
	return "", "", false
}

func confidenceAt(i int) string { return length(0.5 + 7*float64(i)) }

func confidenceWord(c Confidence) string {
	switch c {
	case Low:
		return "low"
	case Medium:
		return "medium"
	}
	return "high"
}

const bandWide = 112

func bandX(b Band, v float64) float64 {
	if b.Max <= b.Min {
		return 0
	}
	return bandWide * min(max((v-b.Min)/(b.Max-b.Min), 0), 1)
}

func bandAt(b Band, v float64) string { return length(bandX(b, v)) }

func bandWidth(b Band) string { return length(max(1, bandX(b, b.High)-bandX(b, b.Low))) }

// bandHatch is the i-th line of the hatch over the full width.
func bandHatch(i int) string {
	x := 4 * float64(i)
	return "M" + length(max(0, x-4)) + " " + length(min(10, 10-(4-min(x, 4))*2)) + "L" + length(min(x, bandWide)) + " 2"
}
