package pages

import (
	"strings"
	"testing"

	"sprue/engine/analysis"
)

func TestReasonsBeyondTheThird(t *testing.T) {
	for n, want := range map[int]string{0: "", 3: "", 4: " and 1 reason more", 5: " and 2 reasons more"} {
		var all []analysis.LeftOut
		for range n {
			all = append(all, analysis.LeftOut{Reason: "bad_ct", Count: 1})
		}
		fact := leftOut(all)
		if _, more, _ := strings.Cut(fact.After, " and "); (more == "") != (want == "") || !strings.HasSuffix(fact.After, want) {
			t.Errorf("%d reasons: %q, want %q at its end", n, fact.After, want)
		}
	}
}
