package templates

import (
	"maps"

	"github.com/a-h/templ"
)

// all is every component in every state, and every part of one.
func all() map[string]templ.Component {
	list := components()
	maps.Copy(list, parts())
	return list
}

// components is every component in every state that it has.
func components() map[string]templ.Component {
	return map[string]templ.Component{
		"tile_normal":    TileBox(Tile{Label: "Efficiency, %", Title: "normal shots / shots", Figure: Figure{Text: "84.2", Exact: "0.842011"}, Status: Good, Word: "good", Change: &Change{Text: "−1.8 pt"}}),
		"tile_range":     TileBox(Tile{Label: "Stability, %", Figure: Figure{Text: "86.1", High: "87.6"}, Status: Watch, Word: "watch", Change: &Change{Up: true, Text: "+0.4 pt"}}),
		"tile_bad":       TileBox(Tile{Label: "Stability, %", Figure: Figure{Text: "41.0"}, Status: Poor, Word: "poor", Change: &Change{Text: "−7.0 pt", Bad: true}}),
		"tile_doubtful":  TileBox(Tile{Label: "Stability, %", Figure: Figure{Text: "79.0", High: "90.0", Doubt: "62 h doubtful"}}),
		"tile_partial":   TileBox(Tile{Label: "Stops", Figure: Figure{Text: "3"}, Change: &Change{Flat: true, Text: "–", Title: "the previous 28 days have data for 8 days only"}}),
		"tile_flat":      TileBox(Tile{Label: "Stops", Figure: Figure{Text: "3"}, Change: &Change{Flat: true, Text: "±0"}, Note: "1 micro"}),
		"tile_none":      TileBox(Tile{Label: "MTTR, min", Figure: Figure{Text: "–"}, Note: "no stops"}),
		"tile_stale":     TileBox(Tile{Label: "Shots", Figure: Figure{Text: "8,912", Stale: true}, Status: NoSignal, Word: "last seen 14:03"}),
		"tile_marks":     TileBox(Tile{Label: "Running now", Figure: Figure{Text: "31", Of: "of 48"}, Marks: []Mark{{Poor, "6 stopped"}, {NoSignal, "2 no signal"}}}),
		"tile_opens":     TileBox(Tile{Label: "Stops", URL: "/run-rate#stops", Figure: Figure{Text: "3"}, Note: "62 h doubtful", Reason: &Link{"why", "/quality"}, Spark: designSpark()}),
		"tile_imputed":   TileBox(Tile{Label: "Mold temp., °C", Figure: Figure{Text: "64.2", Imputed: "linear, 4 min gap"}}),
		"badges":         templ.Join(BadgeMark(Badge{Text: "new"}), BadgeMark(Badge{Text: "done", Tone: "good", Title: "on 3 Nov"})),
		"confidence":     templ.Join(ConfidenceMark(Low), ConfidenceMark(Medium), ConfidenceMark(High)),
		"band":           BandMark(Band{Max: 150, Low: 96, High: 141, Value: designValue(118.9), Title: "96–141 k"}),
		"band_none":      BandMark(Band{Title: "no range"}),
		"spark_of_one":   Sparkline(Spark{Points: []*float64{designValue(3)}}),
		"spark_empty":    Sparkline(Spark{}),
		"segments":       Segments("Views", []View{{Text: "Hour", URL: "/a", Current: true}, {Text: "Shift", URL: "/b"}}),
		"tabs":           Tabs("Quality", []View{{Text: "Process", URL: "/a", Current: true}, {Text: "Data", URL: "/b", Badge: &Badge{Text: "2 poor", Tone: "watch"}}}),
		"kiosk":          Kiosk(KioskPage{Assets: assets{}, Title: "Kiosk", BoardURL: "/kiosk/board?per=9", EventsURL: "/events", Rotate: 15, Board: sampleBoard()}),
		"kiosk_stale":    KioskBoardPart(KioskBoard{Stale: true, Zone: "UTC", OldHead: "All plants: state not known", Empty: "Nothing is built yet."}),
		"kiosk_setup":    KioskSetup(KioskSetupPage{Head: Head{Question: "Q", Answer: "A"}, Places: []KioskOption{{Text: "All plants"}, {Value: "Brno", Text: "Brno", Chosen: true}}, Rotate: 15, Path: "/kiosk?per=9", Address: "plant.example/kiosk?per=9", Command: "chromium --kiosk"}),
		"choices":        ChoiceList(Choices{Kinds: []ChoiceKind{{Name: "Plants", Choices: []Choice{{Text: "Brno", URL: "/a", Current: true}, {Text: "Pune", URL: "/b", Note: "8 tools"}}, More: &Link{"All 5", "/filters?kind=location"}}}}),
		"choices_none":   ChoiceList(Choices{Note: "Nothing is called so."}),
		"choice_page":    ChoicePage(Head{Question: "Filter by what?", Answer: "Choose"}, Refine{Action: "/filters", Keep: []Hidden{{"here", "/run-rate"}}, Wanted: "mx"}, templ.NopComponent),
		"later":          LaterBox(Later{ID: "stops", URL: "/run-rate?only=stops", Name: "the stops", Height: "table"}),
		"later_asked":    LaterBox(Later{ID: "sensitivity-part", URL: "/run-rate?count=true", Name: "the sensitivity", Asks: "600,000 shots are read one by one."}),
		"sensitivity":    SensitivitySection(SensitivityPart{Section: Section{ID: "sensitivity", Head: "Sensitivity"}, Answer: "Stops hang on gap_slack.", Words: "Plateau: gap_slack from 2 to 5 s.", Slack: TablePart{Section: Section{ID: "slack", Head: "By gap slack"}, Table: sampleTable()}, Tolerance: TablePart{Section: Section{ID: "tolerance", Head: "By tolerance"}, Table: sampleTable()}}),
		"sensitivity_no": SensitivitySection(SensitivityPart{Section: Section{ID: "sensitivity", Head: "Sensitivity"}, Answer: "Too many shots.", Words: "Choose fewer days."}),
		"table_marks":    DataTable(designTable()),
		"bars_open":      BarList(designBars()),
		"key_help":       KeyHelp(sampleFrame().Nav),
		"nav":            navigation(manyPages()),
		"compare_off":    TopBar(Frame{Range: &RangePicker{Name: "Today", Compare: &Compare{Name: "previous day", URL: "/run-rate?compare=previous"}}, Filters: &FilterBar{}}),
		"chart_section":  ChartSection(Section{ID: "trend", Head: "Trend"}, sampleChart()),
		"chart_as_table": ChartSection(Section{ID: "trend", Head: "Trend", Views: []View{{Text: "Day", URL: "/a", Current: true}, {Text: "Week", URL: "/b"}}}, Chart{ID: "c", AsChart: "/run-rate", AsTable: "/run-rate?table=c", Shown: true, CSV: "/api/v1/run-rate?format=csv"}),
		"trust_query":    TrustLine(Trust{Query: "sprue analyze runrate --last 7d"}),
		"banners":        Layout(Frame{Assets: assets{}, Banners: designBanners()}, templ.NopComponent),
		"design":         Design(DesignPage{Light: DesignHalf{Theme: "light", Charts: []DesignChart{{Section{ID: "light-lines", Head: "Lines"}, sampleChart()}}}, Dark: DesignHalf{Theme: "dark"}}),
		"roi":            ROI(sampleROI()),
		"quality":        Quality(QualityPage{Head: Head{Question: "Q", Answer: "A"}, Tabs: sampleTabs(), Tiles: []Tile{{Label: "Shifts", Figure: Figure{Text: "2"}}}, Processes: &TablePart{Section: Section{ID: "processes", Head: "1 tool and part"}, Table: sampleTable()}, Events: &TablePart{Section: Section{ID: "events", Head: "Drifts and shifts"}, Empty: "None."}, Trust: sampleTrust()}),
		"quality_later":  Quality(QualityPage{Head: Head{Question: "Q", Answer: "A"}, Later: &Later{ID: "processes-part", URL: "/quality?count=true", Name: "the capability", Height: "table"}, Trust: sampleTrust()}),
		"quality_more":   Quality(QualityPage{Head: Head{Question: "Q", Answer: "A"}, Processes: &TablePart{Section: Section{ID: "processes", Head: "2 tools and parts"}, Table: sampleTable()}, More: &More{URL: "/quality?counted=9", All: "/quality?count=true"}, Trust: sampleTrust()}),
		"quality_empty":  Quality(QualityPage{Head: Head{Question: "Q", Answer: "A"}, Empty: &Empty{Head: "Nothing was made."}, Trust: sampleTrust()}),
		"quality_data":   Quality(QualityPage{Head: Head{Question: "Q", Answer: "A"}, Tabs: sampleTabs(), Data: sampleData(), Trust: sampleTrust()}),
		"quality_tool":   Quality(QualityPage{Head: Head{Question: "Q", Answer: "A"}, Chart: sampleControl(), Events: &TablePart{Section: Section{ID: "events", Head: "Drifts and shifts"}, Empty: "None."}, Trust: sampleTrust()}),
		"life":           LifeSection(*sampleLife(0.5, "ok")),
		"life_beyond":    LifeBox(LifeBar{Used: 2.5, Title: "250 %"}),
		"tool_below":     ToolBelowBox(ToolBelow{Judged: sampleJudged(), Sessions: TablePart{Section: Section{ID: "sessions", Head: "Sessions", Tail: []Link{{Text: "All sessions", URL: "/shots?tool=MX-1#sessions-part"}}}, Table: sampleTable()}}),
		"sessions_part":  SessionsPart(TablePart{Section: Section{ID: "sessions", Head: "Sessions"}, Empty: "None."}),
		"judged_nothing": JudgedSection(JudgedPart{Section: Section{ID: "judged", Head: "Beside its baseline", Note: "no baseline"}, Answer: "No shots.", Weeks: TablePart{Section: Section{ID: "weeks", Head: "Weeks"}, Empty: "No shots in this range."}}),
		"life_unknown":   LifeSection(LifePart{Section: Section{ID: "life", Head: "Life"}, Tiles: []Tile{{Label: "Life used, %", Figure: Figure{Text: "–"}, Note: "nobody says"}}}),
		"benchmark":      Benchmark(sampleBenchmark()),
		"benchmark_none": Benchmark(BenchmarkPage{Head: Head{Question: "Q", Answer: "A"}, Strip: Section{ID: "strips", Head: "Score"}, Strips: Strips{None: "There is nothing to compare."}, Table: TablePart{Section: Section{ID: "ranks", Head: "Tools"}, Table: sampleTable()}, Suppliers: TablePart{Section: Section{ID: "suppliers", Head: "Suppliers"}, Empty: "None."}, Trust: sampleTrust()}),
		"finding":        Finding(sampleFinding()),
		"tiles":          Tiles([]Tile{{Label: "Stops", Figure: Figure{Text: "6,412"}}, {Label: "Downtime, h", Figure: Figure{Text: "1,349.6"}}}),
		"table_steady":   DataTable(Table{Caption: "Tools", Steady: true, Columns: []Column{{Name: "Tool"}, {Name: "Shots", Number: true, Low: "1"}, {Name: "Trend"}, {Name: "Status"}}, Rows: []Row{{Cells: []Cell{{Text: "MX-2417"}, {Text: "61,480"}, {Spark: designSpark()}, {Status: Off, Text: "planned off"}}}}}),
		"table":          DataTable(sampleTable()),
		"table_empty":    DataTable(Table{Caption: "Runs", Columns: []Column{{Name: "Start"}}}),
		"status_all":     templ.Join(StatusWord(Good, "running"), StatusWord(Watch, "watch"), StatusWord(Poor, "stopped"), StatusWord(Off, "off"), StatusWord(NoSignal, "no signal")),
		"banner_stale":   BannerBox(Banner{Status: Watch, Head: "Stale: no new shots since 14:03", Text: "29 min old.", Link: &Link{Text: "Pipeline", URL: "/pipeline"}}),
		"banner_failed":  BannerBox(Banner{Status: Poor, Head: "Build failed", Text: "You see the one before."}),
		"banner_plain":   BannerBox(Banner{Head: "No stops in this range", Text: "It was planned off."}),
		"empty":          EmptyBox(Empty{Head: "Nothing was made.", Text: "Shots end on 3 Oct.", Link: &Link{Text: "Show 6 Sep – 3 Oct", URL: "/run-rate?from=2026-09-06&to=2026-10-04"}}),
		"bars":           BarList(Bars{Caption: "Downtime by cause", Heads: [3]string{"cause", "hours", "cumulative, %"}, Rows: []Bar{{Label: "gap", Share: 1, Text: "441.3", Quiet: "33", Title: "no shot came"}, {Label: "long", Share: 0.4, Text: "171.2", Quiet: "45"}}}),
		"trust":          TrustLine(sampleTrust()),
		"chart":          ChartBox(sampleChart()),
		"section":        SectionHead(Section{ID: "tools", Head: "48 tools", Note: "31 running", Tail: []Link{{Text: "CSV", URL: "/api/v1/run-rate?by=tool&format=csv"}}}),
		"head":           PageHead(Head{Back: &Link{Text: "All tools", URL: "/run-rate"}, Question: "How steadily does it run?", Answer: "MX-2417 produced in 86 % of its run time", Why: "Gaps."}),
		"top_bar":        TopBar(sampleFrame()),
		"layout":         Layout(sampleFrame(), PageHead(Head{Question: "Q", Answer: "A"})),
		"layout_dark":    Layout(Frame{Assets: assets{}, Title: "T", Theme: "dark", Here: "/"}, templ.NopComponent),
		"message":        Message(MessagePage{Head: Head{Question: "There is no such page", Answer: "Nothing is at /x"}, Text: []string{"The navigation shows the pages."}, Steps: []string{"sprue build"}, Actions: []Link{{Text: "Run rate", URL: "/run-rate"}}, Small: "request 1"}),
		"run_rate":       RunRate(sampleRunRate()),
		"run_rate_empty": RunRate(RunRatePage{Head: Head{Question: "Q", Answer: "A"}, Empty: &Empty{Head: "Nothing was made.", Text: "At all."}, Trust: sampleTrust()}),
		"tool":           Tool(sampleToolPage()),
		"timeline":       TimelineBox(sampleTimeline()),
		"timeline_table": TimelineBox(Timeline{ID: "timeline", Table: sampleTablePointer()}),
		"timeline_part":  TimelineSection(TimelinePart{Section: Section{ID: "timeline", Head: "Brno, last 24 hours"}, Places: []View{{Text: "Brno", URL: "/a", Current: true}, {Text: "Pune", URL: "/b"}}, Shown: []View{{Text: "Chart", URL: "/c", Current: true}, {Text: "Table", URL: "/d"}}, Picture: sampleTimeline(), Pager: samplePager()}),
		"legend":         TimelineLegend(TimelineStates()),
		"bars_more":      BarList(Bars{Caption: "Downtime by hour", Heads: [3]string{"hour", "hours", "cum., %"}, More: []string{"stops", "MTTR, min"}, Rows: []Bar{{Label: "02:00", Share: 1, Text: "4.3", Quiet: "40", More: []string{"12", "8.1"}}}}),
		"rows":           TableSection(TablePart{Section: Section{ID: "stops", Head: "Stops"}, Table: sampleTable(), Pager: samplePager()}),
		"rows_none":      TableSection(TablePart{Section: Section{ID: "stops", Head: "Stops"}, Empty: "No stops in this range."}),
		"shots":          Shots(sampleShots()),
		"shots_bare":     Shots(shotsWithoutLimits()),
		"shots_empty":    Shots(ShotsPage{Head: Head{Question: "Q", Answer: "A"}, Empty: &Empty{Head: "Nothing was made."}, Trust: sampleTrust()}),
		"shot_tools":     ShotTools(ShotToolsPage{Head: Head{Question: "Q", Answer: "A"}, Search: Refine{Action: "/shots", Keep: []Hidden{{"last", "7d"}}, Wanted: "mx"}, Tools: TablePart{Section: Section{ID: "tools", Head: "2 tools"}, Table: sampleTable()}, Trust: sampleTrust()}),
		"shot_none":      ShotTools(ShotToolsPage{Head: Head{Question: "Q", Answer: "A"}, Empty: &Empty{Head: "Nothing is called so."}, Trust: sampleTrust()}),
		"shot":           Shot(sampleShot()),
		"shot_left_out":  Shot(ShotPage{Head: Head{Question: "Q", Answer: "A"}, Steps: []StoryStep{{ID: "step-1-packet", Title: "Packet", Text: "Item 1."}}, Around: Section{ID: "around", Head: "Around", Note: "none"}, Raw: Section{ID: "raw", Head: "Raw"}, JSON: "{}", Trust: sampleTrust()}),
		"overview":       Overview(sampleOverview()),
		"overview_empty": Overview(OverviewPage{Head: Head{Question: "Q", Answer: "A"}, Empty: &Empty{Head: "Nothing was made.", Text: "At all."}, Trust: sampleTrust()}),
		"heat":           HeatBox(designHeat("light")),
		"ranked":         RankedList([]Ranked{{Name: "MX-3052", Kind: "gaps", Text: "no shot came, 37.5 h", Figure: "38.5", Quiet: "8.1 %", Title: "in full", URL: "/tools/MX-3052"}}),
		"doubts":         DoubtList([]Doubtful{{Name: "MX-3003", Text: "shots are missing", Title: "why", Figure: "0.77 h", URL: "/tools/MX-3003"}, {Name: "180 shots", Text: "left out: unmapped"}}, ""),
		"doubts_none":    DoubtList(nil, "None."),
		"directory":      Directory(sampleDirectory()),
		"directory_none": Directory(DirectoryPage{Head: Head{Question: "Q", Answer: "A"}, Section: Section{ID: "tools", Head: "Tools"}, Search: Refine{Action: "/tools", Wanted: "mxx"}, Clear: &Link{Text: "Show all", URL: "/tools"}, Empty: &Empty{Head: "Did you mean MX-1?", Link: &Link{Text: "Search for MX-1", URL: "/tools?q=MX-1"}}, Trust: sampleTrust()}),
		"pager_last":     PagerBar(Pager{Text: "101–120 of 120", Before: "/tools?page=2"}),
		"spark_joined":   Sparkline(Spark{Points: []*float64{designValue(3), nil, designValue(4)}, Joined: true, Title: "efficiency"}),
		"tool_empty":     Tool(ToolPage{Head: Head{Question: "Q", Answer: "A"}, Empty: &Empty{Head: "Nothing was made."}, History: TablePart{Section: Section{ID: "history", Head: "History"}, Empty: "Nothing is known."}, Trust: sampleTrust()}),
	}
}

