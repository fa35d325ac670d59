package templates

import "cmp"

// DirectoryPage is all tools, searched, sorted and by page.
type DirectoryPage struct {
	Head    Head
	Search  Refine
	Clear   *Link // takes the search away
	Section Section
	Table   Table
	Whole   bool   // all columns, whatever the window: the table scrolls
	Columns Link   // to all columns, or back
	Empty   *Empty // instead of the table
	Pager   *Pager // nil where all is on one page
	Trust   Trust
}

// Pager leads through the pages of a table; a page that is not there has no
// address.
type Pager struct {
	Text         string // '51–100 of 500'
	Before, Next string
	Of           string // 'Pages of the stops' of a part of the page, which then stays where it is
}

func (p Pager) label() string { return cmp.Or(p.Of, "Pages of the table") }
