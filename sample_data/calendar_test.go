package sampledata

import (
	"slices"
	"testing"
)

func TestCalendars(t *testing.T) {
	all, err := Calendars()
	if err != nil || len(all) != 5 {
		t.Fatalf("%d plants, %v", len(all), err)
	}
	want := []Shift{{"early", "06:00", "14:00"}, {"late", "14:00", "22:00"}, {"night", "22:00", "06:00"}}
	if brno := all[3]; brno.Name != "Brno" || brno.Location != 4 || len(brno.Days) != 5 || !slices.Equal(brno.Shifts, want) {
		t.Errorf("%+v", brno)
	}
	want = []Shift{{"day", "08:00", "20:00"}, {"night", "20:00", "08:00"}}
	if suzhou := all[2]; len(suzhou.Days) != 6 || !slices.Equal(suzhou.Shifts, want) {
		t.Errorf("%+v", suzhou)
	}
	breaks := []Break{{"10:00", "10:15"}, {"12:00", "12:45"}, {"15:00", "15:20"}, {"18:00", "18:15"}, {"22:00", "22:15"}, {"00:00", "00:45"}, {"03:00", "03:20"}, {"06:00", "06:15"}}
	if suzhou := all[2]; !slices.Equal(suzhou.Breaks, breaks) {
		t.Errorf("breaks %+v", suzhou.Breaks)
	}
}