func sampleChart() Chart {
	return Chart{
		ID: "trend-data", Summary: "Stability fell.", Option: map[string]any{"option": map[string]any{}}, Table: sampleTable(),
		AsChart: "/run-rate", AsTable: "/run-rate?table=trend-data",
	}
}

func manyPages() Frame {
	f := Frame{Assets: assets{}, Here: "/roi", Narrow: true, Foot: []string{"Build 1842"}}
	for _, name := range []string{"Overview", "Run rate", "ROI", "Shots", "Quality", "Tools"} {
		f.Nav = append(f.Nav, NavItem{Name: name, URL: "/" + name, Icon: "grid", Current: name == "ROI"})
	}
	f.Nav[5].Note = "3 open"
	return f
}

func sampleTable() Table {
	return Table{
		Caption: "Tools",
		Columns: []Column{
			{Name: "Tool", URL: "/run-rate?sort=tool"},
			{Name: "Part", Low: "1"},
			{Name: "Stability, %", Number: true, URL: "/run-rate?sort=-stability", Sorted: "ascending", Title: "production / run time"},
			{Bar: true, Low: "2"},
			{Name: "Status"},
		},
		Rows: []Row{
			{URL: "/tools/MX-2417", Cells: []Cell{{Text: "MX-2417"}, {Text: "Cover 41", Title: "Cover 41"}, {Text: "83.0", Title: "0.830112"}, {Bar: 1}, {Status: Good, Text: "running"}}},
			{Cells: []Cell{{Text: "MX-2208"}, {Text: "–"}, {Text: "79.0", High: "90.0", Doubt: "shots are missing"}, {Bar: 0.5}, {Status: NoSignal, Text: "no signal", Sub: "since 14:03"}}},
		},
	}
}

