package analysis

import (
	"maps"
	"slices"
	"time"

	"sprue/engine/reference"
)

// slotLength is shorter than that of the pipeline's slots, but has their
// edges: those of hours, days and shifts in every zone of the tests.
const slotLength = int64(30 * time.Minute / time.Microsecond)

type slotKey struct {
	run   reference.RunKey
	part  reference.Int
	start int64
}

// slots fill mart.run_rate_slot.
func (pl *plant) slots(p reference.Params) []string {
	figures := map[slotKey]Figures{}
	shots := map[slotKey]reference.Shot{}
	for _, in := range pl.rates.Intervals {
		for start := in.From - mod(in.From, slotLength); start <= in.To; start += slotLength {
			f := pl.clip(in, start, start+slotLength)
			if f == (Figures{}) {
				continue
			}
			key := slotKey{in.Run, in.Shot.PartID, start}
			figures[key] = figures[key].Add(f)
			shots[key] = in.Shot
		}
	}
	for _, s := range pl.rates.Stops {
		key := slotKey{s.Run, pl.partOf(s.Run), s.StartUTC - mod(s.StartUTC, slotLength)}
		figures[key] = figures[key].Add(stopped(s))
	}
	var all []string
	for _, key := range slices.SortedFunc(maps.Keys(figures), func(a, b slotKey) int { return int(a.start - b.start) }) {
		s, f := shots[key], figures[key]
		calendar := calendarOf(p, s)
		local := wallClock(key.start, s.TimeZone)
		all = append(all, insert("mart.run_rate_slot", s.EquipmentCode, id(key.run), key.part, at(key.start),
			at(key.start-mod(local, int64(time.Hour/time.Microsecond))), date(floorDay(local-calendar.DayStart)),
			date(floorDay(local-calendar.DayStart)), nil,
			s.LocationID, s.LocationName, s.SupplierID, s.SupplierName, s.PartCode,
			f.Shots, f.NormalShots, f.SlowShots, f.FastShots, f.StopShots, f.Parts, f.RunTimeUS, f.ProductionTimeUS,
			f.DowntimeUS, f.DoubtfulUS, f.Stops, f.MicroStops, f.SpeedLossUS, f.SpeedGainUS, f.CTUS, 100*f.Shots))
	}
	return all
}

// clip is what an interval adds to [from, to), stops aside.
func (pl *plant) clip(in reference.Interval, from, to int64) Figures {
	cycleFrom, waitFrom := in.To-in.C, in.From
	if pl.params.RunRate.ShotTime == "start" {
		cycleFrom, waitFrom = in.From, in.From+in.C
	}
	overlap := func(start, length int64) int64 { return max(0, min(start+length, to)-max(start, from)) }
	c, w := overlap(cycleFrom, in.C), overlap(waitFrom, in.W)
	f := Figures{RunTimeUS: c + w, ProductionTimeUS: c, DowntimeUS: w, DoubtfulUS: doubtful(in, w)}
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

func stopped(s reference.Stop) Figures {
	f := Figures{Stops: 1}
	if s.IsMicro {
		f.MicroStops = 1
	}
	return f
}

// want is the answer for [from, to), straight from the intervals.
func (pl *plant) want(from, to int64) Figures {
	var sum Figures
	for _, in := range pl.rates.Intervals {
		sum = sum.Add(pl.clip(in, from, to))
	}
	for _, s := range pl.rates.Stops {
		if s.StartUTC >= from && s.StartUTC < to {
			sum = sum.Add(stopped(s))
		}
	}
	return sum
}

func doubtful(in reference.Interval, w int64) int64 {
	if in.Doubtful {
		return w
	}
	return 0
}

func (pl *plant) partOf(run reference.RunKey) reference.Int {
	for _, r := range pl.rates.Runs {
		if r.Key == run {
			return r.PartID
		}
	}
	return reference.Int{}
}

func (pl *plant) shotsOf(run reference.RunKey) []int64 {
	var times []int64
	for _, in := range pl.rates.Intervals {
		if in.Run == run {
			times = append(times, in.Shot.TimeUTC)
		}
	}
	return times
}

func (pl *plant) firstShot(run reference.RunKey) int64 { return slices.Min(pl.shotsOf(run)) }
func (pl *plant) lastShot(run reference.RunKey) int64  { return slices.Max(pl.shotsOf(run)) }

func (pl *plant) stopDay(s reference.Stop, p reference.Params) int64 {
	for _, shot := range pl.rates.Shots {
		if shot.EquipmentCode == s.Run.EquipmentCode {
			return floorDay(s.StartLocal - calendarOf(p, shot).DayStart)
		}
	}
	return 0
}

func calendarOf(p reference.Params, s reference.Shot) reference.Calendar {
	if c, ok := p.CalendarFor[s.LocationID.V]; ok {
		return c
	}
	return p.Calendar
}

func wallClock(us int64, zone string) int64 {
	place, err := time.LoadLocation(zone)
	if err != nil {
		return us
	}
	_, offset := time.UnixMicro(us).In(place).Zone()
	return us + int64(offset)*1e6
}

func floorDay(us int64) int64 { return (us - mod(us, 86400e6)) / 86400e6 }

func mod(a, b int64) int64 { return (a%b + b) % b }
