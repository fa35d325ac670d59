package reference

// Stop is a row of mart.stop.
type Stop struct {
	Run        RunKey
	StartUTC   int64
	EndUTC     int64
	StartLocal int64
	Downtime   int64
	Kind       string // gap, long or idle
	Shots      int64
	IsMicro    bool
	Shift      BucketKey // shift in which it starts, and its production day

	series []Interval
}

// findStops gives the maximal series of neighbouring intervals with w > 0 in
// the intervals of one run.
func findStops(intervals []Interval) []Stop {
	stops := []Stop{}
	series := []Interval{}
	for _, in := range intervals {
		if in.W > 0 {
			series = append(series, in)
			continue
		}
		if len(series) > 0 {
			stops = append(stops, stop(series))
		}
		series = nil
	}
	if len(series) > 0 {
		stops = append(stops, stop(series))
	}
	return stops
}

func stop(series []Interval) Stop {
	first, last := series[0], series[len(series)-1]
	s := Stop{Run: first.Run, Shots: int64(len(series)), series: series}
	s.StartUTC, _ = first.waiting()
	_, s.EndUTC = last.waiting()
	s.StartLocal = wallClock(s.StartUTC, first.ends.TimeZone)
	causes := map[string]int64{}
	for _, in := range series {
		s.Downtime += in.W
		causes[cause(in.Class)] += in.W
	}
	for _, kind := range []string{"gap", "long", "idle"} {
		if s.Kind == "" || causes[kind] > causes[s.Kind] {
			s.Kind = kind
		}
	}
	s.IsMicro = s.Downtime < first.params.MicroStop
	return s
}

func cause(class string) string {
	if class == "long" || class == "idle" {
		return class
	}
	return "gap"
}
