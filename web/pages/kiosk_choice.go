package pages

import (
	"fmt"
	"net/url"
	"strconv"

	"sprue/engine"
)

// kioskChoice is what a screen shows; its address holds all of it.
type kioskChoice struct {
	filter   engine.Filter // of plants and tools
	per      int           // tiles on a page
	rotate   int           // s for each page
	wholeDay bool          // the pace is that of the production day, not of the shift
}

// The standards of a screen.
const (
	kioskTiles  = 9
	kioskRotate = 15
)

func kioskSizes() []int { return []int{9, 6, 4, 2, 1} }

func readKioskChoice(values url.Values) (kioskChoice, error) {
	choice := kioskChoice{per: kioskTiles, rotate: kioskRotate}
	f, err := engine.FilterFromValues(url.Values{"tool": values["tool"], "location": values["location"]})
	if err != nil {
		return choice, err
	}
	choice.filter = f
	for name, place := range map[string]*int{"per": &choice.per, "rotate": &choice.rotate} {
		if text := values.Get(name); text != "" {
			if *place, err = strconv.Atoi(text); err != nil {
				return choice, wrongKiosk(name, text)
			}
		}
	}
	switch shift := values.Get("shift"); {
	case choice.per < 1 || choice.per > kioskTiles:
		return choice, wrongKiosk("per", values.Get("per"))
	case choice.rotate < 5 || choice.rotate > 3600:
		return choice, wrongKiosk("rotate", values.Get("rotate"))
	case shift == "day":
		choice.wholeDay = true
	case shift != "" && shift != "now":
		return choice, wrongKiosk("shift", shift)
	}
	return choice, nil
}

func wrongKiosk(name, text string) error {
	return &engine.Error{
		Code: engine.CodeUsage, Doing: "set up the screen", Message: fmt.Sprintf("%s is %q", name, text),
		Hint: "per is 1 to 9 tiles, rotate is 5 to 3600 seconds, shift is now or day; /kiosk/setup makes an address",
	}
}

// values is the query that readKioskChoice reads, complete.
func (k kioskChoice) values() url.Values {
	values := k.filter.Values()
	values.Set("per", strconv.Itoa(k.per))
	values.Set("rotate", strconv.Itoa(k.rotate))
	values.Set("shift", "now")
	if k.wholeDay {
		values.Set("shift", "day")
	}
	return values
}
