package analysis

import "sprue/engine/reference"

// want is the answer for [from, to), straight from the reference's intervals.
func (pl *plant) want(from, to int64) Figures {
	var sum Figures
	for _, in := range pl.rates.Intervals {
		sum = sum.Add(pl.clip(in, from, to))
	}
	for _, s := range pl.rates.Stops {
		if s.StartUTC < from || s.StartUTC >= to {
			continue
		}
		sum.Stops++
		if s.IsMicro {
			sum.MicroStops++
		}
	}
	return sum
}

// clip is what an interval adds to [from, to), stops aside.
func (pl *plant) clip(in reference.Interval, from, to int64) Figures {
	cycleFrom, waitFrom := in.To-in.C, in.From
	if pl.shotTime == "start" {
		cycleFrom, waitFrom = in.From, in.From+in.C
	}
	overlap := func(start, length int64) int64 { return max(0, min(start+length, to)-max(start, from)) }
	c, w := overlap(cycleFrom, in.C), overlap(waitFrom, in.W)
	f := Figures{RunTimeUS: c + w, ProductionTimeUS: c, DowntimeUS: w}
	if in.Doubtful {
		f.DoubtfulUS = w
	}
	if in.Shot.TimeUTC < from || in.Shot.TimeUTC >= to {
		return f
	}
	f.Shots, f.Parts = 1, in.Shot.Cavities
	switch in.Class {
	case "normal":
		f.NormalShots, f.CTUS = 1, in.Shot.CT
	case "slow":
		f.SlowShots, f.CTUS, f.SpeedLossUS = 1, in.Shot.CT, max(0, in.C-in.RefCT.V)
	case "fast":
		f.FastShots, f.CTUS, f.SpeedGainUS = 1, in.Shot.CT, max(0, in.RefCT.V-in.C)
	default:
		f.StopShots = 1
	}
	return f
}
