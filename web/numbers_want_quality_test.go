package web_test

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

// processEvents are the drifts and shifts of which a day lies in the window.
func (w *wanted) processEvents() []record {
	return w.rows(fmt.Sprintf(`
SELECT equipment_code, part_id::BIGINT AS part_id, measure::VARCHAR AS measure, kind::VARCHAR AS kind, from_date::TIMESTAMP AS from_date, to_date::TIMESTAMP AS to_date,
    level_before, level_after, size, size_share, slope_per_day, slope_low, slope_high, confidence, reaches_10_percent_date::TIMESTAMP AS reaches
FROM mart.process_event
WHERE to_date >= DATE '%s' AND from_date < DATE '%s' AND (%s)
ORDER BY from_date DESC, equipment_code, part_id NULLS FIRST, measure, kind`, w.q.from, w.q.to, w.q.scope))
}

// processesSQL are the processes with the moments of their slow, fast and normal
// shots, and with their L1: of its own in the tool's unit, else 5 %.
const processesSQL = `
SELECT d.equipment_code, d.part_id::BIGINT AS part_id, d.part_code, d.shots, d.median, s.n, s.mean, s.deviation, r.mean_range, l.approved_ct,
    CASE WHEN m.cycle_time_limit1 IS NULL THEN 0.05 * l.approved_ct WHEN m.cycle_time_limit1unit = 'SECOND' THEN m.cycle_time_limit1 ELSE m.cycle_time_limit1 / 100 * l.approved_ct END::DOUBLE AS width
FROM (
    SELECT p.equipment_code, p.part_id, SUM(p.shots)::BIGINT AS shots, arg_max(p.median, p.local_date) AS median, ANY_VALUE(c.part_code) AS part_code
    FROM (SELECT * FROM mart.process_day WHERE %[3]s) p
    LEFT JOIN (SELECT DISTINCT part_id, part_code FROM core.counter_period) c ON c.part_id = p.part_id
    WHERE p.measure = 'ct' AND p.local_date >= DATE '%[1]s' AND p.local_date < DATE '%[2]s'
    GROUP BY ALL
) d
LEFT JOIN (
    SELECT equipment_code, part_id, COUNT(*)::BIGINT AS n, AVG(ct) AS mean, stddev_samp(ct) AS deviation
    FROM shot WHERE class IN ('normal', 'slow', 'fast') GROUP BY ALL
) s ON s.equipment_code = d.equipment_code AND s.part_id IS NOT DISTINCT FROM d.part_id
LEFT JOIN (
    SELECT equipment_code, part_id, AVG(step) AS mean_range
    FROM (
        SELECT equipment_code, part_id, abs(ct - LAG(ct) OVER (PARTITION BY run_id ORDER BY shot_time_utc, seq NULLS FIRST, counter_code)) AS step
        FROM shot WHERE class IN ('normal', 'slow', 'fast')
    )
    GROUP BY ALL
) r ON r.equipment_code = d.equipment_code AND r.part_id IS NOT DISTINCT FROM d.part_id
LEFT JOIN (
    SELECT equipment_code, arg_max(approved_ct, from_utc) AS approved_ct FROM core.counter_period WHERE from_utc < DATE '%[2]s' GROUP BY ALL
) l ON l.equipment_code = d.equipment_code
LEFT JOIN raw.mold m ON m.equipment_code = d.equipment_code
`

func (w *wanted) processList() []record {
	return w.rows(fmt.Sprintf(processesSQL, w.q.from, w.q.to, w.q.scope))
}

// index is Cpk or Ppk against L1, by one sigma.
func index(r record, sigma float64) string {
	return places((r.f("width")-math.Abs(r.f("mean")-r.f("approved_ct")))/(3*sigma), 2)
}

// within is the sigma of neighbours: d2 of two is 2/√π.
func within(r record) float64 { return r.f("mean_range") * math.Sqrt(math.Pi) / 2 }

const ofIndices = "intervals of indices have their own tests, in engine/spc"

