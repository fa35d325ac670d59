package browsertest

import "time"

// Until waits until a script is true.
func (p *Page) Until(what, script string) {
	p.t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for end := time.Now().Add(patience); !Eval[bool](p, script); <-look.C {
		if time.Now().After(end) {
			p.t.Fatalf("%s: %s did not come true; noted: %q; the page says:\n%.2000s", what, script, p.Problems(), Eval[string](p, "document.body.innerText"))
		}
	}
}

// Forget forgets the problems that were noted so far: that a server is gone is
// one for the browser, and what a test may be about.
func (p *Page) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.problems = nil
}