func sampleOverview() OverviewPage {
	return OverviewPage{
		Head: Head{Question: "Q", Answer: "A", Why: "W"}, Tiles: designTiles()[:2],
		Heat: Section{ID: "heat", Head: "Cycle time vs approved", Views: []View{{Text: "Deviation", URL: "/a", Current: true}, {Text: "Shots", URL: "/b"}}}, Map: designHeat("light"),
		Loss: Section{ID: "loss", Head: "Where the loss sits"}, Bars: designBars(),
		Worst: Section{ID: "worst", Head: "Worst tools"}, Ranked: []Ranked{{Name: "MX-3052", Kind: "gaps", URL: "/tools/MX-3052"}},
		Doubts: Section{ID: "doubts", Head: "Data doubts"}, NoDoubts: "None.",
		Suppliers: Board{Section: Section{ID: "supplier-board", Head: "Suppliers"}, Table: sampleTable()},
		Locations: Board{Section: Section{ID: "location-board", Head: "Plants"}, Table: sampleTable()},
		Trust:     sampleTrust(),
	}
}

func sampleDirectory() DirectoryPage {
	return DirectoryPage{
		Head: Head{Question: "Q", Answer: "A"}, Search: Refine{Action: "/tools", Keep: []Hidden{{"last", "7d"}}},
		Section: Section{ID: "tools", Head: "Tools", Tail: []Link{{Text: "CSV", URL: "/api/v1/directory?format=csv"}}},
		Table:   sampleTable(), Pager: &Pager{Text: "51–100 of 120", Before: "/tools", Next: "/tools?page=3"}, Trust: sampleTrust(),
	}
}

