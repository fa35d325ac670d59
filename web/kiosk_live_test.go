package web_test

import (
	"fmt"
	"testing"
	"time"

	"sprue/web/browsertest"
	"sprue/web/events"
)

var wallView = browsertest.View{Width: 1920, Height: 1080}

// marked tells apart the page that was opened from one that was loaded anew.
const marked = `window.opened === true`

// says looks for a text; what holds its words together is a blank as others are.
func says(text string) string {
	return fmt.Sprintf(`document.body.innerText.replaceAll("\u00a0", " ").includes(%q)`, text)
}

func openWall(t *testing.T, url string) *browsertest.Page {
	t.Helper()
	page := browsertest.Start(t).Open(url, wallView)
	page.Until("the tiles", says("Running"))
	browsertest.Eval[bool](page, `window.opened = true`)
	return page
}

// What a build finds stands on the screen at once, in the tiles that are there.
func TestKioskShowsWhatABuildFinds(t *testing.T) {
	w := newWall(t)
	page := openWall(t, w.url(nineTools()))
	browsertest.Eval[bool](page, `(window.tile = document.querySelector(".k-is-slow")) !== null`)
	w.at(noon.Add(6 * time.Minute))
	w.broker.Publish(events.Event{Kind: events.Built})
	page.Until("the new state", says("0 of 9 tools run"))
	page.Until("the time of the server", says("12:40"))
	if !browsertest.Eval[bool](page, `window.tile.isConnected && window.tile.innerText.includes("Stopped") && `+marked) {
		t.Error("the tile was made anew")
	}
	page.Clean()
}

// A server that is gone is told of, the clock goes on, and the screen comes back
// by itself, without being loaded anew.
func TestKioskSurvivesARestart(t *testing.T) {
	w := newWall(t)
	page := openWall(t, w.url(nineTools()))
	w.stop()
	page.Until("the loss", says("No signal since 12:34"))
	page.Until("the attempts", `/Attempt \d+, (now|next in \d+ s)/.test(document.body.innerText)`)
	if !browsertest.Eval[bool](page, says("reconnecting by itself")+" && "+says("Was running")+" && !"+says("on pace")) {
		t.Error("it does not say what is known")
	}
	w.start()
	page.Until("the return", says("5 of 9 tools run on pace")+" && "+`!document.body.innerText.includes("No signal since 12:34") && `+marked)
}

func TestKioskSurvivesALossOfTheNetwork(t *testing.T) {
	w := newWall(t)
	line := newCable(t, w.addr)
	page := openWall(t, line.url(nineTools()))
	line.pull(true)
	page.Until("the loss", says("No signal since 12:34"))
	line.pull(false)
	page.Until("the return", says("5 of 9 tools run on pace")+" && "+`!document.body.innerText.includes("No signal since 12:34") && `+marked)
}

// Where no stream gets through, it asks again and again.
func TestKioskWithoutAStream(t *testing.T) {
	w := newWall(t)
	page := openWall(t, w.url(nineTools()))
	w.broker.Close() // streams end, and new ones are refused
	w.at(noon.Add(6 * time.Minute))
	page.Until("the new state", says("0 of 9 tools run"))
	if browsertest.Eval[bool](page, says("reconnecting")) {
		t.Error("it is shown as lost")
	}
}
