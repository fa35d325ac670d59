package pipelinetest

import (
	"strings"
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// checkToolDays compares mart.roi_tool_day with what the reference computed,
// and holds both against what must be so of every row.
func checkToolDays(t testing.TB, s *store.Store, want []reference.ToolDay, when string) {
	t.Helper()
	lines := []string{}
	for _, d := range want {
		lines = append(lines, line(d.EquipmentCode, d.PartID, d.LocalDate, d.Shots, d.LossShots, d.GainShots, d.Shots-d.LossShots-d.GainShots,
			d.Loss, d.Gain, int64(d.LostParts), int64(d.GainedParts), d.CT, d.Approved, d.ProductionTime, d.Downtime, orNone(d.DowntimeParts),
			d.BridgeShots, d.BridgeParts, d.WithoutApproved, d.Interval, d.StopTime, d.MicroStopTime, d.Slow, d.Fast,
			int64(d.StopCycles), int64(d.MicroStopCycles), int64(d.SlowCycles), int64(d.FastCycles), d.BridgeApproved, d.BridgeCavity, d.MaxCavities))
	}
	CheckLines(t, when+": roi_tool_day", Lines(t, s, `
		SELECT equipment_code, part_id, (local_date - DATE '1970-01-01')::BIGINT, shots, loss_shots, gain_shots, on_target_shots, loss_us, gain_us, `+
		billionths("lost_parts", "gained_parts")+", ct_us, approved_us, production_time_us, downtime_us, "+billionths("downtime_parts")+`,
			bridge_shots, bridge_parts, shots_without_approved, interval_us, stop_us, micro_stop_us, slow_us, fast_us, `+
		billionths("stop_cycles", "micro_stop_cycles", "slow_cycles", "fast_cycles")+`, bridge_approved_us, bridge_cavity_us::BIGINT, max_cavities
		FROM mart.roi_tool_day`), lines)
	for what, query := range map[string]string{
		"the interval is its steps": `
			FROM mart.roi_tool_day WHERE interval_us <> stop_us + micro_stop_us + slow_us - fast_us + bridge_approved_us`,
		"the bridge closes": `
			FROM mart.loss_bridge
			WHERE optimal_parts - stop_parts - micro_stop_parts - slow_parts + fast_parts - blocked_parts - coalesce(scrap_parts, 0) <> good_parts
			   OR optimal_h - stop_h - micro_stop_h - slow_h + fast_h - blocked_h - coalesce(scrap_h, 0) <> good_h`,
		"time and shots are those of run_rate_day": `
			SELECT equipment_code, part_id, local_date, production_time_us, downtime_us, bridge_shots + shots_without_approved, part_code, supplier_id, location_id, quality_score
			FROM mart.roi_tool_day
			EXCEPT
			SELECT equipment_code, part_id, local_date, production_time_us, downtime_us, shots, part_code, supplier_id, location_id, quality_score
			FROM mart.run_rate_day`,
	} {
		CheckLines(t, when+": not so: "+what, Lines(t, s, query), nil)
	}
}

// CheckBridge compares mart.run_bridge with what the reference computed.
func CheckBridge(t testing.TB, s *store.Store, want []reference.Bridge, when string) {
	t.Helper()
	lines := []string{}
	for _, b := range want {
		values := []any{b.EquipmentCode, b.PartID, b.LocalDate, b.Nominal}
		for _, steps := range []reference.BridgeSteps{b.Parts, b.Hours} {
			for _, v := range []reference.Billionths{steps.Optimal, steps.Stop, steps.MicroStop, steps.Slow, steps.Fast, steps.Blocked, steps.Good} {
				values = append(values, int64(v))
			}
		}
		lines = append(lines, line(values...))
	}
	CheckLines(t, when+": run_bridge", Lines(t, s, `
		SELECT equipment_code, part_id, (local_date - DATE '1970-01-01')::BIGINT, nominal_cavities, `+
		billionths("optimal_parts", "stop_parts", "micro_stop_parts", "slow_parts", "fast_parts", "blocked_parts", "good_parts")+", "+
		billionths("optimal_h", "stop_h", "micro_stop_h", "slow_h", "fast_h", "blocked_h", "good_h")+" FROM mart.run_bridge"), lines)
}

// billionths are columns of DECIMAL(38, 9) as the reference counts.
func billionths(columns ...string) string {
	for i, c := range columns {
		columns[i] = "CAST(" + c + " * 1000000000 AS BIGINT)"
	}
	return strings.Join(columns, ", ")
}

func orNone(v *reference.Billionths) any {
	if v == nil {
		return nil
	}
	return int64(*v)
}
