package pages

import (
	"fmt"
	"strings"
	"time"

	"sprue/engine/analysis"
)

// zoneName is what the last shot's clock is called there and then: 'CET' where
// the shots have one zone, else its distance from UTC, 'UTC+5:30'.
func zoneName(t analysis.Trust) string {
	offset := t.LastShot.Sub(t.LastShotUTC)
	if len(t.Zones) == 1 {
		name, seconds := t.LastShotUTC.In(zoneOf(t.Zones[0])).Zone()
		if time.Duration(seconds)*time.Second == offset && strings.Trim(name, "+-0123456789") != "" {
			return name
		}
	}
	if offset == 0 {
		return "UTC"
	}
	sign, minutes := "+", int(offset.Minutes())
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	if minutes%60 == 0 {
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
}

// zoneOf is a clock by its name, UTC where no such clock is known.
func zoneOf(name string) *time.Location {
	place, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return place
}
