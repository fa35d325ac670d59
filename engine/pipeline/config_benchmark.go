package pipeline

import (
	"errors"
	"fmt"
	"math"
)

// BenchmarkConfig says what the performance score of a tool is made of. None of
// it changes a shot.
type BenchmarkConfig struct {
	StabilityWeight  float64 `yaml:"stability_weight"`
	EfficiencyWeight float64 `yaml:"efficiency_weight"`
	DeviationWeight  float64 `yaml:"deviation_weight"`
	// DeviationLimit is the share by which cycles differ from the approved ones,
	// either way, where their part of the score is 0.
	DeviationLimit float64 `yaml:"deviation_limit"`
}

func benchmarkDefaults() BenchmarkConfig {
	return BenchmarkConfig{StabilityWeight: 0.4, EfficiencyWeight: 0.3, DeviationWeight: 0.3, DeviationLimit: 0.20}
}

func (b BenchmarkConfig) validate() error {
	var errs []error
	sum := 0.0
	for _, w := range []struct {
		name  string
		value float64
	}{{"stability_weight", b.StabilityWeight}, {"efficiency_weight", b.EfficiencyWeight}, {"deviation_weight", b.DeviationWeight}} {
		if !(w.value >= 0 && w.value <= 1) {
			errs = append(errs, fmt.Errorf("benchmark.%s: %v is not from 0 to 1", w.name, w.value))
		}
		sum += w.value
	}
	if len(errs) == 0 && math.Abs(sum-1) > 1e-9 {
		errs = append(errs, fmt.Errorf("benchmark: stability_weight, efficiency_weight and deviation_weight sum to %.6g, not to 1", sum))
	}
	if !(b.DeviationLimit > 0) || math.IsInf(b.DeviationLimit, 0) {
		errs = append(errs, fmt.Errorf("benchmark.deviation_limit: %v is not a share above 0, as 0.20", b.DeviationLimit))
	}
	return errors.Join(errs...)
}

func settingBenchmark(cfg Config) settingTable {
	b := cfg.Benchmark
	return settingTable{
		name:    "core.setting_benchmark",
		comment: "What the performance score of mart.benchmark is made of; one row",
		columns: []settingColumn{
			{"stability_weight", "DOUBLE", "Weight of stability"},
			{"efficiency_weight", "DOUBLE", "Weight of efficiency"},
			{"deviation_weight", "DOUBLE", "Weight of the distance from the approved cycle time"},
			{"deviation_limit", "DOUBLE", "Weighted ct deviation, either way, at which its component is 0"},
		},
		rows: [][]any{{b.StabilityWeight, b.EfficiencyWeight, b.DeviationWeight, b.DeviationLimit}},
	}
}
