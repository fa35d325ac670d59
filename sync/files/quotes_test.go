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