// quality is the page of all processes.
func (w *wanted) quality() {
	events := w.processEvents()
	kinds, tools := map[string]int64{}, map[string]bool{}
	for _, e := range events {
		if e.s("measure") == "ct" {
			kinds[e.s("kind")]++
			tools[e.s("equipment_code")] = true
		} else {
			kinds["temperature"]++
		}
	}
	rows := w.processList()
	known := map[string]bool{}
	for _, r := range rows {
		known[r.s("equipment_code")] = true
	}
	all := many(int64(len(known)), "tool", "tools")
	w.phrases("head/answer", fmt.Sprintf("changed on %d of %s", len(tools), all), "drifts or shifts on "+all)
	if len(tools) > 0 {
		w.changeWords(events)
	}
	w.phrases("head/why", "by 2 % or more")
	w.say("Cycle time changed/tile-figure", count(int64(len(tools))))
	w.say("Cycle time changed/tile-figure/range", "of "+all)
	w.say("Shifts of cycle time/tile-figure", count(kinds["shift"]))
	w.say("Drifts of cycle time/tile-figure", count(kinds["drift"]))
	w.say("Changes of temperature/tile-figure", count(kinds["temperature"]))
	w.leaves("its label, and the day that the events below have", "Next 10 % above approved.*")
	w.say("#processes-part/processes/section-head/#processes", many(int64(len(rows)), "tool and part", "tools and parts"))
	w.processRows(rows, events)
	w.eventRows(events, true)
	w.trust()
}

// changeWords are those of the largest change of a cycle time.
func (w *wanted) changeWords(events []record) {
	var most record
	for _, e := range events {
		if e.s("measure") == "ct" && (most == nil || math.Abs(e.f("size_share")) > math.Abs(most.f("size_share"))) {
			most = e
		}
	}
	if most == nil {
		return
	}
	if most.s("kind") == "shift" {
		w.phrases("head/answer", " by "+three(math.Abs(most.f("size")))+" s ("+three(100*math.Abs(most.f("size_share")))+" %) on "+most.t("from_date").Format("2 Jan"))
		return
	}
	w.phrases("head/answer", " by "+three(math.Abs(most.f("slope_per_day")))+" s a day")
	if most["reaches"] != nil {
		w.phrases("head/answer", "+10 % on "+most.t("reaches").Format("2 Jan"))
	}
}

// processRows have figures for each row, in whatever order the page has them.
func (w *wanted) processRows(rows, events []record) {
	w.then(func(page []shown) {
		tools, parts := map[string]string{}, map[string]string{}
		cell := regexp.MustCompile(`^#processes-part/processes/([0-9]+)/(Tool|Part)$`)
		for _, s := range page {
			if m := cell.FindStringSubmatch(s.where); m != nil {
				map[string]map[string]string{"Tool": tools, "Part": parts}[m[2]][m[1]] = s.text
			}
		}
		if want := min(20, len(rows)); len(tools) != want {
			w.t.Errorf("%d processes, SQL has %d", len(tools), want)
		}
		for n, tool := range tools {
			for _, r := range rows {
				if r.s("equipment_code") == tool && (parts[n] == "" || r.s("part_code") == parts[n]) {
					w.processRow("#processes-part/processes/"+n+"/", r, events)
					break
				}
			}
		}
	})
	w.leaves(ofIndices, "#processes-part/processes/[0-9]+/95 % interval.*", "#processes-part/processes/heads.*")
	w.leaves("charts, drifts and autocorrelation have their own tests, in engine/analysis and engine/spc", `#processes-part/processes/[0-9]+/(Signals, %|Drift, s in 28 d|Lag-1).*`)
	w.leaves("the exact index, with its interval", `#processes-part/processes/[0-9]+/(Cpk|Ppk)@title`)
	w.leaves("the event in words, as the list of events has it", `#processes-part/processes/[0-9]+/Last event@title`)
	w.leaves("which rows the page has", "#processes-part/processes/pager.*")
}

func (w *wanted) processRow(at string, r record, events []record) {
	w.say(at+"Shots", count(r.n("shots")))
	w.cell(at+"Median, s", places(r.f("median"), 1), exactly(r.f("median"), 1, "s"))
	if r.n("n") >= 100 {
		w.say(at+"Cpk", index(r, within(r)))
		w.say(at+"Ppk", index(r, r.f("deviation")))
	}
	for _, e := range events {
		if e.s("equipment_code") == r.s("equipment_code") && e.n("part_id") == r.n("part_id") {
			words := e.s("kind")
			if e.s("measure") != "ct" {
				words = e.s("measure") + " " + words
			}
			w.say(at+"Last event", words+" "+withSign(100*e.f("size_share"))+" %, "+e.t("from_date").Format("2 Jan"))
			break
		}
	}
}

