package browsertest

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe-core finds what shuts readers out: missing names, weak contrast, wrong
// roles. Copied by static/vendor.sh; no binary holds it.
//
//go:embed axe/axe.min.js
var axeScript string

// Finding is a rule that a page breaks, and where.
type Finding struct {
	Rule, Impact, Help string
	Places             []string
}

func (f Finding) String() string {
	return fmt.Sprintf("%s (%s): %s\n\t%s", f.Rule, f.Impact, f.Help, strings.Join(f.Places, "\n\t"))
}

const runAxe = `axe.run(document, { resultTypes: ["violations"]%s }).then(({ violations }) => violations
	.filter(({ impact }) => impact === "serious" || impact === "critical")
	.map(({ id, impact, help, nodes }) => ({ Rule: id, Impact: impact, Help: help,
		Places: nodes.slice(0, 5).map((n) => n.html.slice(0, 160) + " — " + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? "")) })))`

// Accessible fails the test if axe-core finds anything serious or critical on
// the page as it is now.
func (p *Page) Accessible() {
	p.t.Helper()
	for _, finding := range p.Findings() {
		p.t.Errorf("%s: %s", head(p.Address()), finding)
	}
}

// Contrasting does so by the rule of contrast alone: of all rules it is the
// only one that depends on the theme.
func (p *Page) Contrasting() {
	p.t.Helper()
	for _, finding := range p.axe(`, runOnly: ["color-contrast"]`) {
		p.t.Errorf("%s: %s", head(p.Address()), finding)
	}
}

// Findings is what axe-core holds to be serious or critical.
func (p *Page) Findings() []Finding {
	p.t.Helper()
	return p.axe("")
}

func (p *Page) axe(options string) []Finding {
	p.t.Helper()
	if !Eval[bool](p, "typeof axe === 'object'") {
		Eval[bool](p, axeScript+"\n;true")
	}
	return run(p, "look with axe-core", chromedp.Evaluate[[]Finding](fmt.Sprintf(runAxe, options), chromedp.EvalAwaitPromise))
}
