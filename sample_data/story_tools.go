package sampledata

// The kinds of planted stories, as ground_truth.json names them.
const (
	SlowAfterSettingChange = "slow_after_setting_change"
	CoolingDrift           = "cooling_drift"
	TemperatureExcursion   = "temperature_excursion"
	MicroStops             = "micro_stops"
	LongBreakdown          = "long_breakdown"
	FasterThanApproved     = "faster_than_approved"
	EndOfLife              = "end_of_life"
	SupplierGap            = "supplier_gap"
	CounterMoved           = "counter_moved"
	PartSwitch             = "part_switch"
	FamilyMold             = "family_mold"
	ClockDrift             = "clock_drift"
)

// Sizes of the stories; ground_truth.json repeats them.
const (
	slowSize       = 0.16
	driftSize      = 0.09
	excursionHeat  = 18.0 // °C
	excursionSlow  = 0.09
	microStopShare = 0.12 // of shots
	fasterSize     = -0.16
	lifeUsed       = 0.965
	gapSize        = 0.14
	clockPerDay    = 90.0 // s, the clock falls behind
	switchPace     = 1.22
)

// storyTool is a tool of the catalogue that something happens to.
type storyTool struct {
	story    string // "" for a bystander of another one's story
	code     string
	plant    int
	supplier int64
	parts    []int
	cavities []int64
	approved float64 // s
	heat     float64 // °C
}

// storyTools come first in every set, so that small sets have stories too.
func storyTools() []storyTool {
	return []storyTool{
		{SlowAfterSettingChange, "MX-2417", 0, 11, []int{0}, []int64{2}, 28, 58},
		{CoolingDrift, "MX-1733", 3, 19, []int{1}, []int64{1}, 33, 54},
		{TemperatureExcursion, "MX-4108", 4, 21, []int{2}, []int64{4}, 36, 62},
		{MicroStops, "MX-3077", 2, 16, []int{3}, []int64{8}, 24, 49},
		{LongBreakdown, "MX-2208", 0, 12, []int{4}, []int64{2}, 41, 66},
		{FasterThanApproved, "MX-1192", 1, 13, []int{5}, []int64{2}, 42, 57},
		{EndOfLife, "MX-4121", 4, 22, []int{6}, []int64{4}, 30, 71},
		{SupplierGap, "MX-1186", 1, 14, []int{7}, []int64{4}, 34, 60},
		{"", "MX-3052", 2, 17, []int{7}, []int64{4}, 34, 60},
		{CounterMoved, "MX-1215", 1, 13, []int{8}, []int64{4}, 31, 55},
		{"", "MX-1204", 1, 13, []int{8}, []int64{4}, 31, 55},
		{PartSwitch, "MX-2290", 0, 11, []int{9}, []int64{2}, 31, 52},
		{FamilyMold, "MX-3064", 2, 18, []int{11, 12}, []int64{4, 2}, 38, 64},
		{ClockDrift, "MX-1708", 3, 20, []int{13}, []int64{8}, 26, 68},
		{SupplierGap, "MX-1179", 1, 14, []int{7}, []int64{4}, 34.5, 60},
		{"", "MX-1741", 3, 19, []int{7}, []int64{4}, 33.5, 60},
	}
}

// The places of the tools that share a story.
const (
	counterGiver = 9
	counterTaker = 10
	switchedTool = 11
	otherPart    = 10 // the second part of the tool that switches
)

func (s storyTool) build(i int, all []*plant, seed uint64) *tool {
	t := newTool(i, s.code, all[s.plant], s.supplier, s.parts, seed)
	t.approved, t.heat, t.casts[0].cavities = s.approved, s.heat, s.cavities
	// A steady tool: the story shall be what stands out.
	t.slow, t.spread, t.bias = min(t.slow, 0.06), min(t.spread, 0.011), min(t.bias, 0.012)
	t.rhythm.steady = true
	switch s.story {
	case FasterThanApproved:
		t.bias = fasterSize
	case SupplierGap:
		t.bias += gapSize
	}
	return t
}
