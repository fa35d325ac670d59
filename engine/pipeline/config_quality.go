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
	// Level1 and Level2 are how far the limits of cycle time lie from the approved
	// one, as shares of it, of tools for which MOLD has none.
	Level1 float64 `yaml:"level1"`
	Level2 float64 `yaml:"level2"`
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
	return QualityConfig{Freshness: Duration(24 * time.Hour), Level1: 0.05, Level2: 0.10, SPC: spc.Defaults()}
}

// Severities lists the words for how bad a broken rule is.
func Severities() []string { return []string{"error", "warning", "info"} }

func (q QualityConfig) validate() error {
	errs := []error{q.SPC.Validate()}
	if q.Freshness <= 0 {
		errs = append(errs, fmt.Errorf("quality.freshness: %s is not positive", q.Freshness))
	}
	switch {
	case !(q.Level1 > 0 && q.Level1 < 1):
		errs = append(errs, fmt.Errorf("quality.level1: %v is not a share of the approved cycle time, as 0.05", q.Level1))
	case !(q.Level2 >= q.Level1 && q.Level2 < 1):
		errs = append(errs, fmt.Errorf("quality.level2: %v is not a share from level1, %v, to under 1", q.Level2, q.Level1))
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
		comment: "How data and cycle times are judged: one row",
		columns: []settingColumn{
			{"freshness_us", "BIGINT", "Age of a source's last sync up to which its tables are in time, µs"},
			{"level1", "DOUBLE", "Distance of the limits of level 1 from the approved cycle time, a share of it, where MOLD has none"},
			{"level2", "DOUBLE", "The same of level 2"},
		},
		rows: [][]any{{cfg.Quality.Freshness.micros(), cfg.Quality.Level1, cfg.Quality.Level2}},
	}
}

// settingSPC is the part that models of processes read.
func settingSPC(cfg Config) settingTable {
	c := cfg.Quality.SPC
	t := settingTable{
		name:    "core.setting_spc",
		comment: "When a process is out of control: one row",
	}
	add := func(name, kind, comment string, value any) {
		t.columns = append(t.columns, settingColumn{name, kind, comment})
		t.rows[0] = append(t.rows[0], value)
	}
	t.rows = [][]any{{}}
	for rule := 1; rule <= 8; rule++ {
		add(fmt.Sprint("rule_", rule), "BOOLEAN", fmt.Sprintf("Whether Nelson's rule %d makes signals: %s", rule, spc.RuleText(rule)), c.Rules().Has(rule))
	}
	add("ewma", "BOOLEAN", "Whether a moving average past its limit is a signal", c.EWMA)
	add("cusum", "BOOLEAN", "Whether a cumulative sum past h is a signal", c.CUSUM)
	add("subgroup", "BIGINT", "Consecutive shots of a subgroup", c.Subgroup)
	add("weight", "DOUBLE", "Weight of the newest value in the EWMA", c.Lambda)
	add("reach", "DOUBLE", "Reach of the limits of the EWMA, in sigmas", c.L)
	add("slack", "DOUBLE", "Slack of the CUSUM, in sigmas", c.K)
	add("decision", "DOUBLE", "Decision limit of the CUSUM, in sigmas", c.H)
	add("alarm_need", "BIGINT", "Signals that an alarm needs", c.AlarmNeed)
	add("alarm_of", "BIGINT", "Last points among which they are", c.AlarmOf)
	add("drift_share", "DOUBLE", "Share of the level by which a drift must change it over its window", c.DriftShare)
	return t
}
