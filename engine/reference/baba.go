package reference

import (
	"cmp"
	"math"
	"slices"
)

// Stretch is a row of mart.baba_statistics; times in s.
type Stretch struct {
	Tool       string
	PartID     Int
	IsBaseline bool
	From, To   int64 // days since 1970; To is the day after it
	LastDate   int64
	Shots      int64

	Median, MAD, Mean, Mode, P05, P95           float64
	Deviation, Skewness, Kurtosis, MannWhitneyP Float
	Modes                                       int64
	Histogram                                   map[int64]int64 // shots by tenths of a second
	TempMedian, TempMAD                         Float

	Outside1, Outside2 Float // shares outside ±5 % and ±10 % of the approved cycle time
	Cp, Cpk, Pp, Ppk   Float // of a baseline

	// Of a week, beside its baseline; Verdict is empty without one.
	Shift, ShiftShare, Effect, SpreadRatio Float
	Verdict                                string

	ct, temperature []float64
	shots           []Shot // of ct
}

// Stretches computes mart.baba_statistics: what shots say about each week and about
// the baselines.
func Stretches(intervals []Interval, baselines []Baseline) []Stretch {
	of := map[stretchKey]*Stretch{}
	add := func(s Shot, measured bool, from, to int64, base bool) {
		key := stretchKey{s.EquipmentCode, s.PartID, base, from}
		one := of[key]
		if one == nil {
			one = &Stretch{Tool: s.EquipmentCode, PartID: s.PartID, IsBaseline: base, From: from, To: to}
			of[key] = one
		}
		if measured {
			one.ct, one.LastDate = append(one.ct, float64(millis(s.CT))), max(one.LastDate, s.LocalDate)
			one.shots = append(one.shots, s)
		}
		if s.Temperature.Valid {
			one.temperature = append(one.temperature, s.Temperature.V)
		}
	}
	for _, in := range intervals {
		s, measured := in.Shot, in.Class == "slow" || in.Class == "fast" || in.Class == "normal"
		monday := s.LocalDate - floorMod(s.LocalDate+3, 7)
		add(s, measured, monday, monday+7, false)
		for _, b := range baselines {
			if b.Tool == s.EquipmentCode && b.PartID == s.PartID && s.LocalDate >= b.From && s.LocalDate < b.To {
				add(s, measured, b.From, b.To, true)
			}
		}
	}
	var all []Stretch
	for _, one := range of {
		if len(one.ct) == 0 {
			continue
		}
		one.describe()
		one.limit()
	}
	for _, one := range of {
		for _, b := range of {
			if b.IsBaseline && b.Tool == one.Tool && b.PartID == one.PartID && len(b.ct) > 0 && len(one.ct) > 0 {
				one.MannWhitneyP = some(mannWhitney(one.ct, b.ct))
				one.compare(b)
			}
		}
		if len(one.ct) > 0 {
			all = append(all, *one)
		}
	}
	return all
}

// limit judges it by level 1 and 2; all shots have one approved cycle time, and one
// run.
func (s *Stretch) limit() {
	if !s.shots[0].ApprovedCT.Valid {
		return
	}
	approved := seconds(s.shots[0].ApprovedCT.V)
	share := func(width float64) Float {
		outside := 0
		for _, v := range s.ct {
			if math.Abs(v/1000-approved) > width*approved+1e-9 {
				outside++
			}
		}
		return some(float64(outside) / float64(len(s.ct)))
	}
	s.Outside1, s.Outside2 = share(0.05), share(0.10)
	if !s.IsBaseline || len(s.ct) < 100 {
		return
	}
	slices.SortFunc(s.shots, func(a, b Shot) int { return cmp.Or(cmp.Compare(a.TimeUTC, b.TimeUTC), compareInt(a.Seq, b.Seq)) })
	steps := 0.0
	for i := 1; i < len(s.shots); i++ {
		steps += math.Abs(seconds(s.shots[i].CT - s.shots[i-1].CT))
	}
	within := steps / float64(len(s.shots)-1) * math.Sqrt(math.Pi) / 2
	nearest := min(1.05*approved-s.Mean, s.Mean-0.95*approved)
	s.Cp, s.Cpk = some(0.1*approved/(6*within)), some(nearest/(3*within))
	s.Pp, s.Ppk = some(0.1*approved/(6*s.Deviation.V)), some(nearest/(3*s.Deviation.V))
}

