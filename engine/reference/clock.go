package reference

import (
	"slices"
	"time"
)

// offsetPeriod is a part of [from, to) in which local time is UTC + offset.
type offsetPeriod struct{ from, to, offset int64 }

func offsetPeriods(from, to int64, zoneName string) []offsetPeriod {
	periods := []offsetPeriod{}
	for from < to {
		_, change := time.UnixMicro(from).In(zone(zoneName)).ZoneBounds()
		end := to
		if !change.IsZero() && change.UnixMicro() < to {
			end = change.UnixMicro()
		}
		periods = append(periods, offsetPeriod{from, end, wallClock(from, zoneName) - from})
		from = end
	}
	return periods
}

func hours(p Params) calendarOf {
	edges := []int64{}
	for h := range int64(24) {
		edges = append(edges, h*hour)
	}
	return calendarOf{
		bucket: func(t int64, s Shot) BucketKey {
			start := hourStart(t, s.TimeZone)
			return BucketKey{StartUTC: start, StartLocal: wallClock(start, s.TimeZone)}
		},
		edges:    func(Shot) []int64 { return edges },
		calendar: func(s Shot) Calendar { return p.calendar(s.LocationID) },
	}
}

// hourStart is the start of the local hour around t: the last instant up to t
// at which the clock showed a full hour, or jumped into another hour.
func hourStart(t int64, zoneName string) int64 {
	start := t - floorMod(wallClock(t, zoneName), hour)
	change, _ := time.UnixMicro(t).In(zone(zoneName)).ZoneBounds()
	if change.IsZero() || start >= change.UnixMicro() {
		return start
	}
	jump := change.UnixMicro()
	before := wallClock(jump-1, zoneName)
	sameHour := floorDiv(before, hour) == floorDiv(wallClock(jump, zoneName), hour)
	if !sameHour {
		return jump
	}
	return hourStart(jump-1, zoneName)
}

// days: a production day starts at day_start on the local clock.
func days(p Params) calendarOf {
	return calendarOf{
		bucket: func(t int64, s Shot) BucketKey {
			return BucketKey{LocalDate: productionDay(wallClock(t, s.TimeZone), p.calendar(s.LocationID))}
		},
		edges:    func(s Shot) []int64 { return []int64{p.calendar(s.LocationID).DayStart} },
		calendar: func(s Shot) Calendar { return p.calendar(s.LocationID) },
	}
}

func productionDay(local int64, c Calendar) int64 { return floorDiv(local-c.DayStart, day) }

func shifts(p Params) calendarOf {
	return calendarOf{
		bucket: func(t int64, s Shot) BucketKey {
			return shiftAt(wallClock(t, s.TimeZone), p.calendar(s.LocationID))
		},
		edges:    func(s Shot) []int64 { return p.calendar(s.LocationID).planEdges() },
		calendar: func(s Shot) Calendar { return p.calendar(s.LocationID) },
	}
}

// shiftAt is the first shift listed that is on at a local time, with the
// production day in which it starts; outside every shift, the production day.
func shiftAt(local int64, c Calendar) BucketKey {
	today := floorDiv(local, day)
	for _, shift := range c.Shifts {
		for _, date := range []int64{today, today - 1} {
			start := date*day + shift.Start
			end := date*day + shift.End
			if shift.End <= shift.Start {
				end += day
			}
			if slices.Contains(shift.Days, isoWeekday(date)) && start <= local && local < end {
				return BucketKey{LocalDate: productionDay(start, c), Shift: shift.Name}
			}
		}
	}
	return BucketKey{LocalDate: productionDay(local, c)}
}

// isoWeekday is 1 for Monday; 1970-01-01 was a Thursday.
func isoWeekday(date int64) int { return int(floorMod(date+3, 7)) + 1 }