func sampleTrust() Trust {
	return Trust{
		Facts: []Fact{
			{Strong: "1,109,514", After: " shots used"},
			{Strong: "1,443", After: " left out: 1,031 unmapped", Title: "1,031 unmapped, 412 exact duplicate"},
			{Before: "data cover ", Strong: "98.6 %"},
			{After: "zone of each plant"},
		},
		Computed: []Definition{{Term: "Efficiency", Text: "Normal shots / shots."}},
	}
}

func sampleFrame() Frame {
	return Frame{
		Assets: assets{}, Title: "Run rate", Here: "/run-rate?last=28d",
		Nav:  []NavItem{{Name: "Run rate", URL: "/run-rate", Icon: "pulse", Key: "r", Current: true}, {Name: "Tools", URL: "/tools", Icon: "tool", Key: "t"}},
		Foot: []string{"Build 1842 · 14:30", "48 tools · 5 plants"},
		Range: &RangePicker{
			Name: "Last 28 days", Dates: "23 Oct – 19 Nov", Action: "/run-rate", From: "2026-10-23", Until: "2026-11-19", Compare: &Compare{Name: "previous 28 days", On: true, URL: "/run-rate?compare=none"},
			Presets: []Preset{{Name: "Last 7 days", Dates: "13 – 19 Nov", URL: "/run-rate?last=7d"}, {Name: "Last 28 days", URL: "/run-rate?last=28d", Current: true}},
			Keep:    []Hidden{{"sort", "-stops"}},
		},
		Filters: &FilterBar{
			Search: true, Add: true, Here: "/run-rate?last=28d",
			Chips: []Chip{{Name: "Plant", Value: "Brno", Remove: "/run-rate"}},
		},
		Age:     &DataAge{Status: Good, Text: "Synced 2 min ago", More: "last shot 19 Nov 14:31 CET", Title: "last mirrored"},
		Banners: []Banner{{Status: Watch, Head: "Stale"}},
	}
}

