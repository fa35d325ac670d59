package spc

import (
	"errors"
	"fmt"
)

// Config says when a process is out of control.
type Config struct {
	Rule1    bool    `yaml:"rule_1"` // Nelson's rules, each on its own switch
	Rule2    bool    `yaml:"rule_2"`
	Rule3    bool    `yaml:"rule_3"`
	Rule4    bool    `yaml:"rule_4"`
	Rule5    bool    `yaml:"rule_5"`
	Rule6    bool    `yaml:"rule_6"`
	Rule7    bool    `yaml:"rule_7"`
	Rule8    bool    `yaml:"rule_8"`
	EWMA     bool    `yaml:"ewma"`     // an average past its limit is a signal
	CUSUM    bool    `yaml:"cusum"`    // a cumulative sum past h is a signal
	Subgroup int     `yaml:"subgroup"` // consecutive shots of a subgroup
	Lambda   float64 `yaml:"lambda"`   // weight of the newest value in the EWMA
	L        float64 `yaml:"l"`        // reach of the limits of the EWMA, in sigmas
	K        float64 `yaml:"k"`        // slack of the CUSUM, in sigmas
	H        float64 `yaml:"h"`        // decision limit of the CUSUM, in sigmas
	// An alarm needs signals in so many of the last subgroups.
	AlarmNeed int `yaml:"alarm_need"`
	AlarmOf   int `yaml:"alarm_of"`
	// DriftDays is the window of a drift; DriftShare the share of the level by
	// which it must change over it.
	DriftDays  int     `yaml:"drift_days"`
	DriftShare float64 `yaml:"drift_share"`
	ShiftShare float64 `yaml:"shift_share"` // share of the level that a shift must have
}

// Defaults is the configuration of a file that says nothing.
func Defaults() Config {
	return Config{
		Rule1: true, Rule2: true, EWMA: true, Subgroup: 5, Lambda: 0.2, L: 2.7, K: 0.5, H: 5,
		AlarmNeed: 3, AlarmOf: 5, DriftDays: 28, DriftShare: 0.02, ShiftShare: 0.02,
	}
}

// Bounds are those of the changes of daily figures.
func (c Config) Bounds() Bounds {
	return Bounds{Window: c.DriftDays, Drift: c.DriftShare, Shift: c.ShiftShare}
}

// Rules are Nelson's that are on.
func (c Config) Rules() Rules {
	var on []int
	for i, set := range []bool{c.Rule1, c.Rule2, c.Rule3, c.Rule4, c.Rule5, c.Rule6, c.Rule7, c.Rule8} {
		if set {
			on = append(on, i+1)
		}
	}
	return RuleSet(on...)
}

// Validate finds what no chart can be made with.
func (c Config) Validate() error {
	var errs []error
	refuse := func(wrong bool, key string, value any, must string) {
		if wrong {
			errs = append(errs, fmt.Errorf("quality.spc.%s: %v is not %s", key, value, must))
		}
	}
	refuse(c.Subgroup < 2 || c.Subgroup > 25, "subgroup", c.Subgroup, "2 to 25")
	refuse(!(c.Lambda > 0 && c.Lambda <= 1), "lambda", c.Lambda, "above 0 and up to 1")
	refuse(!(c.L > 0), "l", c.L, "positive")
	refuse(!(c.K >= 0), "k", c.K, "0 or more")
	refuse(!(c.H > 0), "h", c.H, "positive")
	refuse(c.AlarmNeed < 1, "alarm_need", c.AlarmNeed, "1 or more")
	refuse(c.AlarmOf < c.AlarmNeed, "alarm_of", c.AlarmOf, "alarm_need or more")
	refuse(c.DriftDays < LeastOfWindow || c.DriftDays > 365, "drift_days", c.DriftDays, fmt.Sprint(LeastOfWindow, " to 365"))
	refuse(!(c.DriftShare > 0 && c.DriftShare < 1), "drift_share", c.DriftShare, "a share between 0 and 1, 2 % is 0.02")
	refuse(!(c.ShiftShare > 0 && c.ShiftShare < 1), "shift_share", c.ShiftShare, "a share between 0 and 1, 2 % is 0.02")
	return errors.Join(errs...)
}
