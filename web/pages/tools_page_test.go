package pages

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"sprue/engine/analysis"
	"sprue/templates"
)

// Tables of tools are sorted as a whole and then cut into pages: the largest of all is
// on the first page, bars have one scale on every page, and heads lead to the first.
func TestTablesOfToolsHavePages(t *testing.T) {
	const all = 2*toolsPerPage + 3
	p := &Pages{Clock: func() time.Time { return time.Date(2026, 3, 19, 0, 0, 0, 0, time.UTC) }}
	var tools []analysis.Tool
	var lost []analysis.ROIRow
	var ranked []analysis.Benchmarked
	for n := range int64(all) {
		name := fmt.Sprintf("T-%03d", n)
		tools = append(tools, analysis.Tool{Code: name, Figures: analysis.Figures{DowntimeUS: n + 1}})
		lost = append(lost, analysis.ROIRow{Label: name, ROIFigures: analysis.ROIFigures{Downtime: new(float64(n))}})
		ranked = append(ranked, analysis.Benchmarked{Tool: name, IsAsked: true, Figures: make([]analysis.Placed, len(analysis.BenchmarkFigures()))})
	}
	byTool, err := parseSorting("-tool", toolColumns())
	if err != nil {
		t.Fatal(err)
	}
	byCost, err := readSorting(costliest, roiColumns(""), "sort")
	if err != nil {
		t.Fatal(err)
	}
	byName, err := readSorting("-tool", benchmarkColumns(), "sort")
	if err != nil {
		t.Fatal(err)
	}
	byDowntime, err := parseSorting("", toolColumns())
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]func(r request, page int) templates.TablePart{
		"run rate": func(r request, page int) templates.TablePart {
			return p.toolsPart(r, runRateAsked{tools: byDowntime, page: page}, tools, nil)
		},
		"ROI": func(r request, page int) templates.TablePart {
			return roiTable(r, analysis.ROIAnswer{Rows: lost}, byCost, page)
		},
		"shots": func(r request, page int) templates.TablePart { return shotToolsPart(r, tools, byTool, page) },
		"benchmark": func(r request, page int) templates.TablePart {
			return benchmarkTable(r, analysis.Benchmark{Rows: ranked}, byName, page)
		},
	}
	for name, part := range parts {
		for page, want := range map[int]struct {
			rows        int
			first, text string
		}{
			1: {toolsPerPage, "T-102", "1–50 of 103"},
			3: {3, "T-002", "101–103 of 103"},
			9: {3, "T-002", "101–103 of 103"}, // beyond the last
		} {
			r := request{address: address{path: "/x", values: url.Values{"page": {fmt.Sprint(page)}}}}
			got := part(r, page)
			if len(got.Table.Rows) != want.rows || got.Table.Rows[0].Cells[0].Text != want.first || got.Pager == nil || got.Pager.Text != want.text {
				t.Errorf("%s, page %d: %d rows, %+v", name, page, len(got.Table.Rows), got.Pager)
			}
			for _, c := range got.Table.Columns {
				if u, err := url.Parse(c.URL); err != nil || u.Query().Has("page") {
					t.Errorf("%s, page %d: %s sorts at %s", name, page, c.Name, c.URL)
				}
			}
		}
		if got := part(request{address: address{path: "/x", values: url.Values{"page": {"9"}}}}, 9).Pager; got.Before != "/x?page=2" || got.Next != "" {
			t.Errorf("%s, page 9 leads to %q and %q", name, got.Before, got.Next)
		}
	}
	last := parts["run rate"](request{address: address{path: "/x"}}, 3).Table
	for i, c := range last.Columns {
		if c.Bar && last.Rows[0].Cells[i].Bar != 3.0/all {
			t.Errorf("a bar is %v long", last.Rows[0].Cells[i].Bar)
		}
	}
}
