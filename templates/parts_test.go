package templates

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

// parts is what components are made of, each by itself.
func parts() map[string]templ.Component {
	lane := sampleTimeline().Lanes[0]
	heads := sampleTimeline().Heads
	heat := designHeat("light")
	board := sampleBoard()
	return map[string]templ.Component{
		"part_arrows":        templ.Join(Arrow(true), Arrow(false), Brand(), Caret(), Cross(), Tick(), Hatch("shots are missing")),
		"part_icon":          Icon("pulse"),
		"part_shapes":        templ.Join(Shape(Good), Shape(Watch), Shape(Poor), Shape(Off), Shape(NoSignal)),
		"part_change":        templ.Join(ChangeMark(Change{Up: true, Text: "+0.4 pt", Title: "from 86.0"}), ChangeMark(Change{Text: "−7.0 pt", Bad: true}), ChangeMark(Change{Flat: true, Text: "±0"})),
		"part_shot_shapes":   templ.Join(ShotShape("normal"), ShotShape("slow"), ShotShape("fast"), ShotShape("long"), ShotShape("idle"), ShotWord("slow", "slow")),
		"part_figure":        tileFigure(Figure{Text: "86.1", High: "87.6", Doubt: "62 h doubtful"}),
		"part_head_of_table": templ.Join(columnHead(Column{Name: "Tool", URL: "/t?sort=tool", Sorted: "descending", Title: "its code"}), columnHead(Column{Bar: true, Low: "2"}), columnHead(Column{Bar: true, Tail: []Link{{"All 12", "/overview?boards=all"}}}), columnHead(Column{Name: "Stops", Number: true})),
		"part_cell":          templ.Join(tableCell(Column{}, Cell{Text: "MX-1"}, true, "/tools/MX-1"), tableCell(Column{Number: true}, Cell{Text: "3", Title: "three", Imputed: "linear"}, false, ""), tableCell(Column{Bar: true}, Cell{Bar: 0.5}, false, "")),
		"part_cell_text":     templ.Join(cellText(Column{}, Cell{Text: "Brno", Sub: "CZ"}, false, ""), cellText(Column{Number: true}, Cell{Text: "79.0", High: "90.0"}, false, ""), cellText(Column{}, Cell{Text: "Log", URL: "/log"}, false, "")),
		"part_chart_tools":   chartTools("Trend", sampleChart()),
		"part_bars":          templ.Join(barSection(Section{ID: "causes", Head: "Causes"}, designBars()), barSection(Section{ID: "none", Head: "Causes"}, Bars{})),
		"part_board":         boardTable(Board{Section: Section{ID: "board", Head: "Suppliers"}, Table: sampleTable()}),
		"part_compare":       templ.Join(compareChip(Compare{Name: "previous 7 days", On: true, URL: "/a"}), compareChip(Compare{Name: "previous 7 days", URL: "/b"})),
		"part_sentence":      sentence("MX-1 lost 5.3 h since 12 Jun: MX-2, MX-3."),
		"part_facts":         definitionList([]Definition{{"packet", "726"}, {"source", "demo"}}),
		"part_design":        templ.Join(designPart(DesignHalf{Theme: "light"}, "Colour", "a note"), designMenu(DesignHalf{Theme: "dark"}), designMessage(MessagePage{Head: Head{Question: "Q", Answer: "A"}, Steps: []string{"sprue sync"}}), designTrust(), designWide("Strips", "")),
		"part_design_half":   designHalf(DesignHalf{Theme: "light"}),
		"part_design_later":  DesignLater("light"),
		"part_filter_chip":   filterChip(Chip{Name: "Cause", Value: "gap", Remove: "/run-rate?last=7d#stops"}),
		"part_filter_menu":   filterMenu("/run-rate?last=7d"),
		"part_search":        searchField("/run-rate?last=7d"),
		"part_range":         rangeMenu(*sampleFrame().Range),
		"part_hidden":        hiddenFields([]Hidden{{"sort", "-stops"}, {"part", `"`}}),
		"part_heat":          templ.Join(heatCells([]HeatCell{HeatLow2, HeatBlank, HeatNoData}), heatLegend(heat.Legend), heatRest(heat)),
		"part_heat_section":  HeatSection(Section{ID: "heat", Head: "Cycle time vs approved"}, heat),
		"part_kiosk_tile":    kioskTile(board.Pages[0][0]),
		"part_kiosk_ring":    templ.Join(kioskRing(board.Pages[0][0].Ring), kioskRing(nil)),
		"part_kiosk_shapes":  templ.Join(kioskShape(KioskRuns), kioskShape(KioskSlow), kioskShape(KioskStopped), kioskShape(KioskPlanned), kioskShape(KioskOff), kioskShape(KioskNoSignal)),
		"part_kiosk_options": kioskOptions([]KioskOption{{Text: "All plants"}, {Value: "Brno", Text: "Brno", Note: "9 tools", Chosen: true}}),
		"part_lane":          templ.Join(laneRow(lane, heads), laneEdge(LaneEdge{At: 0.2, Kind: "clock", Title: "the clock goes on"}), partShape(LanePart{From: 0.1, Width: 0.2, State: "stop"})),
		"part_names":         templ.Join(timelineNames(sampleTimeline().Ticks, "13"), timelineLooks()),
		"part_message":       messageBody(MessagePage{Text: []string{"Why."}, Steps: []string{"sprue build"}, Actions: []Link{{"Again", "/"}}, Small: "request 1"}),
		"part_nav":           templ.Join(navControls(sampleFrame()), navEntry(NavItem{Name: "Tools", URL: "/tools", Icon: "tool", Key: "t", Note: "3 open", Current: true}, true), themeForm(Frame{Theme: "dark", Here: "/"})),
		"part_now":           templ.Join(nowLine(NowLine{Status: Good, Word: "running", Text: "since 06:00", Title: "exactly", Link: &Link{"its shots", "/shots"}}), nowLine(NowLine{})),
		"part_series":        templ.Join(seriesDot(SeriesKey{Series: 1, Hollow: true}), seriesDot(SeriesKey{Series: 2})),
		"part_shot_legend":   shotLegend(sampleShots().Legend),
		"part_warmth":        templ.Join(warmth(sampleShots()), warmth(shotsWithoutLimits())),
		"part_skeleton":      templ.Join(skeleton("tiles", 0), skeleton("chart", 0), skeleton("table", 3)),
		"part_step":          storyStep(StoryStep{ID: "step-1", Title: "Packet", Text: "Item 1.", Bad: true, Facts: []Definition{{"packet", "726"}}}),
		"part_strips":        StripTable(sampleBenchmark().Strips),
		"part_save_menu":     saveMenu("Bridge", "bridge", "/api/v1/roi/bridge?format=csv"),
		"part_data":          dataParts(DataParts{Trend: Section{ID: "builds", Head: "Score by build"}, Quarantine: TablePart{Section: Section{ID: "quarantine", Head: "In quarantine"}, Empty: "Nothing."}}),
		"part_fact":          templ.Join(factWords(Fact{Before: "quality score ", Strong: "97"}), trustFacts(Trust{Facts: []Fact{{Before: "quality score ", Strong: "97", URL: "/quality?tab=data"}}})),
		"part_control":       templ.Join(controlMark("inside"), controlMark("beyond"), controlMark("signal"), controlMark("baseline"), processCharts(ProcessCharts{Control: Section{ID: "control", Head: "X̄"}, Measures: []View{{Text: "Cycle time", URL: "/a", Current: true}, {Text: "Temperature", URL: "/b"}}, Nothing: "Too few shots."}, nil)),
		"part_bridge":        BridgeTable(sampleROI().Steps),
		"part_losses":        BarList(sampleROI().Losses),
		"part_sum":           sumLine(sampleROI().Losses.Sums, 1),
		"part_what_if":       whatIf(*sampleROI().WhatIf),
		"part_what_if_wrong": whatIf(WhatIf{Section: Section{ID: "what-if", Head: "What if"}, Problem: "A share of 1.5 is too much."}),
		"part_status_form":   statusForm(*sampleFinding().Form),
		"part_trust":         trustFacts(sampleTrust()),
		"part_view_menu":     ViewMenu("Plant", []View{{Text: "Brno", URL: "/a", Current: true}, {Text: "Pune", URL: "/b"}}),
	}
}

