package analysis

import (
	"database/sql"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sprue/engine"
)

// StopCut leaves only the stops of some slices of a Pareto, told by their keys.
// An empty list leaves nothing out.
type StopCut struct {
	Causes   []string // gap, long, idle
	Hours    []int64  // 0..23: of the day in which they start, on the plant's clock
	Weekdays []int64  // 1 (Monday)..7: of the production day in which they start
	Shifts   []string // in which they start; OutsideShifts is outside every one
}

// OutsideShifts is what a cut says of the time outside every shift: an address
// has no place for an empty value.
const OutsideShifts = "–"

// StopCutFromValues reads the query of a URL: cause, hour, weekday and shift, as
// often as wanted.
func StopCutFromValues(values url.Values) (c StopCut, err error) {
	for _, cause := range values[string(SliceCause)] {
		if !slices.Contains(stopCauses(), cause) {
			return StopCut{}, notCut(SliceCause, cause, "one of "+strings.Join(stopCauses(), ", "))
		}
		c.Causes = append(c.Causes, cause)
	}
	if c.Hours, err = placesOf(values, SliceHour, 0, 23); err != nil {
		return StopCut{}, err
	}
	c.Shifts = values[string(SliceShift)]
	c.Weekdays, err = placesOf(values, SliceWeekday, 1, 7)
	return c, err
}

func stopCauses() []string { return []string{"gap", "long", "idle"} }

func placesOf(values url.Values, by Slicing, first, last int64) (all []int64, err error) {
	for _, text := range values[string(by)] {
		place, err := strconv.ParseInt(text, 10, 64)
		if err != nil || place < first || place > last {
			return nil, notCut(by, text, fmt.Sprintf("a whole number from %d to %d", first, last))
		}
		all = append(all, place)
	}
	return all, nil
}

func notCut(by Slicing, text, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "choose the stops", Message: fmt.Sprintf("%q is no %s", text, by), Hint: hint}
}

// Values is the query that StopCutFromValues reads.
func (c StopCut) Values() url.Values {
	values := url.Values{}
	for by, keys := range map[Slicing][]string{SliceCause: c.Causes, SliceHour: numerals(c.Hours), SliceWeekday: numerals(c.Weekdays), SliceShift: c.Shifts} {
		if len(keys) > 0 {
			values[string(by)] = keys
		}
	}
	return values
}

func numerals(places []int64) []string {
	var all []string
	for _, place := range places {
		all = append(all, strconv.FormatInt(place, 10))
	}
	return all
}

// IsZero tells that no stop is left out.
func (c StopCut) IsZero() bool { return len(c.Causes)+len(c.Hours)+len(c.Weekdays)+len(c.Shifts) == 0 }

func (c StopCut) args() []any {
	return []any{
		sql.Named("causes", listOf(c.Causes)), sql.Named("hours", listOf(c.Hours)), sql.Named("weekdays", listOf(c.Weekdays)),
		sql.Named("shifts", listOf(c.Shifts)),
	}
}

// stopsOf are the stops that start in a window, those of a cut.
func stopsOf(question string) string {
	return with(question, step{name: "stop_of_window", sql: stopSourceSQL}, step{name: "stops", sql: stopCutSQL})
}
