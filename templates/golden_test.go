package templates

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

var update = flag.Bool("update", false, "write the golden files anew")

type assets struct{}

func (assets) URL(name string) string { return "/static/0/" + name }

// hostile is a name as other people's systems can hold it.
const hostile = `</script><img src=x onerror="alert(1)">'"&` + "\u202eltr\u202c 🦊"

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var out bytes.Buffer
	if err := c.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	// A line for each element makes a difference readable.
	return strings.ReplaceAll(out.String(), "><", ">\n<") + "\n"
}

func TestGolden(t *testing.T) {
	for name, component := range all() {
		t.Run(name, func(t *testing.T) {
			got := draw(t, component)
			path := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v; go test ./templates -update writes it", err)
			}
			if got != string(want) {
				t.Errorf("differs from %s; go test ./templates -update, then look at the difference\n%s", path, got)
			}
		})
	}
}

func TestEveryGoldenFileHasAComponent(t *testing.T) {
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil {
		t.Fatal(err)
	}
	known := all()
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".golden"); known[name] == nil {
			t.Errorf("%s belongs to no component", file)
		}
	}
}

// Inline script and style would be refused by the content security policy.
func TestNothingInline(t *testing.T) {
	for name, component := range all() {
		html := draw(t, component)
		for _, refused := range []string{" style=", "<style", " onclick=", " onerror=\"", "javascript:", "<script>", "http://", "https://"} {
			if strings.Contains(html, refused) {
				t.Errorf("%s has %q", name, refused)
			}
		}
	}
}

func TestHostileNamesStayText(t *testing.T) {
	for name, component := range map[string]templ.Component{
		"layout": Layout(Frame{Assets: assets{}, Title: hostile, Here: hostile, Filters: &FilterBar{
			Search: true, Add: true, Here: hostile, Chips: []Chip{{Name: "Tool", Value: hostile, Remove: "/"}},
		}}, templ.NopComponent),
		"choices": ChoiceList(Choices{Kinds: []ChoiceKind{{Name: hostile, Choices: []Choice{{Text: hostile, URL: "/x"}}}}}),
		"refine":  ChoicePage(Head{}, Refine{Action: "/find", Wanted: hostile, Keep: []Hidden{{"here", hostile}}}, templ.NopComponent),
		"marks":   templ.Join(Sparkline(Spark{Title: hostile}), BadgeMark(Badge{Text: hostile}), BandMark(Band{Title: hostile})),
		"kiosk": Kiosk(KioskPage{Assets: assets{}, Title: hostile, Board: KioskBoard{Head: hostile, Turn: hostile, Zones: hostile, Pages: [][]KioskTile{{
			{Code: hostile, Part: hostile, Word: hostile, Phrase: hostile, Line: hostile, Stop: hostile},
		}}}}),
		"kiosk_setup": KioskSetup(KioskSetupPage{Places: []KioskOption{{Value: hostile, Text: hostile}}, Address: hostile, Path: "/kiosk", Command: hostile}),
		"table": DataTable(Table{Caption: hostile, Columns: []Column{{Name: hostile, Title: hostile}, {Name: "x"}}, Rows: []Row{
			{URL: "/tools/x", Cells: []Cell{{Text: hostile, Title: hostile}, {Text: hostile, Doubt: hostile, Sub: hostile}}},
		}}),
		"shot":  Shot(ShotPage{Head: Head{Answer: hostile}, JSON: hostile, Steps: []StoryStep{{Text: hostile, Facts: []Definition{{hostile, hostile}}}}, Flags: []Definition{{hostile, hostile}}}),
		"shots": Shots(ShotsPage{Head: Head{Answer: hostile}, WarmthKeys: []SeriesKey{{Text: hostile}}, Legend: ShotLegend{Note: hostile}}),
		"heat": HeatBox(HeatMap{Chart: Chart{ID: "h", Summary: hostile}, Label: hostile, Rows: []HeatRow{{Name: hostile, Quiet: hostile, Title: hostile, URL: "/tools/x"}},
			Rest: []HeatRow{{Name: hostile, Title: hostile, URL: "/tools/x"}}}),
		"ranked": templ.Join(RankedList([]Ranked{{Name: hostile, Kind: hostile, Text: hostile, Title: hostile, URL: "/x"}}),
			DoubtList([]Doubtful{{Name: hostile, Text: hostile, Title: hostile, URL: "/x"}}, "")),
		"roi": ROI(ROIPage{Head: Head{Answer: hostile}, Steps: Bridge{Steps: []Step{{Label: hostile, Largest: hostile, URL: "/tools/x", Title: hostile}}},
			Losses: Bars{Rows: []Bar{{Label: hostile, URL: "/roi?x"}}, Sums: []Sum{{}}}, WhatIf: &WhatIf{Section: Section{Note: hostile}, Verdict: hostile, Keep: []Hidden{{"tool", hostile}}, Fields: []Slider{{Name: "cost", Value: hostile, Unit: hostile}}}}),
		"benchmark": Benchmark(BenchmarkPage{Head: Head{Answer: hostile}, Strips: Strips{Caption: hostile, Groups: []StripGroup{{Name: hostile, URL: "/benchmark?x", Note: hostile, Rows: []StripRow{{Name: hostile, URL: "/tools/x", Title: hostile, Figures: []string{hostile}}}}, {Name: hostile}}}}),
		"finding": Finding(FindingPage{Head: Head{Answer: hostile}, Action: hostile, Changed: hostile, Links: []Link{{Text: hostile, URL: "/x"}, {Text: hostile, URL: "/y"}},
			Form: &StatusForm{Action: "/roi/finding", Keep: []Hidden{{"id", hostile}}, Statuses: []StatusChoice{{Value: "new", Text: hostile, Chosen: true}}, Note: hostile, By: hostile}}),
		"directory": Directory(DirectoryPage{Head: Head{Answer: hostile}, Search: Refine{Action: "/tools", Wanted: hostile, Keep: []Hidden{{"part", hostile}}}}),
		"chart":     ChartBox(Chart{ID: "c", Summary: hostile, Option: map[string]string{"name": hostile}}),
		"head":      PageHead(Head{Question: hostile, Answer: hostile, Why: hostile}),
		"bars":      BarList(Bars{Caption: hostile, Rows: []Bar{{Label: hostile, Title: hostile}}}),
		"trust":     TrustLine(Trust{Facts: []Fact{{Strong: hostile, Title: hostile}}}),
		"message": Message(MessagePage{Head: Head{Answer: hostile}, Text: []string{hostile}, Steps: []string{hostile},
			Actions: []Link{{Text: hostile, URL: "/"}}, Small: hostile}),
		"tile": TileBox(Tile{Label: hostile, Title: hostile, Figure: Figure{Text: hostile, Doubt: hostile}, Word: hostile, Note: hostile}),
	} {
		t.Run(name, func(t *testing.T) {
			html := draw(t, component)
			if strings.Contains(html, "<img") || strings.Contains(html, `</script><img`) {
				t.Errorf("a name became markup:\n%s", html)
			}
			if !strings.Contains(html, "🦊") {
				t.Error("the name is not there")
			}
		})
	}
}

