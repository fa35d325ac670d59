package analysis

// figureColumns are the figures as columns of a Table, named as in mart.run.
func figureColumns() []Column {
	columns := []Column{}
	add := func(kind Kind, unit string, names ...string) {
		for _, name := range names {
			columns = append(columns, Column{Name: name, Unit: unit, Kind: kind})
		}
	}
	add(Whole, "", "shots", "normal_shots", "slow_shots", "fast_shots", "stop_shots", "parts")
	add(Whole, "us", "run_time_us", "production_time_us", "downtime_us", "doubtful_us")
	add(Whole, "", "stops", "micro_stops")
	add(Whole, "us", "speed_loss_us", "speed_gain_us")
	add(Real, "share", "efficiency", "stability", "stability_high")
	add(Real, "s", "mttr_s", "mtbf_s")
	add(Real, "", "shots_per_stop")
	add(Real, "s", "average_ct")
	add(Real, "", "quality_score")
	return columns
}

// values are the figures in the order of figureColumns.
func (f Figures) values() []any {
	return []any{
		f.Shots, f.NormalShots, f.SlowShots, f.FastShots, f.StopShots, f.Parts,
		f.RunTimeUS, f.ProductionTimeUS, f.DowntimeUS, f.DoubtfulUS,
		f.Stops, f.MicroStops, f.SpeedLossUS, f.SpeedGainUS,
		value(f.Efficiency()), value(f.Stability()), value(f.StabilityHigh()),
		value(f.MTTR()), value(f.MTBF()), value(f.ShotsPerStop()), value(f.AverageCT()),
		value(f.QualityScore),
	}
}

// value is what p points to, an untyped nil where there is nothing.
func value[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}
