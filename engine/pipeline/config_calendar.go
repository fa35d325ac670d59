package pipeline

import (
	"errors"
	"fmt"
	"time"
)

// CalendarConfig is the site's calendar, and what differs by location.
type CalendarConfig struct {
	DayStart string             `yaml:"day_start"` // 'HH:MM' local
	Shifts   []ShiftConfig      `yaml:"shifts"`
	Breaks   []BreakConfig      `yaml:"breaks"`
	Holidays []string           `yaml:"holidays"` // 'YYYY-MM-DD', local production days
	Stops    []PlannedStop      `yaml:"planned_stops"`
	For      []LocationCalendar `yaml:"for"`
}

// LocationCalendar is the calendar of one location; what it does not set is
// the site's.
type LocationCalendar struct {
	Location int64         `yaml:"location"`
	DayStart string        `yaml:"day_start"`
	Shifts   []ShiftConfig `yaml:"shifts"`
	Breaks   []BreakConfig `yaml:"breaks"`
	Holidays []string      `yaml:"holidays"`
	Stops    []PlannedStop `yaml:"planned_stops"`
}

// ShiftConfig is a named shift; an end at or before its start is on the next
// day. Days are the days on which it starts; none means every day.
type ShiftConfig struct {
	Name  string   `yaml:"name"`
	Start string   `yaml:"start"` // 'HH:MM' local
	End   string   `yaml:"end"`
	Days  []string `yaml:"days"` // mon … sun
}

// BreakConfig is a planned break of every day.
type BreakConfig struct {
	Start string `yaml:"start"` // 'HH:MM' local
	End   string `yaml:"end"`
}

// PlannedStop is a time in [From, To) in which nothing is planned.
type PlannedStop struct {
	From time.Time `yaml:"from"`
	To   time.Time `yaml:"to"`
}

func (c CalendarConfig) validate() error {
	errs := []error{validateCalendar("calendar", c.site())}
	for i, l := range c.For {
		errs = append(errs, validateCalendar(fmt.Sprintf("calendar.for[%d]", i), l))
	}
	return errors.Join(errs...)
}

// site is the calendar of all locations that have none of their own.
func (c CalendarConfig) site() LocationCalendar {
	return LocationCalendar{DayStart: c.DayStart, Shifts: c.Shifts, Breaks: c.Breaks, Holidays: c.Holidays, Stops: c.Stops}
}

// of fills what a location's calendar leaves open with the site's.
func (c CalendarConfig) of(l LocationCalendar) LocationCalendar {
	if l.DayStart == "" {
		l.DayStart = c.DayStart
	}
	if l.Shifts == nil {
		l.Shifts = c.Shifts
	}
	if l.Breaks == nil {
		l.Breaks = c.Breaks
	}
	if l.Holidays == nil {
		l.Holidays = c.Holidays
	}
	if l.Stops == nil {
		l.Stops = c.Stops
	}
	return l
}

func validateCalendar(name string, l LocationCalendar) error {
	errs := []error{}
	check := func(key, clock string) {
		if _, err := timeOfDay(clock); err != nil {
			errs = append(errs, fmt.Errorf("%s.%s: %w", name, key, err))
		}
	}
	if l.DayStart != "" {
		check("day_start", l.DayStart)
		if l.DayStart == "24:00" {
			errs = append(errs, fmt.Errorf("%s.day_start: 24:00 is the next day's 00:00", name))
		}
	}
	for i, s := range l.Shifts {
		check(fmt.Sprintf("shifts[%d].start", i), s.Start)
		check(fmt.Sprintf("shifts[%d].end", i), s.End)
		if _, err := weekdays(s.Days); err != nil {
			errs = append(errs, fmt.Errorf("%s.shifts[%d].days: %w", name, i, err))
		}
	}
	errs = append(errs, validateShifts(name, l.Shifts))
	for i, b := range l.Breaks {
		check(fmt.Sprintf("breaks[%d].start", i), b.Start)
		check(fmt.Sprintf("breaks[%d].end", i), b.End)
		if b.Start == b.End {
			errs = append(errs, fmt.Errorf("%s.breaks[%d]: it starts and ends at %s", name, i, b.Start))
		}
	}
	for i, h := range l.Holidays {
		if _, err := time.Parse(time.DateOnly, h); err != nil {
			errs = append(errs, fmt.Errorf("%s.holidays[%d]: %q is no date like 2026-12-25", name, i, h))
		}
	}
	for i, p := range l.Stops {
		if !p.From.Before(p.To) || p.From.IsZero() {
			errs = append(errs, fmt.Errorf("%s.planned_stops[%d]: needs from and a later to, as 2026-08-03T06:00:00Z", name, i))
		}
	}
	return errors.Join(errs...)
}

// timeOfDay reads 'HH:MM' (or '24:00') as time after local midnight.
func timeOfDay(clock string) (time.Duration, error) {
	if clock == "24:00" {
		return 24 * time.Hour, nil
	}
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return 0, fmt.Errorf("%q is no time of day like 06:00", clock)
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, nil
}

// weekdays turns names of days into ISO weekdays; none means all.
func weekdays(names []string) ([]int, error) {
	if len(names) == 0 {
		return []int{1, 2, 3, 4, 5, 6, 7}, nil
	}
	days := []int{}
	for _, name := range names {
		day, ok := map[string]int{"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}[name]
		if !ok {
			return nil, fmt.Errorf("%q is none of mon, tue, wed, thu, fri, sat, sun", name)
		}
		days = append(days, day)
	}
	return days, nil
}