func sampleFinding() FindingPage {
	return FindingPage{
		Head: Head{Question: "Slow cycle on MX-1: what is to be done about it?", Answer: "MX-1 costs 3,070 $ a month"}, Tiles: []Tile{{Label: "Value a year, USD", Figure: Figure{Text: "36,865"}}},
		Do: Section{ID: "do", Head: "What to do"}, Action: "Restore the settings.", Links: []Link{{Text: "Its shots", URL: "/tools/MX-1/shots"}, {Text: "MX-1", URL: "/tools/MX-1"}},
		Changed: "Planned on 3 Nov at 14.0 %, now 18.2 %.", Status: Section{ID: "status", Head: "What is being done"},
		Form:    &StatusForm{Action: "/roi/finding", Keep: []Hidden{{"id", "MX-1:slow_cycle"}}, Statuses: []StatusChoice{{Value: "new", Text: "New"}, {Value: "done", Text: "Done", Chosen: true}}, By: "Ana"},
		Figures: TablePart{Section: Section{ID: "figures", Head: "Its figures"}, Empty: "None."}, History: TablePart{Section: Section{ID: "history", Head: "What was said"}, Empty: "Nothing yet."},
	}
}

func sampleTabs() []View {
	return []View{{Text: "Process", URL: "/quality", Current: true}, {Text: "Data", URL: "/quality?tab=data"}}
}