func (s *Stretch) compare(b *Stretch) {
	shift := s.Median - b.Median
	effect := shift / max(b.MAD, 0.1)
	s.Shift, s.ShiftShare, s.Effect = some(shift), some(shift/b.Median), some(effect)
	if s.Deviation.Valid && b.Deviation.V > 0 {
		s.SpreadRatio = some(s.Deviation.V / b.Deviation.V)
	}
	switch {
	case effect >= 0.5 && s.MannWhitneyP.V < 0.01:
		s.Verdict = "slower"
	case effect <= -0.5 && s.MannWhitneyP.V < 0.01:
		s.Verdict = "faster"
	case s.SpreadRatio.V > 1.25:
		s.Verdict = "wider"
	case s.SpreadRatio.Valid && s.SpreadRatio.V < 0.8:
		s.Verdict = "narrower"
	default:
		s.Verdict = "same"
	}
}

// stretchKey names a stretch.
type stretchKey struct {
	tool string
	part Int
	base bool
	from int64
}

func (s *Stretch) describe() {
	slices.Sort(s.ct)
	n := float64(len(s.ct))
	s.Shots = int64(len(s.ct))
	s.Median, s.MAD = quantile(s.ct, 0.5)/1000, spread(s.ct)/1000
	s.P05, s.P95 = quantile(s.ct, 0.05)/1000, quantile(s.ct, 0.95)/1000
	if len(s.temperature) > 0 {
		slices.Sort(s.temperature)
		s.TempMedian, s.TempMAD = some(quantile(s.temperature, 0.5)), some(spread(s.temperature))
	}
	mean := 0.0
	for _, v := range s.ct {
		mean += v / n
	}
	s.Mean = mean / 1000
	var m2, m3, m4 float64
	for _, v := range s.ct {
		d := v - mean
		m2, m3, m4 = m2+d*d/n, m3+d*d*d/n, m4+d*d*d*d/n
	}
	varied := s.ct[0] != s.ct[len(s.ct)-1]
	if n > 1 {
		s.Deviation = some(math.Sqrt(m2*n/(n-1)) / 1000)
	}
	if n > 2 && varied {
		s.Skewness = some(m3 / math.Pow(m2, 1.5))
	}
	if n > 3 && varied {
		s.Kurtosis = some(m4/(m2*m2) - 3)
	}
	s.Histogram = map[int64]int64{}
	for _, v := range s.ct {
		s.Histogram[int64(math.Floor((v+50)/100))]++
	}
	bins := []int64{}
	for bin := range s.Histogram {
		bins = append(bins, bin)
	}
	slices.Sort(bins)
	mode := bins[0]
	for _, bin := range bins {
		if s.Histogram[bin] > s.Histogram[mode] {
			mode = bin
		}
	}
	s.Mode = float64(mode) / 10
	s.Modes = peaks(s.Histogram, bins[0], bins[len(bins)-1], s.Histogram[mode])
}

func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	low := int(at + 1e-9)
	if low+1 >= len(sorted) {
		return sorted[low]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}

func spread(sorted []float64) float64 {
	middle := quantile(sorted, 0.5)
	distances := []float64{}
	for _, v := range sorted {
		distances = append(distances, math.Abs(v-middle))
	}
	slices.Sort(distances)
	return 1.4826 * quantile(distances, 0.5)
}

// peaks counts the local maxima that are a tenth of the highest bin or more over
// the higher one of the two valleys by which higher bins are reached.
func peaks(histogram map[int64]int64, first, last, highest int64) (count int64) {
	for at := first; at <= last; at++ {
		height := histogram[at]
		if histogram[at-1] == height {
			continue // a plateau counts at its left end
		}
		valley := func(step int64) int64 {
			lowest := height
			for i := at + step; i >= first && i <= last; i += step {
				lowest = min(lowest, histogram[i])
				if histogram[i] > height || step < 0 && histogram[i] == height {
					return lowest
				}
			}
			return 0
		}
		if 10*(height-max(valley(-1), valley(1))) >= highest {
			count++
		}
	}
	return count
}

// mannWhitney compares every pair.
func mannWhitney(a, b []float64) float64 {
	u, ties, n := 0.0, 0.0, float64(len(a)+len(b))
	equal := map[float64]float64{}
	for _, v := range a {
		equal[v]++
		for _, w := range b {
			switch {
			case w < v:
				u++
			case w == v:
				u += 0.5
			}
		}
	}
	for _, w := range b {
		equal[w]++
	}
	for _, t := range equal {
		ties += t*t*t - t
	}
	if ties == n*n*n-n {
		return 1
	}
	pairs := float64(len(a)) * float64(len(b))
	sigma := math.Sqrt(pairs / 12 * (n + 1 - ties/(n*(n-1))))
	return math.Erfc(math.Abs(u-pairs/2) / sigma / math.Sqrt2)
}