// eventRows are the first ten drifts and shifts.
func (w *wanted) eventRows(events []record, tools bool) {
	for i, e := range events[:min(10, len(events))] {
		at, unit := fmt.Sprintf("events/%d/", i+1), "s"
		if e.s("measure") == "temperature" {
			unit = "°C"
		}
		w.cell(at+"Since", e.t("from_date").Format("2 Jan"), e.t("from_date").Format("2006-01-02"))
		if e.s("kind") == "drift" {
			w.say(at+"Until", e.t("to_date").Format("2 Jan"))
		}
		w.cell(at+"Before", places(e.f("level_before"), 1)+" "+unit, exactly(e.f("level_before"), 1, unit))
		w.cell(at+"After", places(e.f("level_after"), 1)+" "+unit, exactly(e.f("level_after"), 1, unit))
		w.say(at+"Change, %", withSign(100*e.f("size_share")))
		if e["reaches"] != nil {
			w.say(at+"At +10 %", e.t("reaches").Format("2 Jan"))
		}
		w.say(at+"Confidence@title", places(e.f("confidence"), 4))
	}
	w.leaves("size and slope of the event, in full", `events/[0-9]+/(What|Change, %)@title`, `events/[0-9]+/Slope a day.*`, "events/pager.*", "events/heads.*")
}

// process is the page of one tool.
func (w *wanted) process(tool string) {
	w.phrases("head/question", "Is the process of "+tool+" in control?")
	events := w.processEvents()
	rows := w.processList()
	best := rows[0]
	for _, r := range rows {
		if r.n("shots") > best.n("shots") {
			best = r
		}
	}
	w.changeWords(events)
	w.leaves("the first alarm, the rules, and the likeness of neighbours: engine/analysis tests them", "head/answer", "head/why", "In control(/.*|@.*)?")
	w.say("Cpk, within/tile-figure", index(best, within(best)))
	w.say("Ppk, overall/tile-figure", index(best, best.f("deviation")))
	w.say("capability/section-head/note", many(best.n("n"), "shot", "shots"))
	w.say("capability/2/Value", index(best, within(best)))
	w.say("capability/4/Value", index(best, best.f("deviation")))
	approved, width := best.f("approved_ct"), best.f("width")
	w.say("capability/1/Value", places(width/(3*within(best)), 2))
	w.say("capability/3/Value", places(width/(3*best.f("deviation")), 2))
	w.phrases("capability/aside", "Mean "+places(best.f("mean"), 2)+" s", places(approved-width, 1)+"–"+places(approved+width, 1)+" s", "approved "+places(approved, 1)+" s", "L1")
	w.leaves("the test of normality and the outliers: engine/spc", "capability/aside")
	w.leaves(ofIndices, "(Cpk, within|Ppk, overall)(/.*|@.*)?", "capability/[0-9]+/95 % interval.*", "capability/heads.*", "capability/[0-9]+/Value@title", "capability/[0-9]+/σ, s.*")
	w.leaves("drift and autocorrelation have their own tests", "(Drift, s in 28 days|Lag-1 autocorr., (baseline|this range)).*")
	w.leaves("points of the charts: engine/analysis recomputes each", "(control|beside)/.*")
	for i, r := range w.rows(fmt.Sprintf("SELECT local_date::TIMESTAMP AS day, median, shots::BIGINT AS shots FROM mart.process_day WHERE measure = 'ct' AND part_id IS NOT DISTINCT FROM %s AND equipment_code = '%s' AND local_date >= DATE '%s' AND local_date < DATE '%s' ORDER BY 1",
		orNull(best), tool, w.q.from, w.q.to)) {
		at := fmt.Sprintf("medians/#medians-data-box/#medians-data-table/%d/", i+1)
		w.say(at+"Day", r.t("day").Format("Mon 2 Jan"))
		w.cell(at+"Median, s", places(r.f("median"), 2), exactly(r.f("median"), 1, "s"))
		w.say(at+"Shots", count(r.n("shots")))
	}
	w.leaves("the last of the medians", "medians/#medians-data-box/#medians-data-words")
	w.eventRows(events, false)
	w.trust()
}

func orNull(r record) string {
	if r["part_id"] == nil {
		return "NULL"
	}
	return fmt.Sprint(r.n("part_id"))
}