func sampleData() *DataParts {
	chart := sampleChart()
	part := func(id string) TablePart { return TablePart{Section: Section{ID: id, Head: id}, Table: sampleTable()} }
	return &DataParts{Trend: Section{ID: "builds", Head: "Score by build"}, TrendBox: &chart, Tables: part("tables"), Quarantine: part("quarantine"), Tools: part("scored"), Anomalies: part("anomalies"), Reconciled: new(part("reconciled"))}
}

func sampleControl() *ProcessCharts {
	chart := sampleChart()
	return &ProcessCharts{
		Control: Section{ID: "control", Head: "X̄ of 5 consecutive shots"}, Chart: &chart, Measures: []View{{Text: "Cycle time", URL: "/a", Current: true}, {Text: "Temperature", URL: "/b"}}, Marks: []ControlMark{{"inside", "in control"}, {"baseline", "baseline"}},
		Beside: Section{ID: "beside", Head: "EWMA"}, BesideBox: &chart, Drift: Section{ID: "medians", Head: "Median by day"}, DriftBox: &chart,
		Capability: TablePart{Section: Section{ID: "capability", Head: "Capability"}, Table: sampleTable()}, Notes: []string{"Not normal."},
	}
}

func sampleBenchmark() BenchmarkPage {
	return BenchmarkPage{
		Head: Head{Question: "Q", Answer: "A"}, Tiles: []Tile{{Label: "Tools ranked", Figure: Figure{Text: "3", Of: "of 5"}}}, Strip: Section{ID: "strips", Head: "Performance score"},
		Strips: Strips{ID: "strips", Caption: "Score", Heads: []string{"score", "percentile", "to best"}, Ticks: []AxisTick{{Text: "70"}, {At: 0.5, Text: "80"}, {At: 1, Text: "90"}}, Groups: []StripGroup{
			{Name: "P-014", URL: "/benchmark?part=P-014", Note: "3 tools · median 80.0", Median: 0.5, Rows: []StripRow{
				{Name: "MX-1", URL: "/tools/MX-1", At: designValue(1), Title: "90.000000", Figures: []string{"90.0", "100", "0.0"}},
				{Name: "MX-2", URL: "/tools/MX-2", At: designValue(0.5), Figures: []string{"80.0", "50", "−10.0"}, Asked: true},
				{Name: "MX-3", URL: "/tools/MX-3", Title: "no approved cycle time", Figures: []string{"–", "–", "–"}},
			}},
			{Name: "Hot runners", Note: "family · 2 tools · median 75.0", Median: 0.25},
		}},
		Table: TablePart{Section: Section{ID: "ranks", Head: "Tools by score"}, Table: sampleTable()}, Suppliers: TablePart{Section: Section{ID: "suppliers", Head: "Suppliers"}, Table: sampleTable()}, Trust: sampleTrust(),
	}
}

