package templates

import "testing"

// sampleBoard has a tile of each look.
func sampleBoard() KioskBoard {
	half := &KioskRing{Done: 0.69, Due: 0.82, Text: "69 %", Word: "behind"}
	return KioskBoard{
		Version: "/static/1/app.css", NowMS: 1774031640000, AsOfMS: 1774031640000, AsOfText: "12:34:00", Since: "12:34", Zone: "America/Monterrey",
		Head: "Monterrey: 1 of 6 run on pace", OldHead: "Monterrey: state not known", Turn: "Early shift, 06:00–14:00",
		Ring: "Ring: shots of this shift", Mark: "White mark: where the shift should be now", Zones: "America/Monterrey", PerPage: 9,
		Pages: [][]KioskTile{{
			{Code: "MX-1", Part: "Cover", Kind: KioskRuns, Word: "Running", Was: "Was running", Big: "28.2", AsOf: "12:34", Line: "approved 28.0, +1 %", Stop: "6 min, 11:41", Ring: half},
			{Code: "MX-2", Kind: KioskSlow, Word: "Slow", Was: "Was slow", Big: "32.6", AsOf: "12:34", Line: "approved 28.0, +16 %", Stop: "6 min, 11:41", Ring: &KioskRing{Text: "0 %", Word: "behind"}},
			{Code: "MX-3", Kind: KioskStopped, Word: "Stopped", Was: "Was stopped", Phrase: "for 23 min", WasPhrase: "since 12:11", Line: "approved 12.0 s", Stop: "now, 12:11", Ring: half},
		}, {
			{Code: "MX-4", Kind: KioskPlanned, Word: "Planned off", Was: "Was off", Phrase: "until 13:00", WasPhrase: "planned until 13:00", Line: "approved 52.0 s", Stop: "6 min, 09:15"},
			{Code: "MX-5", Kind: KioskOff, Word: "Off", Was: "Was off", Phrase: "since Mon 13:00", WasPhrase: "since Mon 13:00", Line: "no approved cycle", Stop: "not in 30 days"},
			{Code: "MX-6", Kind: KioskNoSignal, Word: "No signal", Was: "No signal", Phrase: "since 12:06", WasPhrase: "since 12:06", Line: "approved 41.0 s", Stop: "not known"},
		}},
	}
}

func TestRingsStayInTheirCircle(t *testing.T) {
	for _, test := range []struct {
		done, due float64
		arc, mark string
	}{
		{0, 0, "0.00 100", "rotate(0.00 91 91)"},
		{0.5, 0.25, "50.00 100", "rotate(90.00 91 91)"},
		{1.4, 1.2, "100.00 100", "rotate(360.00 91 91)"},
		{-1, -1, "0.00 100", "rotate(0.00 91 91)"},
	} {
		if r := (KioskRing{Done: test.done, Due: test.due}); r.arc() != test.arc || r.mark() != test.mark {
			t.Errorf("%v of %v: %q, %q", test.done, test.due, r.arc(), r.mark())
		}
	}
}

func TestFewTilesAreLarge(t *testing.T) {
	for tiles, want := range map[int]string{1: "k-1", 2: "k-2", 3: "k-4", 4: "k-4", 5: "k-6", 6: "k-6", 7: "k-9", 9: "k-9"} {
		if got := (KioskBoard{PerPage: 9, Pages: [][]KioskTile{make([]KioskTile, tiles)}}).grid(); got != want {
			t.Errorf("%d tiles: %q, want %q", tiles, got, want)
		}
	}
	if got := (KioskBoard{PerPage: 4, Pages: [][]KioskTile{make([]KioskTile, 4), make([]KioskTile, 1)}}).grid(); got != "k-4" {
		t.Errorf("a last page of one: %q", got)
	}
}
