package web_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// shown is a text of a page that has a digit in it, and where it stands.
type shown struct {
	where string // 'stops/table/3/Duration, min', with '@title' for what is told on hover
	text  string
}

// numbersOf finds every text of the page's own part that has a digit: between
// tags, on hover, and what screen readers are told. What is not found here
// cannot be read.
func numbersOf(t testing.TB, body string) []shown {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(unbroken(body)))
	if err != nil {
		t.Fatal(err)
	}
	main := first(doc, func(n *html.Node) bool { return n.DataAtom == atom.Main })
	if main == nil {
		t.Fatal("the page has no main part")
	}
	var r reader
	r.walk(main, "")
	return r.all
}

// unbroken is a page without what only says where no line ends.
func unbroken(body string) string {
	return regexp.MustCompile(`<span class="kept">([^<]*)</span>`).ReplaceAllString(body, "$1")
}

type reader struct {
	all   []shown
	tiles int // of a screen, so far
}

func (r *reader) walk(n *html.Node, where string) {
	switch {
	case n.Type == html.TextNode:
		r.add(where, n.Data)
		return
	case n.DataAtom == atom.Script || n.DataAtom == atom.Style:
		return
	case n.DataAtom == atom.Table:
		r.told(n, where)
		r.table(n, where)
		return
	}
	if name := nameOf(n); name != "" && !isWrapper(name) {
		where = strings.TrimPrefix(where+"/"+name, "/")
	}
	r.told(n, where)
	for i, c := 0, n.FirstChild; c != nil; c = c.NextSibling {
		inner := where
		if isClass(c, "k-tile") {
			r.tiles++
			inner = fmt.Sprintf("%s/%d", where, r.tiles)
		}
		if c.DataAtom == atom.Li || isClass(c, "heat-row") {
			i++
			inner = fmt.Sprintf("%s/%d", where, i)
		}
		r.walk(c, inner)
	}
}

// told is what does not stand between tags.
func (r *reader) told(n *html.Node, where string) {
	for _, name := range []string{"aria-label", "alt", "placeholder"} {
		r.add(where+"@"+name, attr(n, name))
	}
	r.add(where+"@title", newInTitle(n))
}

// newInTitle is a title without what is there for cut names only: the name
// itself, and what the element around it says already. A cell's title is its
// value in full, and always told.
func newInTitle(n *html.Node) string {
	title := attr(n, "title")
	if n.DataAtom == atom.Td {
		return title
	}
	letters := func(s string) string { return strings.NewReplacer(" ", "", "·", "").Replace(s) }
	if letters(title) == letters(textOf(n)) || first(n, func(c *html.Node) bool {
		return slices.Contains(strings.Fields(attr(c, "class")), "name") && textOf(c) == title
	}) != nil {
		return ""
	}
	title = strings.TrimPrefix(strings.TrimPrefix(title, textOf(n)), " · ")
	for around := n.Parent; around != nil; around = around.Parent {
		if attr(around, "title") == title {
			return ""
		}
	}
	return title
}

func (r *reader) add(where, text string) {
	text = strings.Join(strings.Fields(text), " ")
	if strings.ContainsFunc(text, unicode.IsDigit) {
		r.all = append(r.all, shown{where: strings.TrimPrefix(where, "/"), text: text})
	}
}

// table names a cell by its row and the head of its column.
func (r *reader) table(n *html.Node, where string) {
	var heads []string
	row := 0
	each(n, atom.Tr, func(tr *html.Node) {
		isHead := tr.Parent.DataAtom == atom.Thead
		if !isHead {
			row++
		}
		column := 0
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			if isHead {
				heads = append(heads, textOf(c))
				r.walk(c, where+"/heads")
				continue
			}
			head := ""
			if column < len(heads) {
				head = heads[column]
			}
			column++
			r.walk(c, fmt.Sprintf("%s/%d/%s", where, row, head))
		}
	})
	if caption := first(n, func(n *html.Node) bool { return n.DataAtom == atom.Caption }); caption != nil {
		r.walk(caption, where+"/caption")
	}
}

// nameOf is what a part of the page is called in a place, ” for what needs no
// name: sections by their id, tiles by their label, figures by their role.
func nameOf(n *html.Node) string {
	if id := attr(n, "aria-labelledby"); id != "" && n.DataAtom == atom.Section {
		return id
	}
	if isClass(n, "tile") {
		label := first(n, func(n *html.Node) bool { return isClass(n, "tile-label") })
		return textOf(label)
	}
	if id := attr(n, "id"); id != "" {
		return "#" + id
	}
	if c := strings.Fields(attr(n, "class")); len(c) > 0 {
		return c[0]
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.Svg, atom.Dt, atom.Dd, atom.Figcaption, atom.B, atom.Code, atom.Option:
		return n.Data
	}
	return ""
}

// isWrapper tells names that only place or dress what they hold.
func isWrapper(name string) bool {
	return slices.Contains(strings.Fields("#content #board tiles tile-line dot split boards three num text lead name clip doubtful label k-screen k-page k-body k-figures"), name)
}

func isClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func first(n *html.Node, is func(*html.Node) bool) *html.Node {
	for c := range n.Descendants() {
		if is(c) {
			return c
		}
	}
	return nil
}

func each(n *html.Node, tag atom.Atom, do func(*html.Node)) {
	for c := range n.Descendants() {
		if c.DataAtom == tag {
			do(c)
		}
	}
}