func sampleROI() ROIPage {
	return ROIPage{
		Head: Head{Question: "Q", Answer: "A"}, Tiles: []Tile{{Label: "Stops, USD", Figure: Figure{Text: "3,960"}}}, Bridge: Section{ID: "bridge", Head: "From run time to good parts"},
		Steps: Bridge{Caption: "Bridge", Heads: []string{"hours", "USD"}, Ticks: []AxisTick{{Text: "0"}, {At: 0.98, Text: "100"}}, Steps: []Step{
			{Label: "Run time", Kind: "total", To: 0.98, Figures: []string{"100.0", ""}, Exact: []string{"100.000000 h", ""}},
			{Label: "− Stops", Kind: "loss", From: 0.8, To: 0.98, Joint: 0.98, Figures: []string{"−18.0", "−3,960"}, Exact: []string{"", ""}, Largest: "MX-1", Part: "9.0 h", URL: "/tools/MX-1"},
			{Label: "− Scrap", Kind: "unknown", Joint: 0.8, Figures: []string{"–", "–"}, Exact: []string{"", ""}, Largest: "no counts in any source"},
			{Label: "Good parts", Kind: "total", To: 0.8, Joint: 0.8, Figures: []string{"82.0", ""}, Exact: []string{"", ""}},
		}},
		Loss: Section{ID: "loss", Head: "Loss by tool"}, Later: &Later{ID: "todo-part", URL: "/roi?count=true", Name: "what to do", Height: "table"},
		Losses: Bars{
			ID: "loss", Caption: "Loss by tool", Heads: [3]string{"tool", "USD", "cum., %"}, Rows: []Bar{{Label: "MX-1", Share: 1, Text: "1,980", Quiet: "50", URL: "/roi?tool=MX-1"}, {Label: "3 others", Text: "1,980", Quiet: "100"}},
			Sums: []Sum{{0.5, 0.5, 0.75}, {0.75, 1, 1}},
		},
		WhatIf: &WhatIf{
			Section: Section{ID: "what-if", Head: "What if"}, Action: "/roi", Keep: []Hidden{{"last", "7d"}}, Fix: []Option{{"both", "Both", true}, {"stops", "Stops", false}}, Views: []View{{Text: "No", URL: "/roi", Current: true}, {Text: "Yes", URL: "/roi?view=capacity"}}, View: "cost view",
			Fields: []Slider{{Name: "cost", Label: "Investment", Value: "20000", Unit: "USD", Min: "0", Max: "100000", Step: "1000", At: "20000"}, {Name: "target", Label: "To a cycle time of", Unit: "s, approved not known"}},
			Tiles:  []Tile{{Label: "Payback, months", Figure: Figure{Text: "8.0"}}}, Verdict: "It saves 2,500 $ a month.",
		},
		Table: TablePart{Section: Section{ID: "tools", Head: "1 tool"}, Empty: "No tool."}, Trust: sampleTrust(),
	}
}

func sampleJudged() JudgedPart {
	chart := sampleChart()
	return JudgedPart{
		Section: Section{ID: "judged", Head: "Beside its baseline", Note: "1,727 shots from 31 Aug to 2 Sep"},
		Answer:  "MX-2417 is 15.8 % slower than its baseline since W46.", Words: "All cycles have become longer.",
		Tiles: []Tile{{Label: "Verdict, W48", Figure: Figure{Text: "slower"}, Status: Watch, Word: "to look at", Note: "p < 0.001"}},
		Shape: Section{ID: "shape", Head: "Cycle times"}, Chart: &chart,
		Weeks: TablePart{Section: Section{ID: "weeks", Head: "Weeks"}, Table: sampleTable()},
	}
}
