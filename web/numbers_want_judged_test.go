package web_test

import (
	"fmt"
	"math"
)

// history is the first ten of what happened to the tool, whatever the range.
func (w *wanted) history(tool string) {
	rows := w.plant.ask(w.t, fmt.Sprintf(`
WITH span AS (
    SELECT counter_code, offset_us, from_utc, location_name, approved_ct, equipment_code,
        COALESCE(LAG(equipment_code) OVER (PARTITION BY counter_code ORDER BY from_utc), '') <> equipment_code AS comes
    FROM core.counter_period
),
came AS (
    SELECT a.from_utc, a.offset_us, a.counter_code, (
        SELECT arg_max(b.counter_code, (b.from_utc, b.counter_code)) FROM span b
        WHERE b.comes AND b.equipment_code = '%[1]s' AND (b.from_utc, b.counter_code) < (a.from_utc, a.counter_code)
    ) AS before
    FROM span a WHERE a.comes AND a.equipment_code = '%[1]s'
),
made AS (
    SELECT r.start_utc, r.start_local, r.part_id, r.first_part_code, row_number() OVER (ORDER BY r.start_utc) AS n FROM mart.run r WHERE r.equipment_code = '%[1]s'
)
FROM (
    SELECT from_utc AS at_utc, from_utc + to_microseconds(offset_us) AS at_local, 'counter' AS kind, before, counter_code AS after, NULL::DOUBLE AS share
    FROM came WHERE before <> counter_code
    UNION ALL
    SELECT b.start_utc, b.start_local, 'part', a.first_part_code, b.first_part_code, NULL
    FROM made a JOIN made b ON b.n = a.n + 1 WHERE a.part_id IS DISTINCT FROM b.part_id
    UNION ALL
    SELECT NULL, from_date, measure::VARCHAR || kind::VARCHAR, format('{:.1f} {}', level_before, CASE measure WHEN 'ct' THEN 's' ELSE '°C' END),
        format('{:.1f} {}', level_after, CASE measure WHEN 'ct' THEN 's' ELSE '°C' END), size_share
    FROM mart.process_event WHERE equipment_code = '%[1]s'
    UNION ALL
    SELECT o.completed_at, o.completed_at + to_microseconds(COALESCE((
        SELECT arg_max(offset_us, from_utc) FROM core.counter_period p WHERE p.equipment_code = '%[1]s' AND p.from_utc <= o.completed_at), 0)), 'order', NULL, lower(o.order_type), NULL
    FROM raw.work_order o JOIN raw.mold m ON m.id = o.mold_id WHERE lower(o.status) = 'completed' AND upper(trim(m.equipment_code)) = '%[1]s'
)
WHERE isfinite(at_local) AND COALESCE(at_utc, at_local) <= TIMESTAMP '%[2]s'
ORDER BY at_local DESC, kind LIMIT 10`, tool, w.plant.now.Format("2006-01-02 15:04:05")))
	for i, r := range rows {
		at := fmt.Sprintf("history/%d/", i+1)
		if r["at_utc"] == nil {
			w.cell(at+"When", r.t("at_local").Format("2 Jan"), r.t("at_local").Format("2006-01-02"))
		} else {
			w.cell(at+"When", r.t("at_local").Format("2 Jan 15:04"), rfc3339(r.t("at_utc")))
		}
		for head, column := range map[string]string{"Before": "before", "After": "after"} {
			if r[column] != nil {
				w.cell(at+head, r.s(column), r.s(column))
			}
		}
		if r["share"] != nil {
			w.cell(at+"Change, %", withSign(100*r.f("share")), exactly(r.f("share"), 1, ""))
		}
	}
	w.leaves("which rows the page has", "history/pager.*")
	w.leaves("the address of a part that comes later", "section/#below-part")
}

