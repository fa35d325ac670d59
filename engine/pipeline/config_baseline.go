package pipeline

import (
	"fmt"
	"time"
)

// BaselineConfig pins the days that a tool is judged by. It changes no shot; of
// several that fit, the last one listed decides.
type BaselineConfig struct {
	Tool string `yaml:"tool"`
	Part string `yaml:"part"` // empty: every part of the tool
	From string `yaml:"from"` // 'YYYY-MM-DD', first local production day
	To   string `yaml:"to"`   // the first one after it
}

func (b BaselineConfig) validate() error {
	if code(b.Tool) == "" {
		return fmt.Errorf("no tool")
	}
	var days [2]time.Time
	for i, d := range []struct{ key, text string }{{"from", b.From}, {"to", b.To}} {
		at, err := time.Parse(time.DateOnly, d.text)
		if err != nil {
			return fmt.Errorf("%s: %q is no date like 2026-03-02", d.key, d.text)
		}
		days[i] = at
	}
	if !days[0].Before(days[1]) {
		return fmt.Errorf("from %s is not before to %s, the first day after it", b.From, b.To)
	}
	return nil
}

func settingBaseline(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_baseline",
		comment: "Pinned baselines, in their order",
		columns: []settingColumn{
			{"place", "BIGINT", "Place of the entry in the configuration, from 1; of several that fit, the last one decides"},
			{"equipment_code", "VARCHAR", "Tool of the entry, in upper case"},
			{"part_code", "VARCHAR", "Part of the entry, in upper case; NULL: every part of the tool"},
			{"from_date", "DATE", "First local production day of the baseline"},
			{"to_date", "DATE", "First day after it"},
		},
	}
	for i, b := range cfg.Quality.Baselines {
		t.rows = append(t.rows, []any{i + 1, code(b.Tool), textOrNull(code(b.Part)), b.From, b.To})
	}
	return t
}
