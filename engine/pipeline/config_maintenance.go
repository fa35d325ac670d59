package pipeline

import (
	"errors"
	"fmt"
)

// MaintenanceConfig says after how many shots maintenance is planned. None of it
// changes a shot.
type MaintenanceConfig struct {
	// EveryShots holds for every tool that For does not name; 0: none is planned.
	EveryShots int64             `yaml:"every_shots"`
	For        []ToolMaintenance `yaml:"for"`
}

// ToolMaintenance is the plan of one tool.
type ToolMaintenance struct {
	Tool       string `yaml:"tool"`
	EveryShots int64  `yaml:"every_shots"`
}

func (m MaintenanceConfig) validate() error {
	var errs []error
	if m.EveryShots < 0 {
		errs = append(errs, fmt.Errorf("maintenance.every_shots: %d is negative", m.EveryShots))
	}
	seen := map[string]bool{}
	for i, f := range m.For {
		switch tool := code(f.Tool); {
		case tool == "":
			errs = append(errs, fmt.Errorf("maintenance.for[%d]: no tool", i))
		case seen[tool]:
			errs = append(errs, fmt.Errorf("maintenance.for[%d]: the tool %q stands twice", i, tool))
		case f.EveryShots <= 0:
			errs = append(errs, fmt.Errorf("maintenance.for[%d]: every_shots: %d is not positive", i, f.EveryShots))
		default:
			seen[tool] = true
		}
	}
	return errors.Join(errs...)
}

func settingMaintenance(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_maintenance",
		comment: "After how many shots maintenance is planned; a tool's own row stands before that of all",
		columns: []settingColumn{
			{"equipment_code", "VARCHAR", "Tool of the plan, in upper case; NULL: every tool without one of its own"},
			{"every_shots", "BIGINT", "Shots between two planned maintenances"},
		},
	}
	if cfg.Maintenance.EveryShots > 0 {
		t.rows = append(t.rows, []any{nil, cfg.Maintenance.EveryShots})
	}
	for _, f := range cfg.Maintenance.For {
		t.rows = append(t.rows, []any{code(f.Tool), f.EveryShots})
	}
	return t
}
