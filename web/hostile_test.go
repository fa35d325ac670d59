package web_test

import (
	"strings"
	"sync"
	"testing"
)

// Names that break pages, as tool, part, supplier and plant: markup, quotes,
// right to left, emoji, a formula, and 300 characters with and without spaces.
func hostileNames() []string {
	return []string{script, quotes, rtl, fox, formula, slashes, long(), words()}
}

// words is 300 characters that may break.
func words() string { return strings.TrimSpace(strings.Repeat("a long name of it ", 17)[:300]) }

// hostile is a plant in which every name is such a one; names of parts,
// suppliers and plants are shifted against those of tools, so that each meets
// others.
var hostile = sync.OnceValues(func() (*plant, error) {
	names := hostileNames()
	shifted := func(by int) []string { return append(append([]string{}, names[by:]...), names[:by]...) }
	return makePlant(cast{
		codes: append([]string{"MX-1", "MX-2"}, names...),
		parts: append([]string{long(), words()}, shifted(1)...), companies: shifted(3), locations: shifted(5), days: 4,
	})
})

func openHostile(t testing.TB) *plant {
	t.Helper()
	return must(t, hostile)
}