// Every component is drawn by itself in a golden file.
func TestEveryComponentHasAGoldenFile(t *testing.T) {
	called := callsIn(t, "components_test.go", "components")
	for name := range callsIn(t, "parts_test.go", "parts") {
		called[name] = true
	}
	files, err := filepath.Glob("*.templ")
	if err != nil || len(files) == 0 {
		t.Fatalf("no components: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^templ (\w+)\(`).FindAllStringSubmatch(string(text), -1) {
			if !called[m[1]] {
				t.Errorf("%s: %s stands in no golden file: add it to components or parts", file, m[1])
			}
		}
	}
}

// callsIn are the functions that one of a test file calls.
func callsIn(t *testing.T, file, function string) map[string]bool {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]bool{}
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != function {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if name, ok := call.Fun.(*ast.Ident); ok {
					called[name.Name] = true
				}
			}
			return true
		})
	}
	return called
}

// Every component that pages share stands on /design.
func TestEveryComponentStandsOnThePageOfParts(t *testing.T) {
	uses, wanted := map[string][]string{}, map[string]bool{}
	files, err := filepath.Glob("*.templ")
	if err != nil || len(files) == 0 {
		t.Fatalf("no components: %v", err)
	}
	call := regexp.MustCompile(`@(\w+)\(`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, component := range regexp.MustCompile(`(?m)^templ `).Split(string(text), -1)[1:] {
			name := regexp.MustCompile(`^\w+`).FindString(component)
			wanted[name] = true
			for _, m := range call.FindAllStringSubmatch(component, -1) {
				uses[name] = append(uses[name], m[1])
			}
		}
	}
	var reach func(name string)
	reach = func(name string) {
		if wanted[name] {
			delete(wanted, name)
			for _, used := range uses[name] {
				reach(used)
			}
		}
	}
	for name := range strings.FieldsSeq("Layout Design DesignLater") {
		reach(name)
	}
	// Pages, what one page is made of, forms that ask its server, and the kiosk,
	// which has a style sheet of its own.
	for name := range strings.FieldsSeq("Overview RunRate Tool Directory ShotTools Shots Shot Quality Benchmark ROI Finding Message ChoicePage TrustLine " +
		"HeatSection LifeSection SessionsPart ToolBelowBox JudgedSection SensitivitySection boardTable dataParts processCharts warmth whatIf statusForm " +
		"Kiosk KioskBoardPart KioskSetup kioskTile kioskRing kioskShape kioskOptions") {
		if !wanted[name] {
			t.Errorf("%s stands on /design: no exception", name)
		}
		delete(wanted, name)
	}
	for name := range wanted {
		t.Errorf("%s does not stand on /design", name)
	}
}
