package analysis

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"
)

// A question is a source of rows (pieces, stops or runs in the window) and a
// way to sum them up or list them. All bind the same named parameters.
var (
	//go:embed sql/slot.sql
	slotSQL string
	//go:embed sql/piece_day.sql
	pieceDaySQL string
	//go:embed sql/piece_shift.sql
	pieceShiftSQL string
	//go:embed sql/piece_slot.sql
	pieceSlotSQL string
	//go:embed sql/cut_slot.sql
	cutSlotSQL string
	//go:embed sql/cut_shot.sql
	cutShotSQL string
	//go:embed sql/cut_rate.sql
	cutRateSQL string
	//go:embed sql/cut_cycle.sql
	cutCycleSQL string
	//go:embed sql/piece_cut.sql
	pieceCutSQL string
	//go:embed sql/answer.sql
	answerSQL string
	//go:embed sql/plan.sql
	planSQL string
	//go:embed sql/has_plan.sql
	hasPlanSQL string
	//go:embed sql/oee_idle.sql
	oeeIdleSQL string
	//go:embed sql/oee_clock.sql
	oeeClockSQL string
	//go:embed sql/oee_clock_day.sql
	oeeClockDaySQL string
	//go:embed sql/oee_scrap.sql
	oeeScrapSQL string
	//go:embed sql/oee_piece.sql
	oeePieceSQL string
	//go:embed sql/oee.sql
	oeeSQL string
	//go:embed sql/sensitivity_bound.sql
	sensitivityBoundSQL string
	//go:embed sql/sensitivity_shot.sql
	sensitivityShotSQL string
	//go:embed sql/sensitivity.sql
	sensitivitySQL string
	//go:embed sql/sensitivity_setting.sql
	sensitivitySettingSQL string
	//go:embed sql/tools.sql
	toolsSQL string
	//go:embed sql/stop_source.sql
	stopSourceSQL string
	//go:embed sql/stop_cut.sql
	stopCutSQL string
	//go:embed sql/stops.sql
	stopsSQL string
	//go:embed sql/causes.sql
	causesSQL string
	//go:embed sql/run_source.sql
	runSourceSQL string
	//go:embed sql/runs.sql
	runsSQL string
	//go:embed sql/last_shot.sql
	lastShotSQL string
	//go:embed sql/trust.sql
	trustSQL string
	//go:embed sql/left_out.sql
	leftOutSQL string
	//go:embed sql/built.sql
	builtSQL string
	//go:embed sql/synced.sql
	syncedSQL string
	//go:embed sql/reach.sql
	reachSQL string
	//go:embed sql/timeline_span.sql
	timelineSpanSQL string
	//go:embed sql/timeline_atom.sql
	timelineAtomSQL string
	//go:embed sql/timeline_state.sql
	timelineStateSQL string
	//go:embed sql/timeline_segment.sql
	timelineSegmentSQL string
	//go:embed sql/timeline_shift.sql
	timelineShiftSQL string
	//go:embed sql/timeline.sql
	timelineSQL string
	//go:embed sql/shot_bounds.sql
	shotBoundsSQL string
	//go:embed sql/shot_source.sql
	shotSourceSQL string
	//go:embed sql/shot_of_run.sql
	shotOfRunSQL string
	//go:embed sql/classes.sql
	classesSQL string
	//go:embed sql/shot_pixel.sql
	shotPixelSQL string
	//go:embed sql/points.sql
	pointsSQL string
	//go:embed sql/limit_step.sql
	limitStepSQL string
	//go:embed sql/limits.sql
	limitsSQL string
	//go:embed sql/references.sql
	referencesSQL string
	//go:embed sql/events.sql
	eventsSQL string
	//go:embed sql/tenth.sql
	tenthSQL string
	//go:embed sql/histogram.sql
	histogramSQL string
	//go:embed sql/beyond.sql
	beyondSQL string
	//go:embed sql/temperature.sql
	temperatureSQL string
	//go:embed sql/slices.sql
	slicesSQL string
	//go:embed sql/run_shots.sql
	runShotsSQL string
	//go:embed sql/neighbours.sql
	neighboursSQL string
	//go:embed sql/one_run.sql
	oneRunSQL string
	//go:embed sql/one_stop.sql
	oneStopSQL string
	//go:embed sql/shot_list.sql
	shotListSQL string
	//go:embed sql/known.sql
	knownSQL string
	//go:embed sql/range.sql
	rangeSQL string
	//go:embed sql/span.sql
	spanSQL string
	//go:embed sql/offsets.sql
	offsetsSQL string
	//go:embed sql/approved.sql
	approvedSQL string
	//go:embed sql/compared.sql
	comparedSQL string
	//go:embed sql/known_tool.sql
	knownToolSQL string
	//go:embed sql/known_tools.sql
	knownToolsSQL string
	//go:embed sql/planned.sql
	plannedSQL string
	//go:embed sql/reported.sql
	reportedSQL string
	//go:embed sql/effectiveness.sql
	effectivenessSQL string
	//go:embed sql/rule.sql
	ruleSQL string
	//go:embed sql/bin.sql
	binSQL string
	//go:embed sql/bin_value.sql
	binValueSQL string
	//go:embed sql/lost.sql
	lostSQL string
	//go:embed sql/heat.sql
	heatSQL string
	//go:embed sql/loss_day.sql
	lossDaySQL string
	//go:embed sql/worst_tool.sql
	worstToolSQL string
	//go:embed sql/worst.sql
	worstSQL string
	//go:embed sql/leaders.sql
	leadersSQL string
	//go:embed sql/sparks.sql
	sparksSQL string
	//go:embed sql/roi_piece_day.sql
	roiPieceDaySQL string
	//go:embed sql/roi_piece_slot.sql
	roiPieceSlotSQL string
	//go:embed sql/roi_cycles.sql
	roiCyclesSQL string
	//go:embed sql/roi_cycles_cut.sql
	roiCyclesCutSQL string
	//go:embed sql/roi_rate.sql
	roiRateSQL string
	//go:embed sql/roi_terms.sql
	roiTermsSQL string
	//go:embed sql/roi_priced.sql
	roiPricedSQL string
	//go:embed sql/roi.sql
	roiSQL string
	//go:embed sql/roi_covered.sql
	roiCoveredSQL string
	//go:embed sql/roi_year.sql
	roiYearSQL string
	//go:embed sql/roi_bridge_sum.sql
	roiBridgeSumSQL string
	//go:embed sql/roi_bridge_step.sql
	roiBridgeStepSQL string
	//go:embed sql/roi_bridge_tool.sql
	roiBridgeToolSQL string
	//go:embed sql/roi_idle.sql
	roiIdleSQL string
	//go:embed sql/roi_not_run_tool.sql
	roiNotRunToolSQL string
	//go:embed sql/roi_not_run.sql
	roiNotRunSQL string
	//go:embed sql/roi_bridge.sql
	roiBridgeSQL string
	//go:embed sql/process_placed.sql
	processPlacedSQL string
	//go:embed sql/process_warm.sql
	processWarmSQL string
	//go:embed sql/process_group.sql
	processGroupSQL string
	//go:embed sql/process_spread.sql
	processSpreadSQL string
	//go:embed sql/process_subgroup.sql
	processSubgroupSQL string
	//go:embed sql/process_moments.sql
	processMomentsSQL string
	//go:embed sql/process_stretch.sql
	processStretchSQL string
	//go:embed sql/process_stretch_run.sql
	processStretchRunSQL string
	//go:embed sql/process_stretch_shot.sql
	processStretchShotSQL string
	//go:embed sql/process_limits.sql
	processLimitsSQL string
	//go:embed sql/process_counts.sql
	processCountsSQL string
	//go:embed sql/process_near.sql
	processNearSQL string
	//go:embed sql/process_far.sql
	processFarSQL string
	//go:embed sql/process_outliers.sql
	processOutliersSQL string
	//go:embed sql/process_days.sql
	processDaysSQL string
	//go:embed sql/process_events.sql
	processEventsSQL string
	//go:embed sql/baseline_windows.sql
	baselineWindowsSQL string
	//go:embed sql/baseline_part.sql
	baselinePartSQL string
	//go:embed sql/tool_interval.sql
	toolIntervalSQL string
	//go:embed sql/baselines.sql
	baselinesSQL string
	//go:embed sql/period_asked.sql
	periodAskedSQL string
	//go:embed sql/period_latest.sql
	periodLatestSQL string
	//go:embed sql/period_told.sql
	periodToldSQL string
	//go:embed sql/best_shot.sql
	bestShotSQL string
	//go:embed sql/best_held.sql
	bestHeldSQL string
	//go:embed sql/best_hours.sql
	bestHoursSQL string
	//go:embed sql/best_asked.sql
	bestAskedSQL string
	//go:embed sql/best.sql
	bestSQL string
	//go:embed sql/periods.sql
	periodsSQL string
	//go:embed sql/process_tools.sql
	processToolsSQL string
	//go:embed sql/asked_day.sql
	askedDaySQL string
	//go:embed sql/life.sql
	lifeSQL string
	//go:embed sql/life_record.sql
	lifeRecordSQL string
	//go:embed sql/end_of_life.sql
	endOfLifeSQL string
	//go:embed sql/recommend/days.sql
	recommendDaysSQL string
	//go:embed sql/recommend/summed.sql
	summedSQL string
	//go:embed sql/recommend/spread.sql
	spreadSQL string
	//go:embed sql/recommend/made.sql
	madeSQL string
	//go:embed sql/recommend/slow_cycle.sql
	slowCycleSQL string
	//go:embed sql/recommend/drift.sql
	driftSQL string
	//go:embed sql/recommend/unstable.sql
	unstableSQL string
	//go:embed sql/recommend/stop_off.sql
	stopOffSQL string
	//go:embed sql/recommend/stops.sql
	stopsRuleSQL string
	//go:embed sql/recommend/micro_stops.sql
	microStopsSQL string
	//go:embed sql/recommend/approved_ct_wrong.sql
	approvedCTWrongSQL string
	//go:embed sql/recommend/supplier_gap.sql
	supplierGapSQL string
	//go:embed sql/recommend/end_of_life.sql
	lifeRuleSQL string
	//go:embed sql/recommend/bad_data.sql
	badDataSQL string
	//go:embed sql/recommend/unjudged.sql
	unjudgedSQL string
	//go:embed sql/recommend/found.sql
	foundSQL string
	//go:embed sql/recommend/worth.sql
	worthSQL string
	//go:embed sql/recommend/status.sql
	recommendStatusSQL string
	//go:embed sql/recommend/history.sql
	recommendHistorySQL string
	//go:embed sql/benchmark_days.sql
	benchmarkDaysSQL string
	//go:embed sql/benchmark_listed.sql
	benchmarkListedSQL string
	//go:embed sql/benchmark_supplier.sql
	benchmarkSupplierSQL string
	//go:embed sql/benchmark.sql
	benchmarkSQL string
)

// with names the steps of a query, each a file, for the question after them.
func with(question string, steps ...step) string {
	var b strings.Builder
	for i, s := range steps {
		b.WriteString(map[bool]string{true: "WITH ", false: ",\n"}[i == 0])
		b.WriteString(s.name + map[bool]string{true: " AS MATERIALIZED (\n", false: " AS (\n"}[s.kept] + s.sql + ")")
	}
	return b.String() + "\n" + question
}

type step struct {
	name, sql string
	kept      bool // made once, where others name it several times: planning it again takes longer than all its rows
}

// list reads all rows of a query.
func list[T any](ctx context.Context, r querier, doing, query string, args []any, scan func(*sql.Rows) (T, error)) ([]T, error) {
	rows, err := r.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		row, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", doing, err)
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return all, nil
}
