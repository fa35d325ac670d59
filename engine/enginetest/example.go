package enginetest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Examples are those of docs/methods.md, by the section and the name of a figure:
// tests compute them anew, so that the page says what the program does.
type Examples map[string]string

// MethodsOf reads the page of all figures, wherever in the module the test runs.
func MethodsOf(t testing.TB) Examples {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for !exists(filepath.Join(folder, "go.mod")) && folder != filepath.Dir(folder) {
		folder = filepath.Dir(folder)
	}
	page, err := os.ReadFile(filepath.Join(folder, "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	examples, section := Examples{}, ""
	for line := range strings.Lines(string(page)) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(title)
		}
		cells := strings.Split(strings.ReplaceAll(strings.TrimSpace(line), `\|`, "¦"), "|")
		if len(cells) < 6 {
			continue
		}
		name := section + "/" + strings.TrimSpace(cells[1])
		if _, twice := examples[name]; twice {
			t.Fatalf("docs/methods.md has %q twice", name)
		}
		examples[name] = strings.TrimSpace(cells[len(cells)-2])
	}
	return examples
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

var thousands = regexp.MustCompile(`(\d),(\d)`)

// Say fails the test where the example of a figure has not each of the values, in
// the format of fmt, which knows no thousands.
func (e Examples) Say(t testing.TB, name, format string, values ...float64) {
	t.Helper()
	text, ok := e[name]
	if !ok {
		t.Errorf("docs/methods.md has no figure %q", name)
	}
	text = strings.ReplaceAll(thousands.ReplaceAllString(text, "$1$2"), "−", "-")
	for _, v := range values {
		number := fmt.Sprintf(format, v)
		if !regexp.MustCompile(`(^|[^0-9.-])` + regexp.QuoteMeta(number) + `(\.?[^0-9.]|\.?$)`).MatchString(text) {
			t.Errorf("the example of %q is %q, computed %s", name, text, number)
		}
	}
}
