package analysis

import "sprue/engine"

// Figures are the additive columns of any set of intervals; durations in µs.
// Ratios are made of them, of sums only.
type Figures struct {
	Shots            int64
	NormalShots      int64
	SlowShots        int64
	FastShots        int64
	StopShots        int64 // long and idle ones
	Parts            int64
	RunTimeUS        int64
	ProductionTimeUS int64
	DowntimeUS       int64
	DoubtfulUS       int64 // the part of DowntimeUS in which shots are missing
	Stops            int64
	MicroStops       int64
	SpeedLossUS      int64
	SpeedGainUS      int64
	CTUS             int64    // Σ ct over slow, fast and normal shots
	QualityScore     *float64 // mean of the shots' scores, 0..100
}

// dest is where a query's additive columns go, in their order.
func (f *Figures) dest() []any {
	return []any{
		&f.Shots, &f.NormalShots, &f.SlowShots, &f.FastShots, &f.StopShots, &f.Parts,
		&f.RunTimeUS, &f.ProductionTimeUS, &f.DowntimeUS, &f.DoubtfulUS,
		&f.Stops, &f.MicroStops, &f.SpeedLossUS, &f.SpeedGainUS, &f.CTUS, &f.QualityScore,
	}
}

// Efficiency is the share of normal shots; nil without shots.
func (f Figures) Efficiency() *float64 { return ratio(f.NormalShots, f.Shots) }

// Stability is production time / run time, all downtime counted.
func (f Figures) Stability() *float64 { return ratio(f.ProductionTimeUS, f.RunTimeUS) }

// StabilityHigh counts the doubtful downtime as production.
func (f Figures) StabilityHigh() *float64 { return ratio(f.ProductionTimeUS+f.DoubtfulUS, f.RunTimeUS) }

// MTTR is downtime / stops in seconds; nil without stops.
func (f Figures) MTTR() *float64 { return seconds(ratio(f.DowntimeUS, f.Stops)) }

// MTBF is production time / stops in seconds; nil without stops, to be shown
// as '> production time'.
func (f Figures) MTBF() *float64 { return seconds(ratio(f.ProductionTimeUS, f.Stops)) }

// ShotsPerStop is shots / stops; nil without stops.
func (f Figures) ShotsPerStop() *float64 { return ratio(f.Shots, f.Stops) }

// AverageCT is the mean ct in seconds of the slow, fast and normal shots.
func (f Figures) AverageCT() *float64 {
	return seconds(ratio(f.CTUS, f.NormalShots+f.SlowShots+f.FastShots))
}

// EfficiencyFigure is Efficiency for a reader.
func (f Figures) EfficiencyFigure() engine.Figure {
	return f.figure(f.Efficiency(), engine.UnitShare, "no shots")
}

// StabilityFigure is the range of stability for a reader.
func (f Figures) StabilityFigure() engine.Figure {
	fig := f.figure(f.Stability(), engine.UnitShare, "no run time")
	if f.DoubtfulUS > 0 {
		fig.High = f.StabilityHigh()
		fig.Doubt = engine.Duration(float64(f.DoubtfulUS)/1e6) + " of downtime is doubtful: shots are missing in it"
	}
	return fig
}

// MTTRFigure is MTTR for a reader.
func (f Figures) MTTRFigure() engine.Figure {
	return f.figure(f.MTTR(), engine.UnitDuration, "no stops")
}

// MTBFFigure is MTBF for a reader.
func (f Figures) MTBFFigure() engine.Figure {
	none := "no stops in " + engine.Duration(float64(f.ProductionTimeUS)/1e6) + " of production"
	return f.figure(f.MTBF(), engine.UnitDuration, none)
}

// figure marks what rests on data of poor quality; none says why v is nil.
func (f Figures) figure(v *float64, unit engine.Unit, none string) engine.Figure {
	fig := engine.Figure{Value: v, Unit: unit}
	switch {
	case v == nil:
		fig.Doubt = none
	case f.QualityScore != nil && *f.QualityScore < poorScore:
		fig.Doubt = "data quality is poor: score " + engine.Significant(*f.QualityScore)
	}
	return fig
}

// Below this the status of data is 'poor'.
const poorScore = 80

func ratio(a, b int64) *float64 {
	if b == 0 {
		return nil
	}
	r := float64(a) / float64(b)
	return &r
}

// seconds turns µs into seconds, nil into nil.
func seconds[T int64 | float64](us *T) *float64 {
	if us == nil {
		return nil
	}
	return new(float64(*us) / 1e6)
}

// Add gives the figures of both sets together.
func (f Figures) Add(g Figures) Figures {
	score := pooled(f, g)
	f.Shots += g.Shots
	f.NormalShots += g.NormalShots
	f.SlowShots += g.SlowShots
	f.FastShots += g.FastShots
	f.StopShots += g.StopShots
	f.Parts += g.Parts
	f.RunTimeUS += g.RunTimeUS
	f.ProductionTimeUS += g.ProductionTimeUS
	f.DowntimeUS += g.DowntimeUS
	f.DoubtfulUS += g.DoubtfulUS
	f.Stops += g.Stops
	f.MicroStops += g.MicroStops
	f.SpeedLossUS += g.SpeedLossUS
	f.SpeedGainUS += g.SpeedGainUS
	f.CTUS += g.CTUS
	f.QualityScore = score
	return f
}

// pooled weighs the scores of two sets by their shots.
func pooled(f, g Figures) *float64 {
	switch {
	case f.QualityScore == nil || f.Shots == 0:
		return g.QualityScore
	case g.QualityScore == nil || g.Shots == 0:
		return f.QualityScore
	}
	n, m := float64(f.Shots), float64(g.Shots)
	score := (*f.QualityScore*n + *g.QualityScore*m) / (n + m)
	return &score
}
