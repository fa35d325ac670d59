package roi

import (
	"errors"
	"fmt"
)

// Limits are from where a recommendation is made. Shares are 0..1.
type Limits struct {
	SlowDeviation      float64 `yaml:"slow_deviation"`       // Σ ct / Σ approved ct − 1 above it is slow
	SlowDeviationMajor float64 `yaml:"slow_deviation_major"` // and above it very slow
	SteadyCV           float64 `yaml:"steady_cv"`            // ct spread, standard deviation / mean, below it is small
	UnsteadyCV         float64 `yaml:"unsteady_cv"`          // and above it large
	Efficiency         float64 `yaml:"efficiency"`           // below it a tool is unstable
	EfficiencyWatch    float64 `yaml:"efficiency_watch"`
	Stability          float64 `yaml:"stability"` // below it stops are to be looked at
	StabilityWatch     float64 `yaml:"stability_watch"`
	MicroStopShare     float64 `yaml:"micro_stop_share"` // of run time
	GainShare          float64 `yaml:"gain_share"`       // of shots, over four weeks
	SupplierGap        float64 `yaml:"supplier_gap"`     // between deviations on the same part
	LifeShare          float64 `yaml:"life_share"`       // of the designed shots
	LifeMonths         float64 `yaml:"life_months"`      // until the designed shots are reached
	QualityScore       float64 `yaml:"quality_score"`    // 0..100
	QuarantineShare    float64 `yaml:"quarantine_share"` // of items
}

// DefaultLimits are those of the contract.
func DefaultLimits() Limits {
	return Limits{
		SlowDeviation: 0.10, SlowDeviationMajor: 0.20, SteadyCV: 0.05, UnsteadyCV: 0.10,
		Efficiency: 0.70, EfficiencyWatch: 0.85, Stability: 0.60, StabilityWatch: 0.80,
		MicroStopShare: 0.10, GainShare: 0.80, SupplierGap: 0.10, LifeShare: 0.80, LifeMonths: 12,
		QualityScore: 80, QuarantineShare: 0.02,
	}
}

func (l Limits) validate(name string) error {
	var errs []error
	within := func(key string, value, most float64) {
		if !(value >= 0 && value <= most) {
			errs = append(errs, fmt.Errorf("%s.%s: %v is not in 0..%v", name, key, value, most))
		}
	}
	for key, share := range map[string]float64{
		"efficiency": l.Efficiency, "efficiency_watch": l.EfficiencyWatch, "stability": l.Stability, "stability_watch": l.StabilityWatch,
		"micro_stop_share": l.MicroStopShare, "gain_share": l.GainShare, "quarantine_share": l.QuarantineShare,
	} {
		within(key, share, 1)
	}
	for key, share := range map[string]float64{
		"slow_deviation": l.SlowDeviation, "slow_deviation_major": l.SlowDeviationMajor, "steady_cv": l.SteadyCV, "unsteady_cv": l.UnsteadyCV,
		"supplier_gap": l.SupplierGap, "life_share": l.LifeShare,
	} {
		within(key, share, 10)
	}
	within("life_months", l.LifeMonths, 1200)
	within("quality_score", l.QualityScore, 100)
	return errors.Join(errs...)
}
