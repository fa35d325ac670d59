package browsertest

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// stop is where the focus is after a press of the tab key.
type stop struct {
	At                       int // in the list of what can be reached, or -1
	What                     string
	Wrong                    []string
	Left, Top, Right, Bottom float64
	Layer                    string // what lies over the page, as a bar or a menu
}

// slack is how far neighbours on one line may differ, px.
const slack = 12

// after tells whether the eye goes from one place to the other: down, or to the
// right; up only where it is a column further to the right, and anywhere in
// another layer.
func (s stop) after(before stop) bool {
	if s.Layer != before.Layer || s.Top >= before.Bottom-slack {
		return true
	}
	return s.Left >= before.Left-slack && (s.Top >= before.Top-slack || s.Left >= before.Right-slack)
}

// Walkable fails the test unless the tab key leads from the top of the page to
// everything that can be used, in the order in which it stands there, with a
// focus that shows, and out again.
func (p *Page) Walkable() {
	p.t.Helper()
	p.none("by keyboard", p.Stumbles())
}

// Stumbles is what is wrong on the way of the tab key through the page.
func (p *Page) Stumbles() []string {
	p.t.Helper()
	Eval[bool](p, `(scrollTo(0, 0), document.activeElement?.blur(), true)`)
	list := Eval[[]string](p, calling(tintsScript+tabsScript, "stops()"))
	look := calling(tintsScript+tabsScript, "focused()")
	var found []string
	var before stop
	reached := map[int]bool{}
	for range len(list) + 1 {
		run(p, "press Tab", chromedp.Steps(PressKey("Tab")))
		now := Eval[stop](p, look)
		if now.At < 0 || reached[now.At] {
			if now.At < 0 && now.What != "body" && now.What != "" {
				found = append(found, "the focus goes to "+now.What)
			}
			if len(reached) > 0 && now.At == before.At {
				found = append(found, "the focus does not leave "+list[now.At])
			}
			break
		}
		for _, wrong := range now.Wrong {
			found = append(found, list[now.At]+": "+wrong)
		}
		if len(reached) > 0 && !now.after(before) {
			found = append(found, fmt.Sprintf("goes back from %s (%.0f, %.0f) to %s (%.0f, %.0f)", list[before.At], before.Left, before.Top, list[now.At], now.Left, now.Top))
		}
		reached[now.At] = true
		before = now
	}
	for i, name := range list {
		if !reached[i] {
			found = append(found, "never reached: "+name)
		}
	}
	return append(found, p.measure(tintsScript+tabsScript, "behind()")...)
}
