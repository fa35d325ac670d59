package reference

import (
	"cmp"
	"slices"
)

// Rates is what run-rate.md computes of the shots.
type Rates struct {
	Shots     []Shot // with the flags overlap and two_counters and TemperatureImputed added, in the order of Master
	Intervals []Interval
	Runs      []Run
	Stops     []Stop
	Imputed   []Imputed
	Hours     []Bucket
	Days      []Bucket
	Shifts    []Bucket
	ToolDays  []ToolDay
}

// RunKey identifies a run by its first shot.
type RunKey struct {
	EquipmentCode string
	TimeUTC       int64
	Seq           Int
	Counter       string
}

// Interval is a row of mart.shot_interval: the time [From, To) that belongs to
// a shot, cut into its waiting and its cycle part.
type Interval struct {
	Run         RunKey
	Shot        Shot
	RefCT       Int
	Class       string
	From        int64
	To          int64
	D           int64
	C           int64
	W           int64
	Doubtful    bool // shots are missing between the interval's two shots
	Overlap     bool
	TwoCounters bool

	params RunRateParams
	ends   Shot // the shot that ends the interval: its zone gives the buckets
}

// Run is a row of mart.run.
type Run struct {
	Key             RunKey
	MoldID          int64
	PartID          Int
	StartUTC        int64
	EndUTC          int64
	StartLocal      int64
	EndLocal        int64
	RefCT           Int
	ReferenceMethod string
	Figures
	QualityScore float64 // mean of the shots'
}

// RunRate computes runs, intervals, stops and buckets of the shots of Master,
// and what is imputed of those that it left out.
func RunRate(shots []Shot, p Params, out ...LeftOut) Rates {
	rates := Rates{}
	for _, tool := range byTool(shots) {
		rates.addTool(tool, p, out)
	}
	slices.SortFunc(rates.Shots, inOrder)
	rates.Hours = rates.buckets(hours(p))
	rates.Days = rates.buckets(days(p))
	rates.Shifts = rates.buckets(shifts(p))
	rates.ToolDays = rates.toolDays(p)
	for i, s := range rates.Stops {
		rates.Stops[i].Shift = shifts(p).bucket(s.StartUTC, s.series[0].ends)
	}
	return rates
}

// byTool gives the shots of each tool in order, tools by code.
func byTool(shots []Shot) [][]Shot {
	shots = slices.Clone(shots)
	slices.SortFunc(shots, func(a, b Shot) int {
		return cmp.Or(cmp.Compare(a.EquipmentCode, b.EquipmentCode), inOrder(a, b))
	})
	tools := [][]Shot{}
	for i, s := range shots {
		if i == 0 || s.EquipmentCode != shots[i-1].EquipmentCode {
			tools = append(tools, nil)
		}
		tools[len(tools)-1] = append(tools[len(tools)-1], s)
	}
	return tools
}

func (rates *Rates) addTool(tool []Shot, p Params, out []LeftOut) {
	first := 0
	for i := 1; i <= len(tool); i++ {
		if i == len(tool) || startsRun(tool[i-1], tool[i], p.runRate(tool[i])) {
			rates.addRun(tool, first, i, p.runRate(tool[first]), out)
			first = i
		}
	}
}

func startsRun(before, s Shot, p RunRateParams) bool {
	return s.TimeUTC-before.TimeUTC > p.RunGap || (p.BreakOnPartChange && s.PartID != before.PartID)
}

// addRun adds the run tool[first:end].
func (rates *Rates) addRun(tool []Shot, first, end int, p RunRateParams, out []LeftOut) {
	shots := tool[first:end]
	imputeTemperatures(shots)
	ref, method := reference(shots, p)
	key := RunKey{shots[0].EquipmentCode, shots[0].TimeUTC, shots[0].Seq, shots[0].Counter}
	intervals := []Interval{}
	for i := first; i < end; i++ {
		interval := measure(tool, first, end, i, ref, p)
		interval.Run = key
		intervals = append(intervals, interval)
	}
	stops := findStops(intervals)
	last := shots[len(shots)-1]
	run := Run{
		Key: key, MoldID: shots[0].MoldID, PartID: shots[0].PartID,
		StartUTC: intervals[0].From, EndUTC: intervals[len(intervals)-1].To,
		RefCT: ref, ReferenceMethod: method,
	}
	run.StartLocal = wallClock(run.StartUTC, shots[0].TimeZone)
	run.EndLocal = wallClock(run.EndUTC, last.TimeZone)
	scores := int64(0)
	for _, in := range intervals {
		run.addShot(in)
		run.addTime(in, in.C, in.W)
		rates.Shots = append(rates.Shots, in.Shot)
		scores += in.Shot.Flags.Score()
	}
	for _, s := range stops {
		run.addStop(s)
	}
	imputed := impute(tool, first, end, intervals, out)
	for _, m := range imputed {
		run.addImputed(m)
	}
	rates.Imputed = append(rates.Imputed, imputed...)
	run.QualityScore = float64(scores) / float64(len(shots))
	rates.Runs = append(rates.Runs, run)
	rates.Intervals = append(rates.Intervals, intervals...)
	rates.Stops = append(rates.Stops, stops...)
}
