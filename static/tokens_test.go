package static

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tokens reads the declarations of the block that a selector opens.
func tokens(t *testing.T, sheet, selector string) map[string]string {
	t.Helper()
	_, rest, found := strings.Cut(sheet, selector+" {")
	if !found {
		t.Fatalf("no block %q", selector)
	}
	block, _, _ := strings.Cut(rest, "}")
	values := map[string]string{}
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+): ([^;]+);`).FindAllStringSubmatch(block, -1) {
		values[m[1]] = m[2]
	}
	return values
}

func themes(t *testing.T) (light, system, chosen map[string]string) {
	t.Helper()
	sheet, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	return tokens(t, string(sheet), ":root, [data-theme=\"light\"]"),
		tokens(t, string(sheet), `:root:not([data-theme="light"])`),
		tokens(t, string(sheet), "}\n\n[data-theme=\"dark\"]")
}

func TestDarkIsDarkInBothWays(t *testing.T) {
	light, system, chosen := themes(t)
	if fmt.Sprint(system) != fmt.Sprint(chosen) {
		t.Errorf("the system's dark theme and the chosen one differ:\n%v\n%v", system, chosen)
	}
	for name, value := range light {
		if strings.HasPrefix(value, "#") && system[name] == "" {
			t.Errorf("%s has no dark value", name)
		}
	}
}

// Text needs 4.5:1 against what it stands on, marks that carry meaning 3:1.
func TestContrast(t *testing.T) {
	light, dark, _ := themes(t)
	for mode, values := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, pair := range []struct {
			names  string
			ground string
			least  float64
		}{
			{"ink ink-2 ink-3 accent ok warn bad bad-small series-1 series-2 series-3", "bg", 4.5},
			{"ink ink-2 ink-3 accent", "pane", 4.5},
			{"ink ink-2 accent", "sunk", 4.5},
			{"ink ink-2", "row-hover", 4.5},
			{"ink accent", "accent-tint", 4.5},
			{"on-accent", "accent", 4.5},
			{"ink ok-on-tint", "ok-tint", 4.5},
			{"ink warn-on-tint", "warn-tint", 4.5},
			{"ink bad-on-tint", "bad-tint", 4.5},
			{"warn-fill normal slow fast long idle run run-slow hatch compare", "bg", 3},
		} {
			for _, name := range strings.Fields(pair.names) {
				if got := contrast(t, values["--"+name], values["--"+pair.ground]); got < pair.least {
					t.Errorf("%s: %s on %s is %.2f:1, want %.1f", mode, name, pair.ground, got, pair.least)
				}
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", hex, err)
	}
	channel := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}

// Every variable that a part of the style sheet uses is a token.
func TestVariablesAreTokens(t *testing.T) {
	light, _, _ := themes(t)
	for _, name := range sheets() {
		sheet, err := os.ReadFile("css/" + name + ".css")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)\)`).FindAllStringSubmatch(string(sheet), -1) {
			if light[m[1]] == "" {
				t.Errorf("%s.css uses %s, which is no token", name, m[1])
			}
		}
	}
}
