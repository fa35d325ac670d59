package templates

func sampleShots() ShotsPage {
	chart := sampleChart()
	warm := sampleChart()
	warm.ID = "warmth-data"
	spread := sampleChart()
	spread.ID, spread.Class = "spread-data", "below"
	return ShotsPage{
		Head:   Head{Back: &Link{"All tools", "/shots"}, Question: "What did MX-2417 make, shot by shot?", Answer: "MX-2417 has cycled at 32.6 s since 2 Nov", Why: "5.5 % are slow."},
		Points: Section{ID: "points", Head: "Every shot over time", Note: "showing 8,000 of 61,480 shots", Tail: []Link{{"Zoom out", "/shots?last=90d"}}}, Chart: chart,
		Legend: ShotLegend{
			Classes: []ShotClass{
				{Class: "normal", Count: "55,960", Share: "91 %", Title: "within the tolerance", URL: "/shots?class=normal"},
				{Class: "slow", Count: "3,382", Share: "5.5 %", URL: "/shots?class=slow", Off: true},
				{Class: "fast", Count: "1,885", Share: "3.1 %", URL: "/shots?class=fast"},
				{Class: "long", Count: "212", Share: "0.3 %", URL: "/shots?class=long"},
				{Class: "idle", Count: "0", URL: "/shots?class=idle"},
			},
			All:    "/shots",
			Limits: []ShotLimit{{"within", "within L1", "21,000", "34 %"}, {"over", "over L1", "40,000", "65 %"}, {"under", "under L1", "480", "0.8 %"}, {"beyond", "beyond L2, either side", "39,000", "63 %"}},
			Marks:  []ShotMark{{Mark: "l1", Text: "L1"}, {Mark: "stop", Text: "20 of 143 stops drawn, the longest", Title: "without micro-stops", URL: "/tools/MX-2417#stops"}},
		},
		Spread: Section{ID: "spread", Head: "Distribution", Note: "65 % over L1"}, SpreadChart: spread,
		Warmth: Section{ID: "warmth", Head: "Against temperature"}, WarmthChart: &warm, WarmthNote: "140 far from the reference are not drawn.",
		WarmthKeys: []SeriesKey{{Series: 1, Hollow: true, Text: "before 2 Nov"}, {Series: 2, Text: "since 2 Nov"}},
		List:       Section{ID: "shots", Head: "61,480 shots"}, Trust: sampleTrust(),
		Rows: Table{Caption: "Shots", Columns: []Column{{Name: "Time"}, {Name: "Cycle, s", Number: true}, {Name: "Class"}}, Rows: []Row{
			{URL: "/shots/at?tool=MX-2417&time=1", Cells: []Cell{{Text: "19 Nov 07:31:02"}, {Text: "36.4"}, {Shot: "slow", Text: "slow"}}},
		}},
		Pager: &Pager{Of: "Pages of the shots", Text: "9–16 of 61,480", Before: "/shots", Next: "/shots?page=3"},
		Later: &Later{ID: "sessions-part", URL: "/shots?count=true&tool=MX-2417", Name: "the sessions", Height: "table"},
	}
}

func shotsWithoutLimits() ShotsPage {
	p := sampleShots()
	p.Legend.Limits, p.Legend.All, p.Legend.Note = nil, "", "No cycle time is approved."
	p.WarmthChart, p.WarmthKeys, p.WarmthNote = nil, nil, "No shot in this range has a measured temperature."
	p.Pager, p.Later = nil, nil
	p.Sessions = &TablePart{
		Section: Section{ID: "sessions", Head: "Sessions", Note: "those that start in the range"},
		Table:   Table{Caption: "Sessions", Columns: []Column{{Name: "Start"}, {Name: "Above L1", Number: true}}, Rows: []Row{{Cells: []Cell{{Text: "19 Nov 07:31"}, {Text: "–"}}}}},
	}
	return p
}

func sampleShot() ShotPage {
	chart := sampleChart()
	return ShotPage{
		Head:     Head{Back: &Link{"Shots of MX-2417", "/shots?tool=MX-2417"}, Question: "What is known of this shot?", Answer: "Shot 116091 of MX-2417 took 60.9 s", Why: "Thursday"},
		Previous: &Link{"‹ shot before", "/shots/at?a"}, Next: &Link{"next shot ›", "/shots/at?b"},
		Steps: []StoryStep{
			{ID: "step-1-packet", Title: "Packet", Text: "Item 28 of a packet.", Facts: []Definition{{"packet", "726"}, {"source", "demo"}}},
			{ID: "step-2-quality", Title: "Quality", Text: "Flagged: no_seq (−10).", Bad: true},
		},
		Around: Section{ID: "around", Head: "The shots around it"}, Chart: &chart,
		Raw: Section{ID: "raw", Head: "As it was sent", Tail: []Link{{"Permanent address", "/shots/726/28"}}}, JSON: `{"ct":60.9}`,
		Flags: []Definition{{"no_seq", "it came without a number"}}, Trust: sampleTrust(),
	}
}
