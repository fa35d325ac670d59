package pipeline

import (
	"errors"
	"fmt"
	"time"
)

// RunRateConfig holds the site's parameters of the run rate, and narrower
// ones: the nearest wins, location, then tool, then part.
type RunRateConfig struct {
	RunRateParams `yaml:",inline"`
	For           []RunRateFor `yaml:"for"`
}

// RunRateFor sets parameters for one location, tool or part.
type RunRateFor struct {
	Location      int64  `yaml:"location"`
	Tool          string `yaml:"tool"`
	Part          string `yaml:"part"` // part_code
	RunRateParams `yaml:",inline"`
}

// RunRateParams are the parameters of the run rate; nil leaves the wider one.
type RunRateParams struct {
	RunGap            *Duration `yaml:"run_gap"`
	BreakOnPartChange *bool     `yaml:"break_on_part_change"`
	Tolerance         *float64  `yaml:"tolerance"`
	StopFactor        *float64  `yaml:"stop_factor"`
	IdleCT            *float64  `yaml:"idle_ct"`   // s
	GapSlack          *float64  `yaml:"gap_slack"` // s
	Reference         *string   `yaml:"reference"` // mode, median or approved
	MinShots          *int      `yaml:"min_shots"`
	ShotTime          *string   `yaml:"shot_time"`  // end or start; not set: shots.shot_time
	MicroStop         *Duration `yaml:"micro_stop"` // a shorter stop is a micro-stop
}

// maxSeconds is beyond every cycle time (a day at most), and far inside the
// range of µs.
const maxSeconds = 1_000_000

func runRateDefaults() RunRateConfig {
	return RunRateConfig{RunRateParams: RunRateParams{
		RunGap:            new(Duration(8 * time.Hour)),
		BreakOnPartChange: new(true),
		Tolerance:         new(0.05),
		StopFactor:        new(2.0),
		IdleCT:            new(999.9),
		GapSlack:          new(2.0),
		Reference:         new("mode"),
		MinShots:          new(30),
		MicroStop:         new(Duration(5 * time.Minute)),
	}}
}

func (c RunRateConfig) validate() error {
	errs := []error{c.RunRateParams.validate("run_rate")}
	for i, f := range c.For {
		name := fmt.Sprintf("run_rate.for[%d]", i)
		if f.Location == 0 && f.Tool == "" && f.Part == "" {
			errs = append(errs, fmt.Errorf("%s: none of location, tool, part", name))
		}
		errs = append(errs, f.validate(name))
	}
	return errors.Join(errs...)
}

func (p RunRateParams) validate(name string) error {
	errs := []error{}
	refuse := func(bad bool, key string, value any, why string) {
		if bad {
			errs = append(errs, fmt.Errorf("%s.%s: %v %s", name, key, value, why))
		}
	}
	if p.RunGap != nil {
		refuse(*p.RunGap <= 0, "run_gap", *p.RunGap, "is not above 0")
	}
	if p.Tolerance != nil {
		refuse(!(*p.Tolerance >= 0 && *p.Tolerance < 1), "tolerance", *p.Tolerance, "is not a share from 0 to below 1 (0.05 is ±5 %)")
	}
	if p.StopFactor != nil {
		refuse(!(*p.StopFactor >= 1 && *p.StopFactor <= 1000), "stop_factor", *p.StopFactor, "is not in 1..1000")
	}
	if p.IdleCT != nil {
		refuse(!(*p.IdleCT > 0 && *p.IdleCT <= maxSeconds), "idle_ct", *p.IdleCT, "is not above 0 and at most 1000000 s")
	}
	if p.GapSlack != nil {
		refuse(!(*p.GapSlack >= 0 && *p.GapSlack <= maxSeconds), "gap_slack", *p.GapSlack, "is not in 0..1000000 s")
	}
	if p.Reference != nil {
		known := *p.Reference == "mode" || *p.Reference == "median" || *p.Reference == "approved"
		refuse(!known, "reference", *p.Reference, "is none of mode, median, approved")
	}
	if p.MinShots != nil {
		refuse(*p.MinShots < 1, "min_shots", *p.MinShots, "is below 1")
	}
	if p.ShotTime != nil {
		refuse(*p.ShotTime != "end" && *p.ShotTime != "start", "shot_time", *p.ShotTime, "is neither end nor start")
	}
	if p.MicroStop != nil {
		refuse(*p.MicroStop < 0, "micro_stop", *p.MicroStop, "is negative")
	}
	return errors.Join(errs...)
}