// data is the page about the data themselves.
func (w *wanted) data() {
	tools := fmt.Sprintf(" AND equipment_code IN (SELECT equipment_code FROM mart.run_rate_day WHERE %s)", w.q.scope)
	days := fmt.Sprintf("local_date >= DATE '%s' AND local_date < DATE '%s'", w.q.from, w.q.to) + tools
	const sums = `SUM(items)::BIGINT AS items, SUM(bad_items + flawed)::BIGINT AS invalid, SUM(conflicts + duplicates)::BIGINT AS copies, SUM(late)::BIGINT AS late,
		COUNT(CASE WHEN status = 'poor' THEN 1 END)::BIGINT AS poor, COUNT(*)::BIGINT AS days,
		100 - 100.0 * SUM(bad_items + flawed) / SUM(items) AS validity, 100 - 100.0 * SUM(conflicts + duplicates) / SUM(items) AS uniqueness,
		100.0 * SUM(shots) / SUM(shots + missing) * SUM(values_there) / SUM(values_expected) AS completeness,
		100 - SUM(lost_points)::DOUBLE / SUM(shots) AS consistency, 100 - 100.0 * SUM(late) / SUM(shots) AS timeliness`
	overall := func(r record) float64 {
		return 0.3*r.f("validity") + 0.1*r.f("uniqueness") + 0.3*r.f("completeness") + 0.2*r.f("consistency") + 0.1*r.f("timeliness")
	}
	all := w.row("SELECT " + sums + " FROM mart.data_quality_day WHERE " + days)
	gaps := map[string]record{}
	for _, r := range w.rows("SELECT COALESCE(equipment_code, '') AS tool, SUM(shots)::BIGINT AS missing, COUNT(*)::BIGINT AS gaps, MAX(shots)::BIGINT AS longest FROM mart.missing_shot WHERE shots > 0 AND " + days + " GROUP BY ROLLUP (equipment_code)") {
		gaps[r.s("tool")] = r
	}
	reasons := w.rows(fmt.Sprintf(`
SELECT q.reason, COUNT(*)::BIGINT AS items, COUNT(DISTINCT q.counter_code)::BIGINT AS counters, MIN(q.first_seen_utc) AS first_seen, MAX(q.last_seen_utc) AS last_seen
FROM core.quarantine q
LEFT JOIN core.counter_period p ON p.counter_code = q.counter_code AND COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) >= p.from_utc AND COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) < p.to_utc
WHERE CAST(COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) + to_microseconds(COALESCE(p.offset_us - p.day_start_us, 0)) AS DATE) >= DATE '%s'
    AND CAST(COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) + to_microseconds(COALESCE(p.offset_us - p.day_start_us, 0)) AS DATE) < DATE '%s'
GROUP BY 1 ORDER BY items DESC, 1`, w.q.from, w.q.to))
	var held int64
	for i, r := range reasons {
		held += r.n("items")
		at := fmt.Sprintf("quarantine/%d/", i+1)
		w.say(at+"Items", count(r.n("items")))
		w.say(at+"Counters", count(r.n("counters")))
		w.cell(at+"First seen, UTC", r.t("first_seen").Format("2 Jan 15:04"), rfc3339(r.t("first_seen")))
		w.cell(at+"Last seen, UTC", r.t("last_seen").Format("2 Jan 15:04"), rfc3339(r.t("last_seen")))
	}
	w.phrases("head/answer", ofHundred(overall(all))+" of 100", "over 99.9 of 100")
	w.phrases("head/why", many(held, "item", "items")+" in quarantine", many(gaps[""].n("missing"), "shot", "shots")+" never came")
	w.leaves("what open anomalies and the lowest score are is checked below", "head/why")
	for label, score := range map[string]float64{"Overall": overall(all), "Validity": all.f("validity"), "Uniqueness": all.f("uniqueness"), "Completeness": all.f("completeness"), "Consistency": all.f("consistency"), "Timeliness": all.f("timeliness")} {
		w.say(label+"/tile-figure", ofHundred(score))
	}
	w.leaves("the exact score, and what it is of", "(Overall|Validity|Uniqueness|Completeness|Consistency|Timeliness)(/tile-figure)?@title", "(Overall|Validity|Uniqueness|Completeness|Consistency|Timeliness)/.*@title")
	for label, n := range map[string]string{"Validity": count(all.n("invalid")) + " invalid", "Uniqueness": count(all.n("copies")) + " copies", "Completeness": count(gaps[""].n("missing")) + " missing"} {
		if !strings.HasPrefix(n, "0 ") {
			w.say(label, n)
		}
	}
	if n := all.n("late"); n > 0 {
		w.say("Timeliness", count(n)+" late")
	}
	if held > 0 {
		w.phrases("quarantine/section-head.*", many(held, "item", "items"))
	}
	w.leaves("what was sent", "quarantine/[0-9]+/The newest, as it was sent.*", "quarantine/[0-9]+/Reason@title")
	w.phrases("scored/section-head.*", many(gaps[""].n("missing"), "shot", "shots")+" missing in "+many(gaps[""].n("gaps"), "gap", "gaps"))
	for i, r := range w.rows("FROM (SELECT equipment_code, " + sums + " FROM mart.data_quality_day WHERE " + days + " GROUP BY 1) ORDER BY 0.3 * validity + 0.1 * uniqueness + 0.3 * completeness + 0.2 * consistency + 0.1 * timeliness, equipment_code LIMIT 12") {
		at, g := fmt.Sprintf("scored/%d/", i+1), gaps[r.s("equipment_code")]
		w.cell(at+"Score", ofHundred(overall(r)), exactly(overall(r), 1, ""))
		for head, n := range map[string]int64{"Items": r.n("items"), "Missing shots": g.n("missing"), "Gaps": g.n("gaps"), "Largest gap": g.n("longest"), "Invalid": r.n("invalid"), "Copies": r.n("copies"), "Late": r.n("late")} {
			w.say(at+head, count(n))
		}
		w.cell(at+"Poor days", count(r.n("poor")), "of "+many(r.n("days"), "day", "days"))
	}
	w.leaves("which rows the page has", "(scored|anomalies)/pager.*", "scored/heads.*")
	w.anomalyRows(tools)
	for i, r := range w.rows("SELECT * FROM mart.data_quality ORDER BY scope, overall, table_name") {
		at := fmt.Sprintf("tables/%d/", i+1)
		w.say(at+"Rows", count(r.n("items")))
		for _, head := range []string{"Validity", "Uniqueness", "Completeness", "Consistency", "Timeliness", "Overall"} {
			if v, ok := r[strings.ToLower(head)].(float64); ok {
				w.cell(at+head, ofHundred(v), exactly(v, 1, ""))
			}
		}
	}
	for i, r := range w.rows(fmt.Sprintf(`
SELECT kind, COUNT(*)::BIGINT AS n, COUNT(CASE WHEN difference <> 0 THEN 1 END)::BIGINT AS apart, SUM(expected)::BIGINT AS expected, SUM(found + left_out)::BIGINT AS found
FROM mart.reconciliation WHERE kind <> 'hour' OR hour_utc >= DATE '%s' AND hour_utc < DATE '%s' GROUP BY kind ORDER BY kind`, w.q.from, w.q.to)) {
		at := fmt.Sprintf("#reconciled-part/reconciled/%d/", i+1)
		w.say(at+"Compared", count(r.n("n")))
		w.say(at+"Differ", count(r.n("apart")))
		w.say(at+"Other side", count(r.n("expected")))
		w.say(at+"Here", count(r.n("found")))
		difference := count(r.n("found") - r.n("expected"))
		if r.n("found") > r.n("expected") {
			difference = "+" + difference
		}
		w.say(at+"In all", difference)
	}
	w.leaves("which count is farthest apart", "#reconciled-part/reconciled/[0-9]+/(Farthest apart|By).*")
	w.trust()
}

