package pages

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/templates"
)

// kioskSetup makes the address of a screen.
func (p *Pages) kioskSetup(c echo.Context) error {
	choice, err := readKioskChoice(c.QueryParams())
	if err != nil {
		return err
	}
	all, err := p.known(c)
	if err != nil {
		return err
	}
	page := templates.KioskSetupPage{
		Head: templates.Head{
			Question: "What should the screen show?",
			Answer:   "A screen for the wall",
			Why:      "It shows the state of each tool in a size that is read at four metres, and looks after itself.",
		},
		Places: append([]templates.KioskOption{{Text: "All plants"}}, kioskOptions(all.locations, choice.filter.Locations)...),
		Tools:  kioskOptions(all.tools, choice.filter.Tools),
		Turns: []templates.KioskOption{
			{Value: "now", Text: "the shift that is on", Chosen: !choice.wholeDay},
			{Value: "day", Text: "the whole production day", Chosen: choice.wholeDay},
		},
		Rotate: choice.rotate,
	}
	for _, size := range kioskSizes() {
		page.Sizes = append(page.Sizes, templates.KioskOption{Value: strconv.Itoa(size), Text: strconv.Itoa(size), Chosen: size == choice.per})
	}
	if c.QueryString() != "" {
		page.Path = "/kiosk?" + choice.values().Encode()
		page.Address = c.Scheme() + "://" + c.Request().Host + page.Path
		page.Command = "chromium --kiosk --noerrdialogs --disable-session-crashed-bubble \\\n  '" + page.Address + "'"
	}
	return render(c, http.StatusOK, templates.Layout(p.Bare(c, "Kiosk"), templates.KioskSetup(page)))
}

// kioskOptions are names, those that are chosen marked; ones of the address
// that are not known stay in it.
func kioskOptions(names, chosen []string) []templates.KioskOption {
	var options []templates.KioskOption
	is := func(name string) bool {
		return slices.ContainsFunc(chosen, func(c string) bool { return strings.EqualFold(c, name) })
	}
	for _, name := range names {
		options = append(options, templates.KioskOption{Value: name, Text: name, Chosen: is(name)})
	}
	for _, name := range chosen {
		if !slices.ContainsFunc(names, func(known string) bool { return strings.EqualFold(known, name) }) {
			options = append(options, templates.KioskOption{Value: name, Text: name, Note: "not known", Chosen: true})
		}
	}
	return options
}
