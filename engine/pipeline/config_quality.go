package pipeline

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"sprue/engine/spc"
)

// QualityConfig says how the quality of data and of processes is judged. None of
// it changes a shot.
type QualityConfig struct {
	// Freshness is the age of a source's last sync up to which its tables are
	// in time.
	Freshness Duration `yaml:"freshness"`
	// Limits are shares 0..1 of broken rows up to which a rule is silent, by its
	// id; of a rule of the user's own, a number of rows.
	Limits map[string]float64 `yaml:"limits"`
	// Off are ids of rules that the report leaves out. What becomes of what breaks
	// them stays: a shot keeps its flag.
	Off   []string      `yaml:"off"`
	Rules []QualityRule `yaml:"rules"`
	// SPC says when a process is out of control.
	SPC spc.Config `yaml:"spc"`
	// Baselines are pinned; without one, the earliest steady days of a tool and part.
	Baselines []BaselineConfig `yaml:"baselines"`
}

// QualityRule is a rule of the user's own. Its SQL, one SELECT, gives a row for
// each subject that breaks it: subject (text) and broken (rows, a number).
type QualityRule struct {
	ID       string  `yaml:"id"`
	Level    int     `yaml:"level"`  // 1 packet, 2 shot, 3 table, 4 across sources, 5 timeliness
	Table    string  `yaml:"table"`  // table of the sources that it is about; empty is DATA_SHOT
	Checks   string  `yaml:"checks"` // what is so where nothing is broken
	SQL      string  `yaml:"sql"`
	Severity string  `yaml:"severity"` // error, warning or info; empty is warning
	Weight   float64 `yaml:"weight"`   // points that it takes from the overall score while it fires
	Limit    float64 `yaml:"limit"`    // broken rows up to which it is silent
	Advice   string  `yaml:"advice"`
}

func qualityDefaults() QualityConfig {
	return QualityConfig{Freshness: Duration(24 * time.Hour), SPC: spc.Defaults()}
}

// Severities lists the words for how bad a broken rule is.
func Severities() []string { return []string{"error", "warning", "info"} }

func (q QualityConfig) validate() error {
	errs := []error{q.SPC.Validate()}
	if q.Freshness <= 0 {
		errs = append(errs, fmt.Errorf("quality.freshness: %s is not positive", q.Freshness))
	}
	for id, limit := range q.Limits {
		if limit < 0 || math.IsNaN(limit) {
			errs = append(errs, fmt.Errorf("quality.limits.%s: %v is not 0 or more", id, limit))
		}
	}
	seen := map[string]bool{}
	for i, r := range q.Rules {
		if err := r.validate(); err != nil {
			errs = append(errs, fmt.Errorf("quality.rules[%d]: %w", i, err))
		}
		if seen[r.ID] {
			errs = append(errs, fmt.Errorf("quality.rules[%d]: the id %q stands twice", i, r.ID))
		}
		seen[r.ID] = true
	}
	for i, b := range q.Baselines {
		if err := b.validate(); err != nil {
			errs = append(errs, fmt.Errorf("quality.baselines[%d]: %w", i, err))
		}
	}
	return errors.Join(errs...)
}

func (r QualityRule) validate() error {
	switch {
	case r.ID == "":
		return errors.New("no id")
	case r.Checks == "":
		return errors.New("no checks: say what is so where nothing is broken")
	case r.SQL == "":
		return errors.New("no sql")
	case r.Level < 1 || r.Level > 5:
		return fmt.Errorf("level %d is not 1 to 5", r.Level)
	case r.Severity != "" && !slices.Contains(Severities(), r.Severity):
		return fmt.Errorf("severity %q is not one of %q", r.Severity, Severities())
	case r.Weight < 0 || r.Weight > 100:
		return fmt.Errorf("weight %v is not 0 to 100", r.Weight)
	case r.Limit < 0:
		return fmt.Errorf("limit %v is negative", r.Limit)
	}
	return nil
}

// settingQuality is the part that models read.
func settingQuality(cfg Config) settingTable {
	return settingTable{
		name:    "core.setting_quality",
		comment: "How data quality is judged: one row",
		columns: []settingColumn{{"freshness_us", "BIGINT", "Age of a source's last sync up to which its tables are in time, µs"}},
		rows:    [][]any{{cfg.Quality.Freshness.micros()}},
	}
}