// anomalyRows are the first ten: those that are not over, then the latest.
func (w *wanted) anomalyRows(tools string) {
	rows := w.rows(fmt.Sprintf(`
SELECT equipment_code, level::VARCHAR AS level, from_date::TIMESTAMP AS from_date, to_date::TIMESTAMP AS to_date, days::BIGINT AS days, worst_date::TIMESTAMP AS worst, value, usual, z
FROM mart.data_anomaly
WHERE COALESCE(to_date > DATE '%s', TRUE) AND from_date < DATE '%s'%s
ORDER BY to_date IS NOT NULL, from_date DESC, equipment_code, level, anomaly_id`, w.q.from, w.q.to, tools))
	open := 0
	for i, r := range rows {
		if r["to_date"] == nil {
			open++
		}
		if i >= 10 {
			continue
		}
		at := fmt.Sprintf("anomalies/%d/", i+1)
		w.cell(at+"Since", r.t("from_date").Format("2 Jan"), r.t("from_date").Format("2006-01-02"))
		if r["to_date"] != nil {
			w.cell(at+"State", "until "+r.t("to_date").AddDate(0, 0, -1).Format("2 Jan"), "back on "+r.t("to_date").Format("2 Jan"))
		}
		w.say(at+"Days", count(r.n("days")))
		w.say(at+"Worst day", r.t("worst").Format("2 Jan"))
		for head, v := range map[string]float64{"Was": r.f("value"), "Usual": r.f("usual")} {
			text := places(100*v, 1) + " %"
			switch r.s("level") {
			case "ct":
				text = places(v, 1) + " s"
			case "temperature":
				text = places(v, 1) + " °C"
			case "shots":
				text = places(v, 0)
			}
			w.cell(at+head, text, exactly(v, 1, ""))
		}
		w.say(at+"z", withSign(r.f("z")))
	}
	w.phrases("anomalies/section-head.*", fmt.Sprintf("%d not over, of %d in this range", open, len(rows)))
}