// judged is the tool beside its baseline, on its part of most shots.
func (w *wanted) judged(tool string) {
	part := w.row("SELECT part_id, arg_max(part_code, shot_time_utc) AS code FROM shot GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1")
	of := fmt.Sprintf("equipment_code = '%s' AND part_id IS NOT DISTINCT FROM %s", tool, orNull(part))
	base := w.row("FROM mart.baba_baseline WHERE " + of)
	weeks := w.rows(fmt.Sprintf("FROM mart.baba_period WHERE %s AND to_date > DATE '%s' AND from_date < DATE '%s' ORDER BY from_date DESC", of, w.q.from, w.q.to))
	w.phrases("#below-part/judged/section-head/note", many(base.n("shots"), "shot", "shots")+" from "+base.t("from_date").Format("2 Jan")+" to "+base.t("to_date").AddDate(0, 0, -1).Format("2 Jan"))
	w.leaves("the sentence: engine/analysis has its tests", "#below-part/judged/aside.*")
	now, week := weeks[0], fmt.Sprintf("W%02d", weeks[0].n("iso_week"))
	const tiles = "#below-part/judged/"
	w.leaves("the exact figure", tiles+".*/tile-figure@title")
	w.leaves("the name of a week, of a limit, and of a tile", tiles+"[^/]+/tile-head/tile-label.*", tiles+"Verdict, W[0-9]+@title", tiles+"Effect, MADs", tiles+"Best 4 hours, s@title", "#below-part/shape/section-head/note", "#below-part/weeks/heads.*")
	w.phrases(tiles+"Verdict, "+week, chance(now.f("mann_whitney_p")))
	w.say(tiles+"Median, s/tile-figure", places(now.f("ct_median"), 1))
	share := places(100*math.Abs(now.f("shift_share")), 1)
	if share == "0.0" {
		share = "±0"
	}
	w.phrases(tiles+"Median, s.*", "baseline "+places(base.f("ct_median"), 1), share, places(now.f("shift_s"), 2))
	w.say(tiles+"Effect, MADs/tile-figure", withSign(now.f("effect")))
	w.say(tiles+"Spread, × baseline/tile-figure", places(now.f("spread_ratio"), 2))
	w.phrases(tiles+"Spread, × baseline", places(now.f("ct_stddev"), 2)+" s, baseline "+places(base.f("ct_stddev"), 2)+" s")
	w.leaves("the best cycle: engine/analysis looks at every four hours", tiles+"(Best 4 hours, s|Gap to best, %).*")
	for i, r := range weeks[:min(10, len(weeks))] {
		at := fmt.Sprintf("#below-part/weeks/%d/", i+1)
		w.cell(at+"Week", fmt.Sprintf("W%02d", r.n("iso_week")), r.t("from_date").Format("2006-01-02")+", "+many(r.n("shots"), "shot", "shots"))
		w.say(at+"Verdict@title", chance(r.f("mann_whitney_p")))
		w.cell(at+"Median, s", places(r.f("ct_median"), 1), exactly(r.f("ct_median"), 1, "s"))
		w.cell(at+"Shift, s", withSignPlaces(r.f("shift_s"), 2), exactly(r.f("shift_s"), 1, "s"))
		w.cell(at+"Effect", withSign(r.f("effect")), exactly(r.f("effect"), 1, ""))
		w.cell(at+"Spread", places(r.f("spread_ratio"), 2), exactly(r.f("spread_ratio"), 1, ""))
		w.cell(at+"Outside L1, %", places(100*r.f("outside_l1"), 1), exactly(r.f("outside_l1"), 1, ""))
	}
	w.leaves("bins: engine/analysis counts them", "#below-part/shape/#shape-data-box/.*")
}

func chance(p float64) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	return "p " + places(p, 3)
}

func withSignPlaces(v float64, n int) string {
	text := places(v, n)
	if v > 0 && text != places(0, n) {
		return "+" + text
	}
	return text
}

// warm is the page of the temperature of one tool's mold.
func (w *wanted) warm(tool string) {
	w.phrases("head/question", "Is the temperature of "+tool+" in control?")
	events := w.processEvents()
	best := w.row("SELECT part_id, COUNT(*)::BIGINT AS shots FROM shot GROUP BY 1 ORDER BY 2 DESC LIMIT 1")
	of := fmt.Sprintf("part_id IS NOT DISTINCT FROM %s", orNull(best))
	r := w.row("SELECT COUNT(*)::BIGINT AS n, AVG(temperature) AS mean, stddev_samp(temperature) AS deviation FROM shot WHERE temperature IS NOT NULL AND " + of)
	w.leaves("the exact figure", ".*/tile-figure@title")
	w.leaves("alarms and changes: engine/analysis tests them", "head/answer", "head/why", "In control(/.*|@.*)?")
	w.say("Mean, °C/tile-figure", places(r.f("mean"), 1))
	w.phrases("Mean, °C", many(r.n("n"), "shot", "shots"))
	w.say("Standard deviation, °C/tile-figure", places(r.f("deviation"), 1))
	w.say("capability/section-head/note", many(r.n("n"), "shot", "shots"))
	w.phrases("capability/aside", "Mean "+places(r.f("mean"), 2)+" °C")
	w.leaves("the test of normality and the outliers: engine/spc", "capability/aside")
	w.leaves("drift and autocorrelation have their own tests", "(Drift, °C in 28 days|Lag-1 autocorr., (baseline|this range)).*")
	w.leaves("points of the charts: engine/analysis recomputes each", "(control|beside)/.*")
	for i, r := range w.rows(fmt.Sprintf("SELECT local_date::TIMESTAMP AS day, median, shots::BIGINT AS shots FROM mart.process_day WHERE measure = 'temperature' AND %s AND equipment_code = '%s' AND local_date >= DATE '%s' AND local_date < DATE '%s' ORDER BY 1",
		of, tool, w.q.from, w.q.to)) {
		at := fmt.Sprintf("medians/#medians-data-box/#medians-data-table/%d/", i+1)
		w.say(at+"Day", r.t("day").Format("Mon 2 Jan"))
		w.cell(at+"Median, °C", places(r.f("median"), 2), exactly(r.f("median"), 1, "°C"))
		w.say(at+"Shots", count(r.n("shots")))
	}
	w.leaves("the last of the medians", "medians/#medians-data-box/#medians-data-words")
	w.eventRows(events, false)
	w.trust()
}