func TestForeignAddressesAreNotLinks(t *testing.T) {
	html := draw(t, SectionHead(Section{Tail: []Link{{Text: "x", URL: "javascript:alert(1)"}}}))
	if strings.Contains(html, "javascript:") {
		t.Error(html)
	}
}

func TestEveryIconIsDrawn(t *testing.T) {
	for _, name := range []string{"grid", "pulse", "bars", "dots", "shield", "tool", "sliders", "flow", "bell", "screen", "search", "more", "fold", "keys", "save", "theme"} {
		if html := draw(t, Icon(name)); !strings.Contains(html, "<path") && !strings.Contains(html, "<circle") {
			t.Errorf("%s is empty", name)
		}
	}
}

func TestTheMostUrgentBannerStandsOnTop(t *testing.T) {
	html := draw(t, Layout(Frame{Assets: assets{}, Banners: []Banner{
		{Rank: PoorData, Head: "poor"}, {Head: "notice"}, {Rank: BuildFailed, Head: "failed"}, {Rank: StaleData, Head: "stale"},
	}}, templ.NopComponent))
	last := -1
	for _, head := range []string{"failed", "stale", "poor", "notice"} {
		at := strings.Index(html, "<b>"+head)
		if at < last {
			t.Errorf("%s stands too high", head)
		}
		last = at
	}
}

func TestNoIDStandsTwice(t *testing.T) {
	html := draw(t, components()["design"])
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(html, -1) {
		if seen[m[1]] {
			t.Errorf("the id %s stands twice", m[1])
		}
		seen[m[1]] = true
	}
}
