package pages

import (
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
)

// defaultSpan is what a page shows when its address names no window.
const defaultSpan = engine.Span("28d")

// address is the path and query of a page; its methods give those of
// neighbours. The state of a page is its address and nothing else.
type address struct {
	path   string
	values url.Values
}

func (a address) String() string {
	query := a.values.Encode()
	if query == "" {
		return a.path
	}
	return a.path + "?" + query
}

// with gives a copy in which name has these values, none if there are none.
func (a address) with(name string, values ...string) address {
	copied := address{path: a.path, values: clone(a.values)}
	copied.values.Del(name)
	if len(values) > 0 {
		copied.values[name] = values
	}
	return copied
}

// without gives a copy that lacks one value of name.
func (a address) without(name, value string) address {
	return a.with(name, without(a.values[name], value)...)
}

// choose gives name a value, or none where it is the one that is shown without.
func (a address) choose(name, value, standard string) address {
	if value == standard {
		return a.with(name)
	}
	return a.with(name, value)
}

// at gives the same query at another path.
func (a address) at(path string) address { return address{path: path, values: a.values} }

// carried is the part of a query that all pages understand.
func carried(values url.Values) url.Values {
	kept := url.Values{}
	for _, name := range []string{"last", "from", "to", "tool", "part", "supplier", "location", "compare"} {
		if len(values[name]) > 0 {
			kept[name] = values[name]
		}
	}
	return kept
}

// last gives the address with a relative window.
func (a address) last(span engine.Span) address {
	return a.with("from").with("to").with("last", string(span))
}

// between gives the address with a fixed window.
func (a address) between(from, to string) address {
	return a.with("last").with("from", from).with("to", to)
}

func clone(values url.Values) url.Values {
	copied := make(url.Values, len(values))
	for name, list := range values {
		copied[name] = slices.Clone(list)
	}
	return copied
}

// canonical tidies what a form without script sends: empty choices, and the
// last day of a window in place of the first one left out. It tells whether
// anything changed; the browser is then sent to the tidy address.
func canonical(a address) (address, bool) {
	tidy, changed := a, false
	for name, list := range a.values {
		kept := without(list, "")
		slices.Sort(kept)
		if kept = slices.Compact(kept); len(kept) < len(list) {
			tidy, changed = tidy.with(name, kept...), true
		}
	}
	until := tidy.values.Get("until")
	if until == "" {
		return tidy, changed
	}
	tidy = tidy.with("until")
	if day, err := time.Parse(time.DateOnly, until); err == nil {
		until = day.AddDate(0, 0, 1).Format(time.DateOnly)
	}
	return tidy.between(tidy.values.Get("from"), until), true
}

// request is what a page needs to know of its address.
type request struct {
	address address
	filter  engine.Filter
	window  engine.Window // filter.Window, fixed
	compare bool          // with the period before
}

// read gives the filter of a request, and an address to go to instead if the
// given one is not tidy.
func (p *Pages) read(c echo.Context) (r request, elsewhere string, err error) {
	a, changed := canonical(address{path: c.Request().URL.EscapedPath(), values: c.QueryParams()})
	if changed {
		return request{}, a.String(), nil
	}
	filter, err := engine.FilterFromValues(a.values)
	if err != nil {
		return request{}, "", err
	}
	if filter.Window.IsZero() {
		filter.Window.Last = defaultSpan
	}
	compare, err := comparison(a)
	if err != nil {
		return request{}, "", err
	}
	return request{address: a, filter: filter, window: filter.Window.Resolve(p.Clock()), compare: compare}, "", nil
}

// Values of compare in an address; without it pages compare.
const (
	comparePrevious = "previous"
	compareNone     = "none"
)

func comparison(a address) (bool, error) {
	switch asked := a.values.Get("compare"); asked {
	case "", comparePrevious:
		return true, nil
	case compareNone:
		return false, nil
	default:
		return false, &engine.Error{
			Code: engine.CodeUsage, Doing: "compare with another period",
			Message: fmt.Sprintf("compare is %q", asked),
			Hint:    "write compare=previous for the period before, compare=none for no comparison",
		}
	}
}
