package browsertest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"sprue/web/browsertest"
)

// planted is a page with one fault, or with none although it looks like one.
type planted struct{ name, html, finds string }

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

func (p planted) page() string {
	return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>x</title><style>
		* { margin: 0; box-sizing: border-box } body { font: 13px/20px sans-serif; color: #111; background: #fff }
		.row { display: flex; gap: 8px } .tile { width: 120px; height: 60px }
		.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden }
	</style><body>` + p.html
}

// look opens each page and compares what a measure finds with what was planted.
func look(t *testing.T, all []planted, measure func(*browsertest.Page) []string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i, p := range all {
			if r.URL.Path == fmt.Sprintf("/%d", i) {
				fmt.Fprint(w, p.page())
			}
		}
	}))
	defer server.Close()
	browser := browsertest.Start(t)
	for i, p := range all {
		t.Run(p.name, func(t *testing.T) {
			found := measure(browser.With(t).Open(fmt.Sprintf("%s/%d", server.URL, i), browsertest.View{Width: 390, Height: 844}))
			switch {
			case p.finds == "" && len(found) > 0:
				t.Errorf("finds %q where nothing is wrong", found)
			case p.finds != "" && len(found) == 0:
				t.Error("finds nothing")
			case p.finds != "" && !strings.Contains(strings.Join(found, "\n"), p.finds):
				t.Errorf("finds %q, want %q", found, p.finds)
			}
		})
	}
}

func TestWhatDoesNotFitIsFound(t *testing.T) {
	look(t, []planted{
		{"plain text", `<h1>Answer</h1><p>A sentence that goes over more than one line, because it is long.</p>`, ""},
		{"wider than the window", `<div style="width: 500px">wide</div>`, "the page is 500 px wide"},
		{"a word beyond the window on a page that hides it", `<style>html { overflow-x: hidden }</style><p style="white-space: nowrap; margin-left: 380px">beyond the edge</p>`, "beyond the window"},
		{"left of the window", `<p style="margin-left: -20px">lost</p>`, "beyond the window"},
		{"cut off at the right", `<p style="width: 40px; overflow: hidden; white-space: nowrap">a longer text</p>`, "cut off: “a longer text”"},
		{"cut off below", `<p style="width: 60px; height: 20px; overflow: hidden">two lines of text</p>`, "cut off at its foot"},
		{"cut off by an outer box", `<div style="width: 40px; overflow: clip"><p style="width: 200px">a longer text</p></div>`, "cut off"},
		{"dots and nowhere in full", `<p style="width: 40px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">a longer text</p>`, "with dots but nowhere in full"},
		{"dots and in full on hover", `<p title="a longer text" style="width: 40px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">a longer text</p>`, ""},
		{"a part that scrolls", `<div style="width: 200px; overflow: auto"><p style="width: 600px">a wide table that scrolls in its own box</p></div>`, ""},
		{"text for screen readers", `<p class="unseen">the chart in words</p><p>x</p>`, ""},
		{"labels over each other", `<p>first label</p><p style="margin-top: -12px">second label</p>`, "stands over “second label”"},
		{"lines that are close", `<p style="line-height: 14px">first label</p><p style="line-height: 14px">second label</p>`, ""},
		{"a word over another one", `<p style="width: 60px; white-space: nowrap; float: left">a name that is too long</p><p>figure</p>`, "stands over “figure”"},
		{"tiles over each other", `<div class="row"><div class="tile">one</div><div class="tile" style="margin-left: -40px">two</div></div>`, "lies over div.tile"},
		{"tiles side by side", `<div class="row"><div class="tile">one</div><div class="tile">two</div></div>`, ""},
		{"a head over its section", `<h2 style="height: 10px">Tall head</h2><section><p>Text below</p></section>`, "stands over"},
		{"a word over a field", `<input value="x" style="width: 150px"><span style="margin-left: -60px">a label</span>`, "stands over input"},
		{"a word over a drawing", `<svg width="96" height="22" style="float: left; margin-right: -60px"><rect width="96" height="22"/></svg><p>label</p>`, "stands over svg"},
		{"a mark beside its word", `<p class="row"><svg width="10" height="10"><circle cx="5" cy="5" r="5"/></svg> running</p>`, ""},
		{"names in a drawing over each other", `<svg width="200" height="20"><text x="0" y="14">30 Oct</text><text x="20" y="14">31 Oct</text></svg>`, "“30 Oct”"},
		{"names in a drawing apart", `<svg width="200" height="20"><text x="0" y="14">30 Oct</text><text x="90" y="14">31 Oct</text></svg>`, ""},
		{"a name in a drawing cut off", `<svg width="60" height="20" style="display: block"><text x="40" y="14">31 October</text></svg>`, "cut off"},
		{"an open menu over the page", `<div style="position: relative"><button>Menu</button><div style="position: absolute; top: 20px; background: #fff">Last 7 days</div></div><p>Text under the menu</p>`, ""},
		{"a bar over the foot of the page", `<p style="height: 900px">long</p><p>the last line</p><nav style="position: fixed; bottom: 0; width: 100%; height: 64px; background: #fff">Pages</nav>`, "never seen"},
		{"a bar that has its own room", `<p style="height: 900px">long</p><p style="margin-bottom: 64px">the last line</p><nav style="position: fixed; bottom: 0; width: 100%; height: 64px; background: #fff">Pages</nav>`, ""},
	}, func(p *browsertest.Page) []string { return p.Misfits() })
}

func TestFaintTextIsFound(t *testing.T) {
	look(t, []planted{
		{"dark on light", `<p>text</p>`, ""},
		{"grey on white", `<p style="color: #999">text</p>`, "2.85 to 1"},
		{"through a ground that shines through", `<div style="background: #000"><p style="background: rgb(255 255 255 / 20%); color: #555">text</p></div>`, "to 1"},
		{"large text", `<p style="font-size: 28px; color: #888">text</p>`, ""},
		{"in a drawing", `<svg width="60" height="20"><text y="14" fill="#aaa">31 Oct</text></svg>`, "to 1"},
		{"of what cannot be used", `<button disabled style="color: #aaa; background: #fff">Save</button><p>x</p>`, ""},
		{"nothing at all", ``, "no text"},
	}, func(p *browsertest.Page) []string { return p.Faint() })
}

func TestBlankPicturesAreFound(t *testing.T) {
	look(t, []planted{
		{"a chart that was not drawn", `<div class="chart" data-chart="trend" style="height: 100px"></div>`, "trend: nothing is drawn"},
		{"bars", `<table class="pareto"><tr><td class="bar"><svg width="96" height="8"><rect width="40" height="8"/></svg></table>`, ""},
		{"bars of nothing", `<table class="pareto"><tr><td class="bar"><svg width="96" height="8"><rect width="0" height="8"/></svg></table>`, "pareto"},
		{"a map without cells", `<div data-heat="x"><span class="heat-cells"><i></i></span>text</div>`, "data-heat"},
		{"a timeline without parts", `<table data-timeline><tr><td>MX-1</td></tr></table>`, "data-timeline"},
	}, func(p *browsertest.Page) []string { return p.Blank() })
}

func TestWhatTheKeyboardMissesIsFound(t *testing.T) {
	const (
		style = `<style>:focus-visible { outline: 2px solid #2B6CB0; outline-offset: 2px }</style>`
		stays = `<style>th { position: sticky; top: 0; height: 40px; background: #fff }</style>`
		head  = `<thead><tr><th>Tool</th></tr></thead>`
		row   = `<tr><td><a href="#a">MX-1</a></td></tr>`
	)
	look(t, []planted{
		{"links, a field, a menu", style + `<p><a href="#a">one</a> <a href="#b">two</a></p><input value="x"><details><summary>menu</summary><a href="#c">closed</a></details><button>go</button>`, ""},
		{"no outline", style + `<a href="#a" style="outline: none">one</a>`, "the focus does not show: no outline"},
		{"a thin outline", style + `<a href="#a" style="outline-width: 1px">one</a>`, "an outline of 1 px"},
		{"a faint outline", style + `<a href="#a" style="outline-color: #ddd">one</a>`, "to 1"},
		{"an outline that is cut off", style + `<p style="overflow: hidden; width: 60px"><a href="#a" style="display: block">one</a></p>`, "cut off at"},
		{"an outline inside of what cuts", style + `<p style="overflow: hidden; width: 60px"><a href="#a" style="display: block; outline-offset: -2px">one</a></p>`, ""},
		{"against the order", style + `<div style="display: flex; flex-direction: column-reverse"><a href="#a">below</a><a href="#b">above</a></div>`, "goes back from"},
		{"column by column", style + `<div style="display: flex; gap: 20px"><p><a href="#a">a</a><br><a href="#b">b</a></p><p><a href="#c">c</a></p></div>`, ""},
		{"an order of its own", style + `<a href="#a">never</a> <a href="#b" tabindex="2">first</a>`, "goes back"},
		{"a trap", style + `<button>one</button> <input id="trap"> <button>two</button><script>trap.onkeydown = (e) => e.preventDefault()</script>`, "does not leave input#trap"},
		{"under a head that stays", style + stays + `<table>` + head + strings.Repeat(row, 80) + `</table>`, "from below, hidden behind th"},
		{"clear of a head that stays", style + stays + `<style>html { scroll-padding-top: 60px }</style><table>` + head + strings.Repeat(row, 80) + `</table>`, ""},
		{"under the head of a part that scrolls", style + stays + `<div style="height: 300px; overflow: auto"><table>` + head + strings.Repeat(row, 80) + `</table></div>`, "from below, hidden behind th"},
		{"under a bar", style + `<div style="position: fixed; top: 0; width: 100%; height: 40px; background: #fff">bar</div><a href="#a">one</a>`, "hidden behind"},
	}, func(p *browsertest.Page) []string { return p.Stumbles() })
}
