package reference

// The temperatures on both sides of a shot without one may be so far apart.
const (
	temperatureReach = 10 * minute
	temperaturePlace = 5 // shots
)

// imputeTemperatures estimates the temperature of each shot of a run that has
// none, linear in time between the run's nearest ones before and after.
func imputeTemperatures(run []Shot) {
	for i := range run {
		if run[i].Temperature.Valid {
			continue
		}
		before, after := i, i
		for before >= 0 && !run[before].Temperature.Valid {
			before--
		}
		for after < len(run) && !run[after].Temperature.Valid {
			after++
		}
		if before < 0 || after == len(run) || after-before > temperaturePlace {
			continue
		}
		if a, b := run[before], run[after]; b.TimeUTC-a.TimeUTC <= temperatureReach {
			run[i].TemperatureImputed = some(between(a, b, run[i].TimeUTC))
		}
	}
}

// between is half-way where both shots have the same time.
func between(a, b Shot, at int64) float64 {
	share := 0.5
	if b.TimeUTC > a.TimeUTC {
		share = float64(at-a.TimeUTC) / float64(b.TimeUTC-a.TimeUTC)
	}
	return a.Temperature.V + float64((b.Temperature.V-a.Temperature.V)*share)
}
