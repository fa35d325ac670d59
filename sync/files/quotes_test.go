package files

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/sync/source"
)

// Many files at once: DuckDB then reads each on one thread, and would drop a
// last row that ends inside quotes in silence.
func TestQuotesThatStayOpen(t *testing.T) {
	tests := map[string]struct {
		text string
		rows int
		want string
	}{
		"closed":                     {"ID,NAME\n1,\"Acme\"\n2,\"B\"\n", 2, ""},
		"without a last line end":    {"ID,NAME\n1,\"Acme\"", 1, ""},
		"an inch sign":               {"ID,NAME\n1,19\" racks\n2,B\n", 2, ""},
		"an inch sign in quotes":     {"ID,NAME\n1,\"19\"\" racks\"\n", 1, ""},
		"a line end in quotes":       {"ID,NAME\n1,\"A\nB\"\n", 1, ""},
		"cut inside quotes":          {"ID,NAME\n1,\"Acme\"\n2,\"Bo", 0, "line 3"},
		"cut after the opening one":  {"ID,NAME\n1,\"Acme\"\n2,\"", 0, "line 3"},
		"cut after a doubled quote":  {"ID,NAME\n1,\"Acme\"\n2,\"19\"\"", 0, "line 3"},
		"opened long before the end": {"ID,NAME\n1,\"Acme\n2,B\n3,C\n", 0, "line 2"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{"COMPANY/zz.csv": tc.text})
			for n := range 20 {
				f.write(fmt.Sprintf("COMPANY/%d.csv", n), fmt.Sprintf("ID,NAME\n%d,\"N\"\n", n+100))
			}
			batches := f.batches(source.Request{Table: company, Pieces: f.survey().Pieces})
			_, rows, err := f.read(batches[0], func() {})
			var said *engine.Error
			switch {
			case tc.want == "" && (err != nil || rows != tc.rows+20):
				t.Errorf("%d rows and error %v, want %d rows", rows, err, tc.rows+20)
			case tc.want != "" && (!errors.As(err, &said) || said.Code != engine.CodeData ||
				!strings.Contains(said.Doing, "zz.csv") || !strings.Contains(said.Message, tc.want)):
				t.Errorf("error %v, want one of zz.csv, %s", err, tc.want)
			}
		})
	}
}

// A row that has no end is told by the line in which its open field begins.
func TestRowsThatRunAway(t *testing.T) {
	for text, want := range map[string]int{
		"ID,NAME\n1,Acme\n2,B\n":                            0,
		"ID,NAME\n1,Acme\n2,\"two\nlines\"\n3,C\n":          0,
		"ID,NAME\n1,Acme\n2,B,\"opened\n\x00\x00\x00\x00\n": 3,
		"ID,NAME\n1,Acme without an end of its line":        2,
		"ID,\"NA\nME\"\n\n1,\"A\nB\",\"C\nDDDDDDDDDDD\"":    5,
	} {
		whole, pieces := newQuotes(separators, 16), newQuotes(separators, 16)
		whole.read([]byte(text))
		for i := range len(text) {
			if !pieces.read([]byte(text[i : i+1])) {
				break
			}
		}
		if whole.ran != want || pieces.ran != want {
			t.Errorf("%q: line %d, in pieces %d, want %d", text, whole.ran, pieces.ran, want)
		}
	}
}

func TestTheLineThatIsNoUTF8(t *testing.T) {
	for text, want := range map[string]int{"M\xfcller": 1, "Müller\nM\xfcller\n": 2, "Müller\n€\n\xe2\x82": 0, "a\n\xe2\x82b\n": 2} {
		var u runes
		for i := range len(text) {
			if !u.read([]byte(text[i : i+1])) {
				break
			}
		}
		if u.bad != (want > 0) || u.bad && u.lines+1 != want {
			t.Errorf("%q: %+v, want line %d", text, u, want)
		}
	}
}
