package sampledata

import "fmt"

// Calendar is when a plant of a sample works.
type Calendar struct {
	Location int64
	Name     string   // of the plant
	Days     []string // on which a shift starts: mon, tue, …
	Shifts   []Shift
	Breaks   []Break // of every day
}

// Shift is a named shift in local wall clock time, 'HH:MM'; one that ends at or
// before its start ends on the next day.
type Shift struct{ Name, Start, End string }

// Break is a planned break in local wall clock time, 'HH:MM'.
type Break struct{ Start, End string }

// Calendars are those of all plants.
func Calendars() ([]Calendar, error) {
	all, err := plants()
	var calendars []Calendar
	for _, p := range all {
		c := Calendar{Location: p.id, Name: p.name, Days: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}[:p.workdays]}
		for _, s := range p.shifts {
			c.Shifts = append(c.Shifts, Shift{s.name(), clock(s.from), clock(s.to)})
			for _, b := range p.breaks {
				c.Breaks = append(c.Breaks, Break{clock(s.from + b.from), clock(s.from + b.to)})
			}
		}
		calendars = append(calendars, c)
	}
	return calendars, err
}

// name is what people call a shift of these minutes.
func (s span) name() string {
	const day = 24 * 60
	switch {
	case s.to > day:
		return "night"
	case s.to-s.from > 8*60:
		return "day"
	case s.from < 12*60:
		return "early"
	}
	return "late"
}

func clock(minute int64) string { return fmt.Sprintf("%02d:%02d", minute/60%24, minute%60) }
