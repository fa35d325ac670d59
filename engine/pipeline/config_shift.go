package pipeline

import (
	"errors"
	"fmt"
	"time"
)

const week = 7 * 24 * time.Hour

// turn is a shift on one weekday, as a span of the week.
type turn struct {
	shift    ShiftConfig
	day      int // ISO weekday
	from, to time.Duration
}

func (t turn) String() string {
	name := [...]string{"", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}[t.day]
	return fmt.Sprintf("%q (%s %s-%s)", t.shift.Name, name, t.shift.Start, t.shift.End)
}

// validateShifts finds shifts without a name and those that share time: a shot
// can lie in one only.
func validateShifts(name string, shifts []ShiftConfig) error {
	errs, turns := []error{}, []turn{}
	for i, s := range shifts {
		if s.Name == "" {
			errs = append(errs, fmt.Errorf("%s.shifts[%d]: no name", name, i))
		}
		turns = append(turns, turnsOf(s)...)
	}
	for i, a := range turns {
		for _, b := range turns[i+1:] {
			if a.overlaps(b) {
				return errors.Join(append(errs, fmt.Errorf("%s.shifts: %s overlaps %s", name, a, b))...)
			}
		}
	}
	return errors.Join(errs...)
}

// turnsOf gives none for a shift that cannot be read.
func turnsOf(s ShiftConfig) []turn {
	start, startErr := timeOfDay(s.Start)
	end, endErr := timeOfDay(s.End)
	days, daysErr := weekdays(s.Days)
	if errors.Join(startErr, endErr, daysErr) != nil {
		return nil
	}
	if end <= start {
		end += 24 * time.Hour
	}
	turns := []turn{}
	for _, day := range days {
		midnight := time.Duration(day-1) * 24 * time.Hour
		turns = append(turns, turn{s, day, midnight + start, midnight + end})
	}
	return turns
}

// overlaps looks at three weeks: a shift of Sunday may go on on Monday.
func (t turn) overlaps(o turn) bool {
	for _, shift := range []time.Duration{-week, 0, week} {
		if t.from < o.to+shift && o.from+shift < t.to {
			return true
		}
	}
	return false
}
