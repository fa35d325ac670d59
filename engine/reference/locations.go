package reference

import (
	"strings"
	"time"
	_ "time/tzdata" // the same zones on every machine
	"unicode"
)

func (w world) setLocation(s *Shot, mold Mold) {
	s.LocationID = w.locationOf(mold, s.TimeUTC)
	s.TimeZone = "UTC"
	found := false
	for _, l := range w.in.Locations {
		if s.LocationID == some(l.ID) && l.holds(s.TimeUTC) {
			found = true
			s.LocationName = null(l.Name)
			zone, known := zoneName(l.TimeZoneID)
			if s.TimeZone = zone; !known {
				s.Flags |= UnknownZone
			}
		}
	}
	if !found {
		s.Flags |= NoLocation
	}
	dayStart := w.params.calendar(s.LocationID).DayStart
	s.TimeLocal = wallClock(s.TimeUTC, s.TimeZone)
	s.LocalDate = floorDiv(s.TimeLocal-dayStart, day)
}

// locationOf: the last MOLD_LOCATION up to t, else the first one later, else
// what MOLD says.
func (w world) locationOf(mold Mold, t int64) Int {
	moves := map[int64]Int{}
	for _, r := range w.in.MoldLocations {
		if r.MoldID == mold.ID && r.holds(t) && r.ConfirmedAt != nil && r.LocationID != nil {
			moves[r.ConfirmedAt.UnixMicro()] = some(*r.LocationID)
		}
	}
	times := sortedKeys(moves)
	if len(times) == 0 {
		return null(mold.LocationID)
	}
	location := moves[times[0]]
	for _, at := range times {
		if at <= t {
			location = moves[at]
		}
	}
	return location
}

// zoneName is the name of a zone in the letters of the IANA database, 'UTC' for
// one that is not in it.
func zoneName(id *string) (string, bool) {
	if id == nil {
		return "UTC", false
	}
	given := strings.Trim(*id, blanks)
	for _, name := range []string{capitals(given), strings.ToUpper(given), given} {
		if _, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
			return name, true
		}
	}
	return "UTC", false
}

// capitals writes each word of a name as most zones are: Lord_Howe.
func capitals(name string) string {
	words := []byte(strings.ToLower(name))
	for i := range words {
		if i == 0 || strings.IndexByte("/_-", words[i-1]) >= 0 {
			words[i] = byte(unicode.ToUpper(rune(words[i])))
		}
	}
	return string(words)
}

// zone loads a zone that zoneName let through.
func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return loc
}

// wallClock is the local time of an instant, written as µs.
func wallClock(t int64, zoneName string) int64 {
	_, offset := time.UnixMicro(t).In(zone(zoneName)).Zone()
	return t + int64(offset)*second
}
