package templates

// The parts that need the whole width, or names that stand once on a page; they
// follow the theme of the page.

const designLink = "#content"

func designLegend() ShotLegend {
	return ShotLegend{
		Classes: []ShotClass{
			{Class: "normal", Count: "55,960", Share: "91 %", URL: designLink},
			{Class: "slow", Count: "3,382", Share: "5.5 %", URL: designLink},
			{Class: "fast", Count: "1,885", Share: "3.1 %", URL: designLink, Off: true},
			{Class: "long", Count: "212", Share: "0.3 %", URL: designLink},
			{Class: "idle", Count: "41", Share: "0.1 %", URL: designLink},
		},
		All:    designLink,
		Limits: []ShotLimit{{"within", "within L1", "21,000", "34 %"}, {"over", "over L1", "40,000", "65 %"}, {"under", "under L1", "480", "0.8 %"}, {"beyond", "beyond L2, either side", "39,000", "63 %"}},
		Marks: []ShotMark{
			{Mark: "approved", Text: "approved"}, {Mark: "l1", Text: "L1"}, {Mark: "l2", Text: "L2"}, {Mark: "reference", Text: "reference of the run"},
			{Mark: "stop", Text: "20 of 143 stops drawn, the longest", URL: designLink}, {Mark: "off", Text: "silent for a day or more"}, {Mark: "nodata", Text: "no data"}, {Mark: "change", Text: "change"},
		},
	}
}

func designTimeline() TimelinePart {
	now := 0.92
	var parts []LanePart
	for i, s := range TimelineStates() {
		part := LanePart{From: 0.13 * float64(i), Width: 0.13, State: s.State, Title: s.Word + " · 08:00–11:07"}
		if s.State == "run" || s.State == "slow" || s.State == "stop" {
			part.URL = designLink
		}
		parts = append(parts, part)
	}
	return TimelinePart{
		Section: Section{ID: "design-timeline", Head: "Timeline", Note: "every state, the end of a shift, now; a day on which the clock goes on"},
		Places:  []View{{Text: "Monterrey", URL: designLink, Current: true}, {Text: "Brno", URL: designLink}},
		Shown:   []View{{Text: "Chart", URL: designLink, Current: true}, {Text: "Table", URL: designLink}},
		Pager:   &Pager{Of: "Pages of the timeline", Text: "13–24 of 40", Before: designLink, Next: designLink},
		Picture: Timeline{
			ID: "design-timeline", Label: "What each tool did, as an example", Legend: TimelineStates(),
			Heads: []Column{{Name: "Tool"}, {Name: "down, min", Number: true}, {Name: "stability, %", Number: true}},
			Names: []TimelineName{{At: 0.25, Text: "early", Anchor: "middle"}, {At: 0.7, Text: "late", Anchor: "middle"}},
			Ticks: []TimelineName{{At: 0.25, Text: "08:00", Anchor: "middle"}, {At: 0.5, Text: "14:00", Anchor: "middle"}, {At: now, Text: "now 22:04", Anchor: "end", Strong: true}},
			Lanes: []Lane{
				{Name: "MX-2417", Title: "MX-2417", Sub: "Cover 41", URL: designLink, Label: "MX-2417: 1 stop", Parts: parts, Now: &now, Edges: []LaneEdge{{At: 0.5, Kind: "shift"}}, Cells: []Cell{{Text: "197"}, {Text: "81.0", High: "90.0", Doubt: "62 min doubtful"}}},
				{Name: "Sun 29 Mar", Sub: "23 h", Label: "Sun 29 Mar: no run", End: 0.96, Edges: []LaneEdge{{At: 0.2, Kind: "clock", Title: "the clock goes on by 60 min to 03:00"}}, Cells: []Cell{{Text: "–", Title: "no run"}, {Text: "–"}}},
			},
		},
	}
}

func designStrips() Strips {
	return Strips{
		ID: "design-strips", Caption: "Score by group, as an example", Heads: []string{"score", "percentile"}, Ticks: []AxisTick{{Text: "70"}, {At: 0.5, Text: "80"}, {At: 1, Text: "90"}},
		Groups: []StripGroup{{Name: "P-014", URL: designLink, Note: "3 tools · median 80.0", Median: 0.5, Rows: []StripRow{
			{Name: "MX-2417", URL: designLink, At: designValue(0.95), Title: "89.000000", Figures: []string{"89.0", "100"}},
			{Name: "MX-1733", URL: designLink, At: designValue(0.5), Figures: []string{"80.0", "50"}, Asked: true},
			{Name: "MX-2208", URL: designLink, Title: "no approved cycle time", Figures: []string{"–", "–"}},
		}}},
	}
}

func designBridge() Bridge {
	return Bridge{
		Caption: "From run time to good parts, as an example", Heads: []string{"hours", "USD"}, Ticks: []AxisTick{{Text: "0"}, {At: 0.5, Text: "5,000"}, {At: 1, Text: "10,000"}},
		Steps: []Step{
			{Label: "Run time", Kind: "total", To: 0.96, Figures: []string{"9,640.0", ""}, Exact: []string{"", ""}},
			{Label: "− Stops", Kind: "loss", From: 0.86, To: 0.96, Joint: 0.96, Figures: []string{"−1,012.3", "−222,700"}, Exact: []string{"", ""}, Largest: "MX-2208", Part: "85.6 h", URL: designLink},
			{Label: "+ Fast cycles", Kind: "gain", From: 0.86, To: 0.87, Joint: 0.86, Figures: []string{"+88.6", "+19,500"}, Exact: []string{"", ""}, Largest: "MX-1540", Part: "31.7 h", URL: designLink},
			{Label: "− Scrap", Kind: "unknown", From: 0.84, To: 0.87, Joint: 0.87, Figures: []string{"–", "–"}, Exact: []string{"", ""}, Largest: "no counts in any source"},
			{Label: "Good parts", Kind: "total", To: 0.87, Joint: 0.87, Figures: []string{"8,716.3", ""}, Exact: []string{"", ""}},
		},
	}
}

func designLosses() Bars {
	return Bars{
		ID: "design-losses", Caption: "Loss by tool, as an example", Heads: [3]string{"tool", "USD", "cum., %"},
		Rows: []Bar{{Label: "MX-2417", Share: 1, Text: "10,428", Quiet: "50", URL: designLink}, {Label: "MX-1186", Share: 0.65, Text: "6,820", Quiet: "83", URL: designLink, Current: true}, {Label: "4 others", Text: "3,540", Quiet: "100"}},
		Sums: []Sum{{0.5, 0.5, 0.665}, {0.665, 0.83, 0.915}, {0.915, 1, 1}},
	}
}
