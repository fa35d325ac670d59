package pages

import (
	"fmt"
	"strconv"

	"sprue/engine"
	"sprue/templates"
)

// lastPage is the highest number of a page that is looked up in tables which
// never have so many.
const lastPage = 1_000_000

// pageNumber reads which page of a table is meant, the first one is 1.
func pageNumber(text string, last int) (int, error) {
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > last {
		return 0, &engine.Error{
			Code: engine.CodeUsage, Doing: "turn the page",
			Message: fmt.Sprintf("page is %q", text), Hint: "write a whole number, 1 for the first page",
		}
	}
	return n, nil
}

// toolsPage is the page of a table of tools, in an address.
const toolsPage = "page"

// toolsPager leads through the pages of a table of tools.
func toolsPager(a address, number, rows, total int) *templates.Pager {
	return pagerOf(a, toolsPage, "Pages of the tools", number, toolsPerPage, rows, total)
}

// noTools stands where a table of tools has no rows at all.
const noTools = "There are no tools with shots here."

// shownPage is the page that is shown: the last one where an address asks for one
// beyond it, as it does after a filter leaves fewer rows.
func shownPage(number, size, total int) int {
	return max(1, min(number, (total+size-1)/size))
}

// rowsOf are those of the page that is shown, the first one is 1.
func rowsOf[T any](all []T, number, size int) []T {
	from := (shownPage(number, size, len(all)) - 1) * size
	return all[from:min(from+size, len(all))]
}

// pagerOf leads through pages of a part of a page; nil where there is but one.
func pagerOf(a address, name, of string, number, size, rows, total int) *templates.Pager {
	if total <= size || rows == 0 {
		return nil
	}
	out := turns(a, name, shownPage(number, size, total), size, rows, total)
	out.Of = of
	return &out
}

// turns says which rows a page has, and leads to the pages before and after.
func turns(a address, name string, number, size, rows, total int) templates.Pager {
	from := (number - 1) * size
	to := func(n int) string {
		return a.choose(name, strconv.Itoa(n), "1").String()
	}
	out := templates.Pager{Text: fmt.Sprintf("%s–%s of %s", engine.Count(int64(from+1)), engine.Count(int64(from+rows)), engine.Count(int64(total)))}
	if number > 1 {
		out.Before = to(number - 1)
	}
	if from+rows < total {
		out.Next = to(number + 1)
	}
	return out
}
