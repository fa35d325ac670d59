package reference

import "slices"

// LeftOut is a shot that is in quarantine for its ct, on a tool.
type LeftOut struct {
	EquipmentCode string
	Counter       string
	TimeUTC       int64
	Seq           Int
}

// Imputed is a row of mart.imputed_shot: a shot that was made and did not
// arrive whole.
type Imputed struct {
	Run     RunKey
	Counter string
	Seq     Int
	TimeUTC int64
	CT      int64
	Method  string // difference, reference or spread

	holder Interval // in which it lies
}

// maxSpread is how many shots a gap may hide.
const maxSpread = 10_000

// leftOut lists the entries of the quarantine that have lost only their ct,
// each shot once.
func (w world) leftOut(all []Quarantined) []LeftOut {
	found := []LeftOut{}
	for _, q := range all {
		if q.Reason != "bad_ct" {
			continue
		}
		mold, method, _ := w.mapTool(q.Counter.V, q.TimeUTC.V)
		l := LeftOut{code(mold.EquipmentCode).V, q.Counter.V, q.TimeUTC.V, q.Seq}
		if method != "" && !slices.Contains(found, l) {
			found = append(found, l)
		}
	}
	return found
}

// impute finds what the run tool[first:end] made and did not send whole.
func impute(tool []Shot, first, end int, intervals []Interval, out []LeftOut) []Imputed {
	all := []Imputed{}
	for i := first; i < end; i++ {
		in := intervals[i-first]
		a, b := i-1, i
		if in.params.ShotTime == "start" {
			a, b = i, i+1
		}
		if a < first || b >= end || in.RefCT.V <= 0 {
			continue
		}
		held := in.leftOut(tool, out)
		all = append(all, held...)
		all = append(all, in.spread(tool[a], tool[b], held)...)
	}
	return all
}

// leftOut gives the shots in quarantine that lie in the interval.
func (in Interval) leftOut(tool []Shot, out []LeftOut) []Imputed {
	held := []Imputed{}
	for _, l := range out {
		inside := in.From < l.TimeUTC && l.TimeUTC <= in.To
		if in.params.ShotTime == "start" {
			inside = in.From <= l.TimeUTC && l.TimeUTC < in.To
		}
		if !inside || l.EquipmentCode != in.Shot.EquipmentCode || slices.ContainsFunc(tool, l.isShot) {
			continue
		}
		shot := Imputed{in.Run, l.Counter, l.Seq, l.TimeUTC, in.RefCT.V, "reference", in}
		if d := in.apart(l, out); 2*d >= in.RefCT.V && 2*d <= 3*in.RefCT.V {
			shot.CT, shot.Method = d, "difference"
		}
		held = append(held, shot)
	}
	return held
}

func (l LeftOut) isShot(s Shot) bool {
	return s.Counter == l.Counter && s.TimeUTC == l.TimeUTC && s.Seq == l.Seq
}

// apart is the time since the shot before, or to the next one, of all that came
// from the tool.
func (in Interval) apart(l LeftOut, out []LeftOut) int64 {
	before, after := in.From, in.To
	for _, o := range out {
		if o.EquipmentCode != l.EquipmentCode {
			continue
		}
		if o.TimeUTC < l.TimeUTC {
			before = max(before, o.TimeUTC)
		}
		if o.TimeUTC > l.TimeUTC {
			after = min(after, o.TimeUTC)
		}
	}
	if in.params.ShotTime == "start" {
		return after - l.TimeUTC
	}
	return l.TimeUTC - before
}

// spread gives the shots that the numbers of the interval's two shots leave
// out, but for those that are held already.
func (in Interval) spread(a, b Shot, held []Imputed) []Imputed {
	if !in.Doubtful {
		return nil
	}
	n := b.Seq.V - a.Seq.V
	if n > maxSpread || n*in.RefCT.V > 2*in.D {
		return nil
	}
	all := []Imputed{}
	for k := int64(1); k < n; k++ {
		seq := some(a.Seq.V + k)
		taken := func(h Imputed) bool { return h.Counter == in.Shot.Counter && h.Seq == seq }
		if !slices.ContainsFunc(held, taken) {
			all = append(all, Imputed{in.Run, in.Shot.Counter, seq, in.From + k*in.D/n, in.RefCT.V, "spread", in})
		}
	}
	return all
}
