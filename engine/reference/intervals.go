package reference

// measure cuts the interval of shot i of the run tool[first:end].
func measure(tool []Shot, first, end, i int, ref Int, p RunRateParams) Interval {
	in := Interval{Shot: tool[i], RefCT: ref, params: p, ends: tool[i]}
	if p.ShotTime == "start" {
		in.spanFromStart(tool, end, i)
	} else {
		in.spanToEnd(tool, first, i)
	}
	in.D = in.To - in.From
	in.Class = classify(in.Shot.CT, ref, p)
	in.C = cyclePart(in, p)
	in.W = in.D - in.C
	measured := in.Class == "slow" || in.Class == "fast" || in.Class == "normal"
	in.Overlap = measured && in.Shot.CT-in.D > p.GapSlack
	in.TwoCounters = betweenOthers(tool, i, ref)
	if in.Overlap {
		in.Shot.Flags |= Overlap
	}
	if in.TwoCounters {
		in.Shot.Flags |= TwoCounters
	}
	return in
}

// spanToEnd: a timestamp ends its cycle; the interval reaches back to the shot
// before. The first of the run reaches back by its own cycle, at most to the
// tool's shot before.
func (in *Interval) spanToEnd(tool []Shot, first, i int) {
	in.To = tool[i].TimeUTC
	switch {
	case i > first:
		in.From = tool[i-1].TimeUTC
		in.Doubtful = missing(tool[i-1], tool[i])
	case i > 0:
		in.From = max(tool[i-1].TimeUTC, in.To-openCycle(tool[i].CT, in.RefCT, in.params))
	default:
		in.From = in.To - openCycle(tool[i].CT, in.RefCT, in.params)
	}
}

// spanFromStart: a timestamp starts its cycle; the interval reaches on to the
// next shot. The last of the run reaches on by its own cycle, at most to the
// tool's next shot.
func (in *Interval) spanFromStart(tool []Shot, end, i int) {
	in.From = tool[i].TimeUTC
	switch {
	case i < end-1:
		in.To = tool[i+1].TimeUTC
		in.ends = tool[i+1]
		in.Doubtful = missing(tool[i], tool[i+1])
	case i < len(tool)-1:
		in.To = min(tool[i+1].TimeUTC, in.From+openCycle(tool[i].CT, in.RefCT, in.params))
	default:
		in.To = in.From + openCycle(tool[i].CT, in.RefCT, in.params)
	}
}

// openCycle is the length of a cycle with no shot on its other side: ct, or
// ref if the shot is long or idle, 0 without ref.
func openCycle(ct int64, ref Int, p RunRateParams) int64 {
	if isIdle(ct, p) || isLong(ct, ref, p) {
		return ref.V
	}
	return ct
}

func classify(ct int64, ref Int, p RunRateParams) string {
	switch {
	case isIdle(ct, p):
		return "idle"
	case isLong(ct, ref, p):
		return "long"
	case millis(ct) > limitMillis(ref.V, 1_000_000+p.Tolerance):
		return "slow"
	case millis(ct) < limitMillis(ref.V, 1_000_000-p.Tolerance):
		return "fast"
	}
	return "normal"
}

func cyclePart(in Interval, p RunRateParams) int64 {
	switch {
	case in.Class == "idle" || in.Class == "long":
		return min(in.RefCT.V, in.D)
	case in.D-in.Shot.CT <= p.GapSlack:
		return in.D
	}
	return in.Shot.CT
}

// cycle and waiting are the two parts on the clock: the waiting part comes
// first where a timestamp ends its cycle.
func (in Interval) cycle() (from, to int64) {
	if in.params.ShotTime == "start" {
		return in.From, in.From + in.C
	}
	return in.To - in.C, in.To
}

func (in Interval) waiting() (from, to int64) {
	if in.params.ShotTime == "start" {
		return in.From + in.C, in.To
	}
	return in.From, in.To - in.C
}

// missing tells whether the numbers of two shots of one counter leave some out.
func missing(a, b Shot) bool {
	return a.Counter == b.Counter && a.Seq.Valid && b.Seq.Valid && b.Seq.V-a.Seq.V > 1
}

// betweenOthers: both neighbours on the tool are of other counters and at most
// one reference cycle away.
func betweenOthers(tool []Shot, i int, ref Int) bool {
	if i == 0 || i == len(tool)-1 || !ref.Valid {
		return false
	}
	before, s, after := tool[i-1], tool[i], tool[i+1]
	return before.Counter != s.Counter && after.Counter != s.Counter &&
		s.TimeUTC-before.TimeUTC <= ref.V && after.TimeUTC-s.TimeUTC <= ref.V
}
