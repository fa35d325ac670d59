package reference

// Figures are the additive columns of mart.run; durations in µs.
type Figures struct {
	Shots          int64
	NormalShots    int64
	SlowShots      int64
	FastShots      int64
	StopShots      int64
	Parts          int64
	RunTime        int64
	ProductionTime int64
	Downtime       int64
	Doubtful       int64
	Stops          int64
	MicroStops     int64
	SpeedLoss      int64
	SpeedGain      int64
	CT             int64 // Σ ct over slow, fast and normal shots
	ImputedShots   int64 // in no other figure
	ImputedParts   int64

	PlannedRun        int64 // run time in planned time; of buckets alone, like the three below
	PlannedProduction int64
	Ideal             int64 // Σ approved_ct, where a calendar says what is planned
	IdealProduction   int64 // production time of shots that have one, likewise
}

func (f *Figures) addShot(in Interval) {
	f.Shots++
	f.Parts += in.Shot.Cavities
	switch in.Class {
	case "normal":
		f.NormalShots++
	case "slow":
		f.SlowShots++
		f.SpeedLoss += max(0, in.C-in.RefCT.V)
	case "fast":
		f.FastShots++
		f.SpeedGain += max(0, in.RefCT.V-in.C)
	default:
		f.StopShots++
		return
	}
	f.CT += in.Shot.CT
}

// addTime adds c and w of an interval, or the pieces of them in a bucket.
func (f *Figures) addTime(in Interval, c, w int64) {
	f.RunTime += c + w
	f.ProductionTime += c
	f.Downtime += w
	if in.Doubtful {
		f.Doubtful += w
	}
}

// addPlanned adds a piece of an interval, of which so much is production.
func (f *Figures) addPlanned(in Interval, calendar Calendar, p piece, production int64) {
	if calendar.isPlanned(p.from, wallClock(p.from, in.ends.TimeZone)) {
		f.PlannedRun += p.to - p.from
		f.PlannedProduction += production
	}
	if in.Shot.ApprovedCT.Valid && calendar.hasPlan() {
		f.IdealProduction += production
	}
}

func (f *Figures) addStop(s Stop) {
	f.Stops++
	if s.IsMicro {
		f.MicroStops++
	}
}

func (f *Figures) addImputed(m Imputed) {
	f.ImputedShots++
	f.ImputedParts += m.holder.Shot.Cavities
}

// Efficiency is normal shots / shots.
func (f Figures) Efficiency() Float { return ratio(f.NormalShots, f.Shots) }

// Stability is production time / run time.
func (f Figures) Stability() Float { return ratio(f.ProductionTime, f.RunTime) }

// MTTR is downtime / stops in seconds.
func (f Figures) MTTR() Float { return inSeconds(ratio(f.Downtime, f.Stops)) }

// MTBF is production time / stops in seconds.
func (f Figures) MTBF() Float { return inSeconds(ratio(f.ProductionTime, f.Stops)) }

// ShotsPerStop is shots / stops.
func (f Figures) ShotsPerStop() Float { return ratio(f.Shots, f.Stops) }

// AverageCT is the mean ct of slow, fast and normal shots in seconds.
func (f Figures) AverageCT() Float {
	return inSeconds(ratio(f.CT, f.NormalShots+f.SlowShots+f.FastShots))
}

func ratio(a, b int64) Float {
	if b == 0 {
		return Float{}
	}
	return some(float64(a) / float64(b))
}

func inSeconds(us Float) Float { return Float{V: us.V / 1e6, Valid: us.Valid} }
