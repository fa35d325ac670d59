package pages

import (
	"net/url"
	"testing"
	"time"

	"sprue/engine"
)

func parsed(t *testing.T, text string) address {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return address{path: u.EscapedPath(), values: u.Query()}
}

func TestCanonical(t *testing.T) {
	for from, want := range map[string]string{
		"/run-rate":                                           "",
		"/run-rate?last=7d&tool=A&tool=B":                     "",
		"/run-rate?tool=&tool=B":                              "/run-rate?tool=B",
		"/run-rate?tool=B&tool=B":                             "/run-rate?tool=B",
		"/run-rate?from=2026-03-01&until=2026-03-31":          "/run-rate?from=2026-03-01&to=2026-04-01",
		"/run-rate?from=2026-03-01&until=2026-03-31&last=7d":  "/run-rate?from=2026-03-01&to=2026-04-01",
		"/run-rate?from=2026-03-01&until=soon":                "/run-rate?from=2026-03-01&to=soon",
		"/tools/A%2FB?until=2026-12-31&from=2026-12-31&part=": "/tools/A%2FB?from=2026-12-31&to=2027-01-01",
	} {
		tidy, changed := canonical(parsed(t, from))
		if changed != (want != "") {
			t.Errorf("%s: changed %v", from, changed)
		}
		if changed && tidy.String() != want {
			t.Errorf("%s became %s, want %s", from, tidy, want)
		}
		if _, again := canonical(tidy); again {
			t.Errorf("%s: the tidy address %s is not tidy", from, tidy)
		}
	}
}

func TestNeighbours(t *testing.T) {
	a := parsed(t, "/run-rate?tool=A&tool=B&last=7d&sort=-stops")
	for got, want := range map[string]string{
		a.without("tool", "A").String():                          "/run-rate?last=7d&sort=-stops&tool=B",
		a.without("tool", "A").without("tool", "B").String():     "/run-rate?last=7d&sort=-stops",
		a.last("28d").String():                                   "/run-rate?last=28d&sort=-stops&tool=A&tool=B",
		a.between("2026-03-01", "2026-03-02").String():           "/run-rate?from=2026-03-01&sort=-stops&to=2026-03-02&tool=A&tool=B",
		a.with("sort").with("tool").at(toolPath("A/B")).String(): "/tools/A%2FB?last=7d",
		a.String(): "/run-rate?last=7d&sort=-stops&tool=A&tool=B",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestNearestRange(t *testing.T) {
	date := func(text string) time.Time {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	first, last := date("2026-01-10"), date("2026-03-31")
	for _, test := range []struct{ from, to, wantFrom, wantTo string }{
		{"2026-05-01", "2026-06-01", "2026-03-04", "2026-04-01"},
		{"2025-05-01", "2025-06-01", "2026-01-10", "2026-02-07"},
	} {
		w := engine.Window{From: engine.Bound{Time: date(test.from), IsDate: true}, To: engine.Bound{Time: date(test.to), IsDate: true}}
		from, to := nearest(first, last, w)
		if from.String() != test.wantFrom || to.String() != test.wantTo {
			t.Errorf("%s: %s to %s, want %s to %s", test.from, from, to, test.wantFrom, test.wantTo)
		}
	}
	if from, to := nearest(last, last, engine.Window{}); from.String() != "2026-03-31" || to.String() != "2026-04-01" {
		t.Errorf("one day of data: %s to %s", from, to)
	}
}

func TestLocal(t *testing.T) {
	for path, want := range map[string]string{
		"/run-rate?last=7d": "/run-rate?last=7d", "": "/", "//evil": "/", `/\evil`: "/", "https://evil": "/", "run-rate": "/",
		"/\t/evil": "/", "/\n": "/",
	} {
		if got := local(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}
