package templates

import "strings"

// designTokens are the colours in the order of the design.
func designTokens() []string {
	return strings.Fields("bg pane sunk line line-strong ink ink-2 ink-3 accent accent-tint ok warn warn-fill bad " +
		"normal slow fast long idle run run-slow series-1 series-2 series-3 heat-low-2 heat-low-1 heat-0 heat-1 heat-2 heat-3 hatch compare")
}

func designID(theme, head string) string {
	return theme + "-" + strings.ReplaceAll(strings.ToLower(strings.ReplaceAll(head, ",", "")), " ", "-")
}

func designValue(v float64) *float64 { return &v }

func designSpark() *Spark {
	s := &Spark{Title: "efficiency of 12 days, from 0.86 to 0.84"}
	for i, v := range []float64{0.86, 0.87, 0.86, 0.88, 0.85, 0.86, 0, 0.87, 0.85, 0.84, 0.85, 0.84} {
		if i == 6 {
			s.Points = append(s.Points, nil)
			continue
		}
		s.Points = append(s.Points, &v)
	}
	return s
}

func designTiles() []Tile {
	return []Tile{
		{Label: "Efficiency, %", URL: "#content", Figure: Figure{Text: "84.2", Exact: "0.842011"}, Status: Good, Word: "good", Change: &Change{Text: "−1.8 pt"}, Spark: designSpark()},
		{Label: "Tools running now", Figure: Figure{Text: "31", Of: "of 48"}, Marks: []Mark{{Poor, "6 stopped"}, {Off, "9 off"}, {NoSignal, "2 no signal"}}},
		{Label: "Stability, %", Figure: Figure{Text: "79.0", High: "90.0", Doubt: "shots are missing in 62 h"}, Note: "62 h doubtful", Reason: &Link{"why", "#content"}},
		{Label: "OEE", Figure: Figure{Text: "–"}, Note: "no calendar for Pune"},
		{Label: "Shots today", Figure: Figure{Text: "8,912", Stale: true}, Status: NoSignal, Word: "last seen 14:03"},
		{Label: "Mold temp., °C", Figure: Figure{Text: "64.2", Imputed: "linear, neighbours 4 min apart"}, Note: "mean of 7 shots"},
	}
}

func designTable() Table {
	return Table{
		Caption: "Tools, as an example",
		Columns: []Column{
			{Name: "Tool", URL: "#content"},
			{Name: "Shots", Number: true, URL: "#content", Sorted: "descending"},
			{Name: "Stability, %", Number: true, URL: "#content"},
			{Bar: true, Low: "1"},
			{Name: "Trend", Low: "1"},
			{Name: "Range", Low: "1"},
			{Name: "Confidence", Low: "1"},
			{Name: "Work"},
			{Name: "Status", Low: "1"},
		},
		Rows: []Row{
			{URL: "#content", Cells: []Cell{{Text: "MX-2417"}, {Text: "61,480"}, {Text: "83.0"}, {Bar: 1}, {Spark: designSpark()}, {Band: &Band{Max: 150, Low: 96, High: 141, Value: designValue(118.9), Title: "96–141 k"}}, {Trust: High}, {Badge: &Badge{Text: "planned", Tone: "accent"}}, {Status: Good, Text: "running"}}},
			{URL: "#content", Cells: []Cell{{Text: "MX-1733"}, {Text: "49,870"}, {Text: "90.0", Imputed: "linear, 4 min gap"}, {Bar: 0.8}, {Text: "–"}, {Text: "–"}, {Trust: Medium}, {Badge: &Badge{Text: "new"}}, {Status: Watch, Text: "slow"}}},
			{Cells: []Cell{{Text: "MX-2208"}, {Text: "41,006", Stale: true}, {Text: "79.0", High: "90.0", Doubt: "shots are missing"}, {Bar: 0.6}, {Text: "–"}, {Band: &Band{Title: "no range"}}, {Trust: Low}, {Text: "Log", URL: "#content"}, {Status: NoSignal, Text: "no signal", Sub: "since 14:03"}}},
		},
	}
}

func designBars() Bars {
	return Bars{
		Caption: "Downtime by cause, as an example", Heads: [3]string{"cause", "hours", "cumulative, %"},
		Rows: []Bar{
			{Label: "gap · night", Share: 1, Text: "441.3", Quiet: "33", URL: "#content"},
			{Label: "long · early", Share: 0.39, Text: "171.2", Quiet: "45", URL: "#content"},
			{Label: "idle · late", Share: 0.1, Text: "45.8", Quiet: "100"},
		},
	}
}

func designBanners() []Banner {
	return ranked([]Banner{
		{Rank: PoorData, Status: Watch, Head: "Two tools have doubtful data", Text: "Their figures are hatched.", Link: &Link{"Which", "#content"}},
		{Rank: StaleData, Status: Watch, Head: "Stale: no new shots since 14:03", Text: "29 min old. Figures are grey until the mirror is back.", Link: &Link{"Pipeline", "#content"}},
		{Rank: BuildFailed, Status: Poor, Head: "Build 1,843 failed", Text: "You see build 1,842 of 14:30. Raise memory_limit_mb.", Link: &Link{"Log", "#content"}},
	})
}
