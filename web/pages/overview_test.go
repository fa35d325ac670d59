package pages

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

var march = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

func inMarch() *Pages {
	return &Pages{Clock: func() time.Time { return march }, Good: 0.7, Watch: 0.5}
}

func asking(query string) request {
	values, err := url.ParseQuery(query)
	if err != nil {
		panic(err) // written in this file
	}
	return request{address: address{path: "/overview", values: values}, compare: true}
}

func heatOf(tools, days int) analysis.HeatMap {
	m := analysis.HeatMap{Figure: analysis.HeatDeviation, Width: 1}
	for d := range days {
		m.Days = append(m.Days, time.Date(2026, 1, 1+d, 0, 0, 0, 0, time.UTC))
	}
	for i := range tools {
		row := analysis.HeatRow{Tool: fmt.Sprintf("T-%03d", i), LossUS: int64(tools-i) * 3600e6}
		for d := range days {
			value := 0.01 * float64(d)
			row.Cells = append(row.Cells, analysis.HeatCell{Day: m.Days[d], Shots: 10, Value: &value, State: analysis.CellRan})
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func TestTheMapNamesWhatMatters(t *testing.T) {
	for _, c := range []struct {
		tools, named, thin int
		quiet, more        string
	}{
		{tools: 9, named: 9},
		{tools: 15, named: 15},
		{tools: 16, named: 12, thin: 4, quiet: "7.4 % of the loss"},
		{tools: 48, named: 12, thin: 36, quiet: "56.6 % of the loss"},
		{tools: 500, named: 12, thin: 36, quiet: "95.3 % of the loss", more: "452 not drawn"},
	} {
		t.Run(fmt.Sprint(c.tools), func(t *testing.T) {
			_, m := inMarch().heatMap(asking("last=28d"), heatOf(c.tools, 28))
			if len(m.Rows) != c.named || len(m.Rest) != c.thin || m.Others.Quiet != c.quiet {
				t.Errorf("%d named, %d thin, %q", len(m.Rows), len(m.Rest), m.Others.Quiet)
			}
			if len(m.Chart.Table.Rows) != c.named+c.thin || len(m.Chart.Table.Columns) != 3+28 {
				t.Errorf("the table is %d × %d", len(m.Chart.Table.Rows), len(m.Chart.Table.Columns))
			}
			more := ""
			if m.Others.More != nil {
				more = m.Others.More.Text
			}
			if more != c.more {
				t.Errorf("beyond: %q, want %q", more, c.more)
			}
		})
	}
}

func TestTheLookOfACell(t *testing.T) {
	value := 1.0
	for _, c := range []struct {
		cell analysis.HeatCell
		want templates.HeatCell
	}{
		{analysis.HeatCell{State: analysis.CellDidNotRun}, templates.HeatBlank},
		{analysis.HeatCell{State: analysis.CellNoData}, templates.HeatNoData},
		{analysis.HeatCell{State: analysis.CellStopped}, templates.HeatStopped},
		{analysis.HeatCell{State: analysis.CellRan}, templates.HeatUnknown},
		{analysis.HeatCell{State: analysis.CellRan, Value: &value, Level: -2}, templates.HeatLow2},
		{analysis.HeatCell{State: analysis.CellRan, Value: &value}, templates.HeatZero},
		{analysis.HeatCell{State: analysis.CellStopped, Value: &value, Level: 3}, templates.HeatHigh3},
		{analysis.HeatCell{State: analysis.CellRan, Value: &value, Level: 9}, templates.HeatHigh3},
	} {
		if got := look(c.cell); got != c.want {
			t.Errorf("%+v looks %q, want %q", c.cell, got, c.want)
		}
	}
}

// The legend names the limits by which SQL gives levels, for stretches of any
// length, and states only where they occur.
func TestTheLegendNamesTheLimits(t *testing.T) {
	for _, c := range []struct {
		figure analysis.HeatFigure
		width  int
		state  string
		want   string
	}{
		{analysis.HeatDeviation, 1, analysis.CellDidNotRun, "< −5|−5…−2|±2|2…5|5…10|> 10 %|blank: did not run"},
		{analysis.HeatEfficiency, 1, analysis.CellRan, "≥ 70|60…70|50…60|< 50 %|ran, nothing approved"},
		{analysis.HeatStability, 1, analysis.CellStopped, "≥ 70|60…70|50…60|< 50 %|stopped"},
		{analysis.HeatDowntime, 1, analysis.CellNoData, "≤ 0.25|0.25…1|1…4|> 4 h|no data"},
		{analysis.HeatDowntime, 7, analysis.CellNoData, "≤ 1.75|1.75…7|7…28|> 28 h|no data"},
		{analysis.HeatShots, 1, analysis.CellDidNotRun, "< 0.5|0.5…0.8|0.8…1.25|1.25…1.5|> 1.5 × the tool's median|blank: did not run"},
	} {
		m := analysis.HeatMap{Figure: c.figure, Width: c.width, Rows: []analysis.HeatRow{{Cells: []analysis.HeatCell{{State: c.state}}}}}
		var texts []string
		for _, key := range inMarch().heatLegend(m) {
			texts = append(texts, key.Text)
		}
		if got := strings.Join(texts, "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.figure, got, c.want)
		}
	}
}

func TestWordsOfTheMap(t *testing.T) {
	value, none := 0.0204, 0.0001
	for got, want := range map[string]string{
		heatText(analysis.HeatDeviation, analysis.HeatCell{Value: &value}):  "+2.0",
		heatText(analysis.HeatDeviation, analysis.HeatCell{Value: &none}):   "0.0",
		heatText(analysis.HeatEfficiency, analysis.HeatCell{Value: &value}): "2.0",
		heatText(analysis.HeatShots, analysis.HeatCell{}):                   "–",
		signed(-0.04):                       "0.0",
		signed(-3.14):                       "−3.1",
		stretch(1):                          "day",
		stretch(7):                          "week",
		stretch(14):                         "14 days",
		names(dayNames(heatOf(1, 6).Days)):  "1 Jan,2 Jan,3 Jan,4 Jan,5 Jan,6 Jan",
		names(dayNames(heatOf(1, 28).Days)): "1 Jan,8 Jan,15 Jan,22 Jan",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func names(all []string) string {
	var kept []string
	for _, name := range all {
		if name != "" {
			kept = append(kept, name)
		}
	}
	return strings.Join(kept, ",")
}

func TestSinceWhenATileLoses(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 3, d, 0, 0, 0, 0, time.UTC) }
	r := asking("last=7d")
	r.window = engine.Window{From: engine.Day(2026, 3, 13), To: engine.Day(2026, 3, 20)}
	o := analysis.Overview{Fleet: analysis.Fleet{First: day(1)}}
	for _, c := range []struct {
		loss analysis.Loss
		want string
	}{
		{analysis.Loss{Cause: "gap", CauseUS: 7200e6, Since: day(13)}, "no shot came, 2.0 h; all the time"},
		{analysis.Loss{Cause: analysis.SlowCycles, CauseUS: 3600e6, Since: day(16)}, "slower than the reference, 1.0 h; since 16 Mar"},
		{analysis.Loss{Cause: "idle", CauseUS: 3600e6}, "the counter reported idle, 1.0 h; not on the last day"},
		{analysis.Loss{Since: day(14)}, "since 14 Mar"},
	} {
		if got := inMarch().lossText(r, o, c.loss); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestWhatIsDoubtful(t *testing.T) {
	o := analysis.Overview{}
	for range 6 {
		o.List = append(o.List, analysis.Tool{Code: "T", Figures: analysis.Figures{Shots: 1, RunTimeUS: 100, DoubtfulUS: 10}})
	}
	o.Doubts.Tools = 6
	left := []analysis.LeftOut{{Reason: "bad_ct", Count: 1031}, {Reason: "unmapped", Count: 1}}
	section, list, _ := doubtful(asking(""), o, left)
	if len(list) != 5 || list[0].Text != "shots are missing; no approved cycle time" || list[4].Name != "1,031 shots" || list[4].Text != "left out: bad ct" || len(section.Tail) != 1 {
		t.Errorf("%+v %+v", section, list)
	}
	if _, list, none := doubtful(asking(""), analysis.Overview{}, nil); len(list) != 0 || none == "" {
		t.Errorf("%v %q", list, none)
	}
}

func TestARunningTileOfAnOldMirrorKnowsNothing(t *testing.T) {
	d := overviewData{overview: analysis.Overview{Known: 48, Stale: true, AsOf: march, Now: map[analysis.State]int{analysis.NoSignal: 48}}}
	if tile := inMarch().runningTile(asking(""), d); tile.Figure.Text != dash || tile.Marks[0].Word != "not known: no sync since 20 Mar 12:00" {
		t.Errorf("%+v", tile)
	}
	d.overview.Stale, d.overview.Now = false, map[analysis.State]int{analysis.Running: 31, analysis.Stopped: 6, analysis.Off: 4, analysis.PlannedOff: 5, analysis.NoData: 2}
	tile := inMarch().runningTile(asking(""), d)
	if tile.Figure.Text != "31" || tile.Figure.Of != "of 48 tools" || fmt.Sprint(tile.Marks) != "[{poor 6 stopped} {nosignal 2 no data} {off 9 off}]" {
		t.Errorf("%+v", tile)
	}
}

func TestPoorDataSaySo(t *testing.T) {
	score := 62.4
	b := poorBanner(asking("last=7d&location=Brno"), analysis.Trust{QualityScore: &score})
	if b.Rank != templates.PoorData || b.Head != "Poor data: quality score 62 of 100 in this range" || b.Link.URL != "/tools?last=7d&location=Brno&sort=-doubts" {
		t.Errorf("%+v %+v", b, b.Link)
	}
}

func TestThePagesOfTheDirectory(t *testing.T) {
	r := asking("q=x")
	for _, c := range []struct {
		number, rows, total  int
		text, before, behind string
	}{
		{number: 1, rows: 50, total: 120, text: "1–50 of 120", behind: "/overview?page=2&q=x"},
		{number: 2, rows: 50, total: 120, text: "51–100 of 120", before: "/overview?q=x", behind: "/overview?page=3&q=x"},
		{number: 3, rows: 20, total: 120, text: "101–120 of 120", before: "/overview?page=2&q=x"},
	} {
		if p := pager(r, c.number, c.rows, c.total); p.Text != c.text || p.Before != c.before || p.Next != c.behind {
			t.Errorf("%+v", p)
		}
	}
	if pager(r, 1, 48, 48) != nil || pager(r, 9, 0, 120) != nil {
		t.Error("one page needs no way through pages")
	}
}

func TestTheAnswerOfTheDirectory(t *testing.T) {
	for _, c := range []struct {
		wanted      string
		d           analysis.Directory
		answer, why string
	}{
		{d: analysis.Directory{Total: 48, States: map[analysis.State]int{analysis.Running: 31, analysis.Off: 17}}, answer: "48 tools, 31 running", why: "31 running · 17 off · no doubts"},
		{d: analysis.Directory{Total: 1, States: map[analysis.State]int{analysis.Stopped: 1}, Doubts: analysis.Doubts{Tools: 1, Missing: 1}}, wanted: "mx", answer: "1 tool with “mx”, none running", why: "1 stopped · 1 tool in doubt: shots are missing"},
		{d: analysis.Directory{Total: 3, States: map[analysis.State]int{analysis.NoSignal: 3}, Doubts: analysis.Doubts{Tools: 3, Missing: 2, NoApproved: 1}}, answer: "3 tools; what they do now is not known", why: "3 no signal · 3 tools in doubt: shots are missing (2), no approved cycle time (1)"},
		{wanted: "zzz", answer: "No tool, part, supplier or plant contains “zzz”"},
		{answer: "No tool is left by these filters"},
	} {
		if head := directoryHead(c.wanted, c.d); head.Answer != c.answer || head.Why != c.why {
			t.Errorf("%+v", head)
		}
	}
}
