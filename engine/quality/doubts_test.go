package quality

import "testing"

func TestDoubtsInWords(t *testing.T) {
	ok, watch, all, most := StatusOK, StatusWatch, 100.0, 87.4
	for want, d := range map[string]Doubts{
		"":                                {Overall: &all, Status: &ok},
		"the data are watch: 87.4 of 100": {Overall: &most, Status: &watch},
		"1 shot in quarantine, out of every figure":                                                          {Shots: 1},
		"the data are watch: 87.4 of 100; 1,625 shots and 1 whole packet in quarantine, out of every figure": {1625, 1, &most, &watch},
	} {
		if got := d.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
