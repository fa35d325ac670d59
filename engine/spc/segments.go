package spc

import (
	"math"
	"slices"
)

const (
	leastOfSegment = 3  // points between two changes
	leastOfLine    = 10 // points that a sloped segment needs
)

// segment is a stretch of a series [from, to) that one line describes, level or
// sloped.
type segment struct {
	from, to     int
	level, slope float64 // level at x = 0
}

func (s segment) at(x float64) float64 { return s.level + s.slope*x }

// sums are those of the first i points, so that any stretch is fitted in a few
// steps.
type sums struct{ x, y, xx, xy, yy []float64 }

func sumUp(x, y []float64) sums {
	s := sums{}
	for _, part := range []*[]float64{&s.x, &s.y, &s.xx, &s.xy, &s.yy} {
		*part = make([]float64, len(x)+1)
	}
	for i := range x {
		s.x[i+1], s.y[i+1] = s.x[i]+x[i], s.y[i]+y[i]
		s.xx[i+1], s.xy[i+1], s.yy[i+1] = s.xx[i]+x[i]*x[i], s.xy[i]+x[i]*y[i], s.yy[i]+y[i]*y[i]
	}
	return s
}

// fit gives the line of least squares of a stretch, level or sloped, and the sum
// of its squares.
func (s sums) fit(from, to int, sloped bool) (segment, float64) {
	n := float64(to - from)
	x, y := s.x[to]-s.x[from], s.y[to]-s.y[from]
	squares := s.yy[to] - s.yy[from] - y*y/n
	fitted := segment{from: from, to: to, level: y / n}
	if spread := s.xx[to] - s.xx[from] - x*x/n; sloped && spread > 0 {
		joint := s.xy[to] - s.xy[from] - x*y/n
		fitted.slope = joint / spread
		fitted.level = (y - fitted.slope*x) / n
		squares -= joint * joint / spread
	}
	return fitted, max(0, squares)
}

// segments cuts a series where that pays: the least sum of squares in σ², plus
// ln n for each parameter, of which a segment has its place, its level and, where
// it is sloped, its slope; its place counts twice (Zhang and Siegmund 2007). All
// cuts are compared (optimal partitioning, Jackson et al. 2005), and those that no
// later one can start from are dropped (PELT, Killick et al. 2012).
func segments(x, y []float64, sigma float64) []segment {
	n := len(x)
	s, unit := sumUp(x, y), math.Log(float64(max(n, 2)))
	best := make([]float64, n+1)
	last := make([]segment, n+1)
	best[0] = -3 * unit
	starts := []start{{at: 0, until: n}}
	for to := leastOfSegment; to <= n; to++ {
		best[to] = math.Inf(1)
		kept := starts[:0]
		for _, from := range starts {
			if to-from.at < leastOfSegment {
				kept = append(kept, from)
				continue
			}
			fitted, cost := s.cheapest(from.at, to, sigma, unit)
			cost += best[from.at]
			if cost+3*unit < best[to] {
				best[to], last[to] = cost+3*unit, fitted
			}
			if to-from.at >= leastOfLine && cost-unit > best[to] {
				from.until = min(from.until, to+leastOfLine)
			}
			if to < from.until {
				kept = append(kept, from)
			}
		}
		kept = append(kept, start{at: to, until: n})
		starts = kept
	}
	var cut []segment
	for to := n; to >= leastOfSegment; to = last[to].from {
		cut = append(cut, last[to])
	}
	slices.Reverse(cut)
	return cut
}

// start is a place from which a segment may begin. Where a new segment begun at
// some place beats it, it never catches up; but the new one may be sloped only
// once it is long enough, so it stays until then.
type start struct{ at, until int }

// cheapest describes a stretch by a level, or by a slope where that pays.
func (s sums) cheapest(from, to int, sigma, unit float64) (segment, float64) {
	level, squares := s.fit(from, to, false)
	cost := squares / (sigma * sigma)
	if to-from < leastOfLine {
		return level, cost
	}
	if sloped, squares := s.fit(from, to, true); squares/(sigma*sigma)+unit < cost {
		return sloped, squares/(sigma*sigma) + unit
	}
	return level, cost
}

// noise is the sigma of a series around its level: from the differences of
// neighbours, of which a shift spoils one, by their median (× 1.4826 / √2). It is
// floored at half a step of the values, for a median that stands still says
// nothing about how it would move.
func noise(y []float64, step float64) float64 {
	differences := make([]float64, 0, len(y))
	for i := 1; i < len(y); i++ {
		differences = append(differences, math.Abs(y[i]-y[i-1]))
	}
	if len(differences) == 0 {
		return step / 2
	}
	return max(madToSigma*Median(differences)/math.Sqrt2, step/2)
}

// withoutOddDays puts the median of five neighbours in the place of points that
// stand out among them (Hampel): one or two odd days are no change, three are.
func withoutOddDays(y []float64, step float64) []float64 {
	calm := slices.Clone(y)
	for _, i := range Hampel(y, 5, step) {
		calm[i] = Median(y[max(0, i-2):min(len(y), i+3)])
	}
	return calm
}
