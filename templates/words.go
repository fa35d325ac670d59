package templates

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"
)

func low(c Column) string {
	if c.Low == "" {
		return ""
	}
	return "low-" + c.Low
}

// percent is a length for SVG, which may be an attribute where the content
// security policy forbids inline style.
func percent(share float64) string {
	return strconv.FormatFloat(100*min(max(share, 0), 1), 'f', 2, 64) + "%"
}

// NextTheme goes round: the system's choice, dark, light. It gives what the
// switch leads to, and its word for the theme in force.
func NextTheme(theme string) (next, word string) {
	switch theme {
	case "dark":
		return "light", "Dark"
	case "light":
		return "system", "Light"
	default:
		return "dark", "As system"
	}
}

func otherTheme(theme string) string {
	next, _ := NextTheme(theme)
	return next
}

func themeWord(theme string) string {
	_, word := NextTheme(theme)
	return word
}

// ranked puts banners in order: build failed, stale, poor data, the rest.
func ranked(banners []Banner) []Banner {
	return slices.SortedStableFunc(slices.Values(banners), func(a, b Banner) int { return cmp.Compare(b.Rank, a.Rank) })
}

// NextNav gives what the switch of the navigation leads to, and its word.
func NextNav(narrow bool) (next, word string) {
	if narrow {
		return "wide", "Show names"
	}
	return "narrow", "Fold to icons"
}

func otherNav(narrow bool) string {
	next, _ := NextNav(narrow)
	return next
}

func navWord(narrow bool) string {
	_, word := NextNav(narrow)
	return word
}

// clipTitle is what a cell says in full: its own title explains more than its
// text, and has it too where the text may be cut.
func clipTitle(v Cell) string { return named(v.Text, v.Title) }

// named is a title that begins with the name of what it explains.
func named(name, title string) string {
	if title == "" || strings.Contains(title, name) {
		return cmp.Or(title, name)
	}
	return name + " · " + title
}

// columns is the class of a row of n tiles.
func columns(n int) string { return "of-" + strconv.Itoa(min(max(n, 1), 6)) }

// cellMark is what a cell shows in place of text, nil for text.
func cellMark(v Cell) templ.Component {
	switch {
	case v.Status != "":
		return StatusWord(v.Status, v.Text)
	case v.Shot != "":
		return ShotWord(v.Shot, v.Text)
	case v.Badge != nil:
		return BadgeMark(*v.Badge)
	case v.Trust != 0:
		return ConfidenceMark(v.Trust)
	case v.Band != nil:
		return BandMark(*v.Band)
	case v.Spark != nil:
		return Sparkline(*v.Spark)
	}
	return nil
}

func chartShown(c Chart) string {
	if c.Shown {
		return "table"
	}
	return "chart"
}

// skeletonLines is how many blocks stand in for a part.
func skeletonLines(kind string, known int) int {
	if known > 0 {
		return known
	}
	switch kind {
	case "tiles":
		return 6
	case "table":
		return 8
	case "judged":
		return 15
	}
	return 1
}

func figureTitle(f Figure) string {
	if f.Imputed != "" {
		return f.Imputed
	}
	return f.Exact
}

// beyond is the pages that the bar of a phone has no room for.
func beyond(nav []NavItem) []NavItem { return nav[min(phoneEntries, len(nav)):] }

// staying lets a link to a place on its own page go there; others begin at the
// top.
func staying(url string) templ.Attributes {
	if !strings.Contains(url, "#") {
		return nil
	}
	return templ.Attributes{"hx-swap": "outerHTML show:none"}
}

// columnWidth is about as wide as the widest value of a column, in px.
func columnWidth(t Table, i int) string {
	const letter, room, mark, spark = 7, 16, 16, 96
	widest := utf8.RuneCountInString(t.Columns[i].Name) * letter
	for _, r := range t.Rows {
		c := r.Cells[i]
		wide := utf8.RuneCountInString(c.Text+c.High+c.Sub) * letter
		switch {
		case c.Spark != nil || t.Columns[i].Bar:
			wide = spark
		case c.Status != "" || c.Doubt != "" || c.Badge != nil:
			wide += mark
		}
		widest = max(widest, wide)
	}
	return strconv.Itoa(min(widest, 22*letter) + room)
}

// What is read as one: a figure with its unit, and a day with its month and year.
var (
	figureUnit = regexp.MustCompile(`(\d) ((?:h|min|s|ms|µs|pt|°C|days?|weeks?|months?|years?|[A-Z]{3})\b|[%×$€£])`)
	dayMonth   = regexp.MustCompile(`\b(\d{1,2}) ((?:` + monthNames + `)\b)`)
	monthYear  = regexp.MustCompile(`\b(` + monthNames + `) (\d{4}\b)`)
)

const monthNames = `Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?`

// kept is a sentence in which no line ends inside a figure with its unit, or a date.
func kept(text string) string {
	if !strings.ContainsAny(text, "0123456789") {
		return text
	}
	for _, one := range []*regexp.Regexp{figureUnit, dayMonth, monthYear} {
		text = one.ReplaceAllString(text, "${1}\u00a0${2}")
	}
	return text
}

// A browser ends lines at the hyphen of MX-2417 and of 2026-11-29.
var hyphened = regexp.MustCompile(`[\pL\d.:-]*[\pL\d]-\d[\pL\d-]*`)

// longestWhole is how many letters fit on a line of a phone's headline.
const longestWhole = 20

// piece is a part of a sentence; one that is whole has no end of a line in it.
type piece struct {
	text  string
	whole bool
}

// pieces are a sentence as it is kept, in its order.
func pieces(text string) (all []piece) {
	text = kept(text)
	at := 0
	for _, found := range hyphened.FindAllStringIndex(text, -1) {
		if utf8.RuneCountInString(text[found[0]:found[1]]) > longestWhole {
			continue
		}
		if at < found[0] {
			all = append(all, piece{text: text[at:found[0]]})
		}
		all = append(all, piece{text: text[found[0]:found[1]], whole: true})
		at = found[1]
	}
	if at < len(text) {
		all = append(all, piece{text: text[at:]})
	}
	return all
}
