package reference

import (
	"math"
	"math/big"
	"slices"
)

// ProcessDay is a row of mart.process_day.
type ProcessDay struct {
	Tool    string
	PartID  Int
	Date    int64
	Measure string
	Shots   int64
	Median  Float

	Mean, Deviation           Float
	Lowest, P05, P95, Highest Float
	Mode                      Float            // of ct alone, like the rest
	Classes                   map[string]int64 // shots, by their class beside it
	CycleUS                   Int
}

// ProcessDays computes mart.process_day, in any order.
func ProcessDays(shots []Shot, p Params) []ProcessDay {
	type key struct {
		tool    string
		part    Int
		date    int64
		measure string
	}
	values, latest := map[key][]int64{}, map[key]Shot{}
	shots = slices.Clone(shots)
	slices.SortFunc(shots, inOrder)
	for _, s := range shots {
		at := key{tool: s.EquipmentCode, part: s.PartID, date: s.LocalDate}
		latest[at] = s
		if !s.Idle {
			at.measure = "ct"
			values[at] = append(values[at], s.CT)
		}
		if s.Temperature.Valid {
			at.measure = "temperature"
			values[at] = append(values[at], int64(math.Round(s.Temperature.V*1e6)))
		}
	}
	var days []ProcessDay
	for at, all := range values {
		d := measuredDay(all)
		d.Tool, d.PartID, d.Date, d.Measure = at.tool, at.part, at.date, at.measure
		if at.measure == "ct" {
			at.measure = ""
			d.judge(all, p.runRate(latest[at]))
		}
		days = append(days, d)
	}
	return days
}

// measuredDay are the statistics of values in millionths.
func measuredDay(values []int64) (d ProcessDay) {
	n := int64(len(values))
	sorted := slices.Sorted(slices.Values(values))
	floats := make([]float64, n)
	total, squares := new(big.Int), new(big.Int)
	for i, v := range sorted {
		floats[i] = float64(v) / 1e6
		total.Add(total, big.NewInt(v))
		squares.Add(squares, new(big.Int).Mul(big.NewInt(v), big.NewInt(v)))
	}
	d = ProcessDay{Shots: n, Median: middle(floats)}
	sum, _ := new(big.Float).SetInt(total).Float64()
	d.Mean = some(sum / float64(n) / 1e6)
	if n > 1 {
		// n Σv² − (Σv)², without a loss.
		off := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(n), squares), new(big.Int).Mul(total, total))
		whole, _ := new(big.Float).SetInt(off).Float64()
		d.Deviation = some(math.Sqrt(whole/float64(n)/float64(n-1)) / 1e6)
	}
	d.Lowest, d.Highest = some(float64(sorted[0])/1e6), some(float64(sorted[n-1])/1e6)
	d.P05, d.P95 = some(percentile(sorted, 5).V/1e6), some(percentile(sorted, 95).V/1e6)
	return d
}

// judge puts each shot on its side of the day's mode.
func (d *ProcessDay) judge(cts []int64, p RunRateParams) {
	ref := mode(cts)
	d.Mode, d.Classes, d.CycleUS = some(seconds(ref)), map[string]int64{}, some(int64(0))
	p.IdleCT = 1 << 60 // a shot that is idle is not among them
	for _, ct := range cts {
		class := classify(ct, some(ref), p)
		d.Classes[class]++
		if class == "long" {
			ct = ref
		}
		d.CycleUS.V += ct
	}
}
