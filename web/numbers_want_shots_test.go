package web_test

import (
	"fmt"
	"strings"
	"time"
)

// directory is all tools that the filter leaves, with data in the window or not.
func (w *wanted) directory() {
	rows := w.rows(`
SELECT k.equipment_code, f.*, l.last_shot_utc, l.local, g.ct_us AS compared, g.expected_us AS expected, a.approved_ct
FROM (
    SELECT equipment_code FROM ` + w.knownTools() + ` WHERE ` + w.q.scope + `
    UNION
    SELECT equipment_code FROM piece
) k
LEFT JOIN (SELECT equipment_code, ` + sums + ` FROM piece GROUP BY equipment_code) f ON f.equipment_code = k.equipment_code
LEFT JOIN (
    SELECT equipment_code, MAX(last_shot_utc) AS last_shot_utc, arg_max(last_shot_utc + (end_local - end_utc), last_shot_utc) AS local
    FROM mart.run GROUP BY equipment_code
) l ON l.equipment_code = k.equipment_code
LEFT JOIN (
    SELECT equipment_code, SUM(round(ct * 1e6)::BIGINT)::BIGINT AS ct_us, SUM(round(approved_ct * 1e6)::BIGINT)::BIGINT AS expected_us
    FROM shot WHERE class IN ('normal', 'slow', 'fast') AND approved_ct IS NOT NULL GROUP BY equipment_code
) g ON g.equipment_code = k.equipment_code
LEFT JOIN (SELECT equipment_code, arg_max(approved_ct, shot_time_utc) AS approved_ct FROM core.master_shot GROUP BY 1) a ON a.equipment_code = k.equipment_code
ORDER BY k.equipment_code`)
	counts := w.stateCounts(true)
	w.phrases("head/answer", many(int64(len(rows)), "tool", "tools"), ", "+count(counts["running"])+" running")
	w.states("head/why", true)
	doubtful := w.doubtfulTools(true)
	w.phrases("head/why", many(int64(len(doubtful)), "tool", "tools")+" in doubt")
	for _, kind := range []struct{ column, words string }{{"missing", "shots are missing"}, {"poor", "data quality is poor"}, {"silent", "its counter is silent"}} {
		n := 0
		for _, r := range doubtful {
			if r.is(kind.column) {
				n++
			}
		}
		w.phrases("head/why", fmt.Sprintf("%s (%d)", kind.words, n))
	}
	for i, r := range rows {
		at := fmt.Sprintf("tools/%d/", i+1)
		w.cell(at+"Last shot", r.t("local").Format("2 Jan 15:04"), rfc3339(r.t("last_shot_utc")))
		w.say(at+"Shots", count(r.n("shots")))
		w.cell(at+"Efficiency, %", share(r.n("normal"), r.n("shots")), exactly(float64(r.n("normal")), float64(r.n("shots")), ""))
		w.meanCycle(at+"ct, s", r)
		w.cell(at+"Approved, s", places(r.f("approved_ct"), 1), fmt.Sprintf("%.6f s", r.f("approved_ct")))
		if d := r.n("expected"); d > 0 {
			w.cell(at+"Dev., %", withSign(100*float64(r.n("compared")-d)/float64(d)), exactly(float64(r.n("compared")-d), float64(d), ""))
		}
	}
	w.leaves("a tool's name", "tools/[0-9]+/Trend.*")
	w.trust()
}

func (w *wanted) meanCycle(where string, r record) {
	if n := r.n("normal") + r.n("slow") + r.n("fast"); n > 0 {
		w.cell(where, places(float64(r.n("ct"))/float64(n)/1e6, 1), exactly(float64(r.n("ct"))/1e6, float64(n), "s"))
	}
}

// shotTools is the choice of a tool.
func (w *wanted) shotTools() {
	rows := w.rows(toolSumsSQL)
	if len(rows) == 1 && strings.Contains(w.q.query, "tool=") {
		w.shots(rows[0].s("equipment_code"))
		return
	}
	w.say("head/answer", "Choose one of "+many(int64(len(rows)), "tool", "tools")+", the worst is first")
	w.say("tools/section-head/#tools", many(int64(len(rows)), "tool", "tools"))
	approved := map[string]float64{}
	for _, r := range w.rows("SELECT equipment_code, arg_max(approved_ct, shot_time_utc) AS ct FROM shot GROUP BY 1") {
		approved[r.s("equipment_code")] = r.f("ct")
	}
	for i, r := range rows {
		at := fmt.Sprintf("tools/%d/", i+1)
		w.say(at+"Shots", count(r.n("shots")))
		w.meanCycle(at+"Mean cycle, s", r)
		if ct := approved[r.s("equipment_code")]; ct > 0 {
			w.cell(at+"Approved, s", places(ct, 1), fmt.Sprintf("%.6f s", ct))
		}
		w.cell(at+"Efficiency, %", share(r.n("normal"), r.n("shots")), exactly(float64(r.n("normal")), float64(r.n("shots")), ""))
		w.cell(at+"Downtime, h", inHours(r.n("down")), micros(r.n("down")))
	}
	w.trust()
}

// shots is every shot of a tool, and the same read off in three ways.
func (w *wanted) shots(tool string) {
	classes := w.row(`
SELECT COUNT(*) AS shots, COUNT(*) FILTER (WHERE class = 'normal') AS normal, COUNT(*) FILTER (WHERE class = 'slow') AS slow, COUNT(*) FILTER (WHERE class = 'fast') AS fast,
    COUNT(*) FILTER (WHERE class = 'long') AS long, COUNT(*) FILTER (WHERE class = 'idle') AS idle,
    COUNT(*) FILTER (WHERE class <> 'idle' AND ms > l1_above) AS above, COUNT(*) FILTER (WHERE class <> 'idle' AND ms < l1_below) AS below,
    COUNT(*) FILTER (WHERE class <> 'idle' AND ms BETWEEN l1_below AND l1_above) AS within,
    COUNT(*) FILTER (WHERE class <> 'idle' AND (ms < l2_below OR ms > l2_above)) AS beyond
FROM (
    SELECT class, round(ct * 1000) AS ms, round(1000 * (approved_ct - width1)) AS l1_below, round(1000 * (approved_ct + width1)) AS l1_above,
        round(1000 * (approved_ct - GREATEST(width1, width2))) AS l2_below, round(1000 * (approved_ct + GREATEST(width1, width2))) AS l2_above
    FROM (
        SELECT s.*,
            CASE WHEN NOT COALESCE(cycle_time_limit1 > 0 AND cycle_time_limit1unit <> '', FALSE) THEN 0.05 * approved_ct
                WHEN cycle_time_limit1unit = 'PERCENTAGE' THEN cycle_time_limit1 / 100 * approved_ct ELSE cycle_time_limit1 END AS width1,
            CASE WHEN NOT COALESCE(cycle_time_limit2 > 0 AND cycle_time_limit2unit <> '', FALSE) THEN 0.10 * approved_ct
                WHEN cycle_time_limit2unit = 'PERCENTAGE' THEN cycle_time_limit2 / 100 * approved_ct ELSE cycle_time_limit2 END AS width2
        FROM shot s
        LEFT JOIN raw.mold m ON m.id = s.mold_id
    )
)`)
	total := classes.n("shots")
	w.phrases("head/question", "What did "+tool+" make")
	w.tempo(tool, classes)
	w.classKeys(classes)
	w.say("points/section-head/note", "all "+many(total, "shot", "shots")+"; drag to zoom, click for its trace")
	w.say("shots/section-head/#shots", many(total, "shot", "shots"))
	if total > 8 {
		w.say("shots/pager", "1–8 of "+count(total))
	}
	w.leaves("the address of a part that comes later", "section/#sessions-part")
	w.points()
	w.distribution(classes)
	w.warmth()
	for i, r := range w.rows("SELECT *, shot_time_local AS local FROM shot ORDER BY shot_time_utc DESC, seq DESC, counter_code LIMIT 8") {
		at := fmt.Sprintf("shots/%d/", i+1)
		w.cell(at+"Time", r.t("local").Format("2 Jan 15:04:05"), r.t("shot_time_utc").UTC().Format(time.RFC3339Nano))
		w.cell(at+"Cycle, s", places(r.f("ct"), 1), fmt.Sprint(r.f("ct")))
		waited := "0"
		if us := r.n("w_us"); us > 0 {
			waited = places(float64(us)/1e6, 1)
		}
		w.cell(at+"Waited, s", waited, micros(r.n("w_us")))
	}
	w.trust()
}

// sessions are the newest of those that start in the window.
func (w *wanted) sessions(where string, most int) {
	where += "/sessions/"
	w.leaves("the level of the limits", where+"heads.*")
	rows := w.rows("SELECT * FROM mart.ana_shot_made WHERE " + w.q.window("local_date", "start_utc") + " ORDER BY start_utc DESC")
	if q := w.earlier(); q != nil {
		slow := func(q question) string {
			r := w.row("SELECT COUNT(*) FILTER (WHERE judged > 0)::BIGINT AS judged, COUNT(*) FILTER (WHERE 2 * shots_above > judged)::BIGINT AS above FROM (SELECT shots_above, shots_below + shots_within + shots_above AS judged FROM mart.ana_shot_made WHERE " +
				q.window("local_date", "start_utc") + ")")
			return count(r.n("above")) + " of " + count(r.n("judged"))
		}
		w.phrases(where+"section-head/note", slow(w.q)+" mostly above L1, "+slow(*q)+" in the "+w.previous())
	}
	if len(rows) > most {
		w.phrases(where+"section-head/note", fmt.Sprintf("the newest %d", most))
	}
	for i, r := range rows[:min(most, len(rows))] {
		at := fmt.Sprintf("%s%d/", where, i+1)
		w.cell(at+"Start", r.t("start_local").Format("2 Jan 15:04"), rfc3339(r.t("start_utc")))
		w.cell(at+"End", r.t("end_local").Format("2 Jan 15:04"), rfc3339(r.t("end_utc")))
		w.say(at+"Shots", count(r.n("shots_made")))
		w.say(at+"Below L1", count(r.n("shots_below")))
		w.say(at+"Within", count(r.n("shots_within")))
		w.say(at+"Above L1", count(r.n("shots_above")))
		w.say(at+"Idle", count(r.n("shots_idle")))
		w.cell(at+"Median, s", places(r.f("ct_p50"), 1), fmt.Sprintf("%.6f s", r.f("ct_p50")))
		w.cell(at+"Mold, °C", places(r.f("temp_mean"), 1), fmt.Sprintf("%.6f °C", r.f("temp_mean")))
		w.cell(at+"Uptime, %", share(r.n("production_time_us"), r.n("total_time_us")), exactly(float64(r.n("production_time_us")), float64(r.n("total_time_us")), ""))
	}
}

// tempo is the sentence: the reference at the end, since when, and how far from
// what is approved.
func (w *wanted) tempo(tool string, classes record) {
	runs := w.rows("SELECT DISTINCT r.ref_ct, r.start_utc, r.start_local FROM mart.run r JOIN shot s ON s.run_id = r.run_id WHERE r.ref_ct IS NOT NULL ORDER BY r.start_utc")
	approved := w.row("SELECT arg_max(approved_ct, shot_time_utc) AS ct FROM shot").f("ct")
	pace := runs[len(runs)-1].f("ref_ct")
	since := ""
	for _, r := range runs {
		if off := r.f("ref_ct")/pace - 1; off >= 0.02 || off <= -0.02 {
			since = ""
		} else if since == "" {
			since = r.t("start_local").Format("2 Jan")
		}
	}
	deviation := pace/approved - 1
	for _, where := range []string{"head/answer", "points/#points-data-box/#points-data-words"} {
		w.phrases(where, fmt.Sprintf("cycled at %.1f s", pace), "since "+since, fmt.Sprintf("over the approved %.1f s", approved), fmt.Sprintf("under the approved %.1f s", approved))
		w.phrases(where, roundly(int64(1e9*max(deviation, -deviation)), 1e9))
	}
	judged := classes.n("above") + classes.n("below") + classes.n("within")
	w.phrases("head/why", roundly(classes.n("above"), judged)+" of its shots are over the approved limit L1", roundly(classes.n("slow"), classes.n("shots"))+" are slow")
}

// classKeys are the counts beside the marks, and in the summary.
func (w *wanted) classKeys(classes record) {
	words := func(n, of int64) string {
		switch v := float64(n) / float64(of); {
		case n == 0:
			return ""
		case v < 0.001:
			return "under 0.1 %"
		case v < 0.1:
			return places(100*v, 1) + " %"
		default:
			return places(100*v, 0) + " %"
		}
	}
	for i, class := range []string{"normal", "slow", "fast", "long", "idle"} {
		at := fmt.Sprintf("points/shot-legend/key-line/%d", i+1)
		w.say(at+"/b", count(classes.n(class)))
		w.say(at, words(classes.n(class), classes.n("shots")))
		w.phrases("points/#points-data-box/#points-data-words", "; "+count(classes.n(class))+" "+class)
	}
	judged := classes.n("above") + classes.n("below") + classes.n("within")
	for i, k := range []struct{ column, name string }{{"within", "within L1"}, {"above", "over L1"}, {"below", "under L1"}, {"beyond", "beyond L2, either side"}} {
		at := fmt.Sprintf("points/shot-legend/key-line/%d", i+1)
		w.say(at, k.name)
		w.say(at+"/b", count(classes.n(k.column)))
		w.say(at, words(classes.n(k.column), judged))
	}
	w.say("points/shot-legend/key-line/2", "L1")
	w.say("points/shot-legend/key-line/3", "L2")
	const most = 20
	stops := w.row("SELECT COUNT(*) AS stops FROM mart.stop WHERE NOT is_micro AND end_utc > " + w.fromUTC() + " AND start_utc < " + w.toUTC() + " AND " + w.q.scope).n("stops")
	drawn := many(stops, "stop", "stops")
	if stops > most {
		drawn = fmt.Sprintf("%d of %s drawn, the longest", most, drawn)
	}
	if stops > 0 {
		w.say("points/shot-legend/key-line/5", drawn)
	}
	w.leaves("how many are named", "points/shot-legend/key-line/5@title")
	missing := w.row("SELECT COALESCE(SUM(shots), 0)::BIGINT AS shots FROM (SELECT shots FROM mart.missing_shot WHERE shots > 0 AND to_utc > " + w.fromUTC() + " AND from_utc < " + w.toUTC() +
		" AND equipment_code IN (SELECT equipment_code FROM mart.stop WHERE " + w.q.scope + ") ORDER BY to_utc - from_utc DESC, to_utc, counter_code, to_seq LIMIT 20)").n("shots")
	if missing > 0 {
		last := "points/shot-legend/key-line/6"
		silences := w.row("SELECT COUNT(*) AS silences FROM (SELECT end_utc, LEAD(start_utc) OVER (ORDER BY start_utc, run_id) AS next_utc FROM mart.run" +
			" WHERE equipment_code IN (SELECT equipment_code FROM mart.stop WHERE " + w.q.scope + ")) WHERE next_utc - end_utc >= INTERVAL 1 DAY AND end_utc < " + w.toUTC() + " AND next_utc >= " + w.fromUTC()).n("silences")
		if silences > 0 {
			last = "points/shot-legend/key-line/7"
		}
		w.say(last, "no data: "+many(missing, "shot", "shots")+" never came")
	}
	none := func(text string) string {
		if text == "" {
			return "none"
		}
		return text
	}
	note := none(words(classes.n("above"), judged)) + " over L1 · " + none(words(classes.n("below"), judged)) + " under"
	w.say("spread/section-head/note", note)
	w.leaves("what idle means", "points/shot-legend/key-line/5@title")
}

// points are the first of the picture: shots, each with its own cycle time, and
// stops with their length.
func (w *wanted) points() {
	cts, events := map[string]string{}, map[string]string{}
	for _, r := range w.rows("SELECT shot_time_utc, shot_time_local, ct FROM shot") {
		cts[r.t("shot_time_utc").UTC().Format(time.RFC3339Nano)] = r.t("shot_time_local").Format("2 Jan 15:04:05") + " " + places(r.f("ct"), 1) + " " + fmt.Sprint(r.f("ct"))
	}
	for _, r := range w.plant.ask(w.t, `
SELECT start_utc AS began, kind, epoch_us(end_utc) - epoch_us(start_utc) AS us FROM mart.stop WHERE `+w.q.scope+`
UNION ALL
SELECT end_utc, 'off', epoch_us(LEAD(start_utc) OVER (PARTITION BY equipment_code ORDER BY start_utc)) - epoch_us(end_utc) FROM mart.run WHERE equipment_code IN (SELECT equipment_code FROM mart.stop WHERE `+w.q.scope+`)
UNION ALL
SELECT from_utc, 'no data', epoch_us(to_utc) - epoch_us(from_utc) FROM mart.missing_shot WHERE shots > 0 AND equipment_code IN (SELECT equipment_code FROM mart.stop WHERE `+w.q.scope+`)`) {
		events[rfc3339(r.t("began"))] += "|" + r.s("kind") + ", " + inWords(r.n("us")) + "|"
	}
	for _, r := range w.plant.ask(w.t, `
SELECT start_utc AS began, ref_ct, LAG(ref_ct) OVER along AS ref_before, first_part_code AS part, LAG(first_part_code) OVER along AS part_before
FROM mart.run WHERE equipment_code IN (SELECT equipment_code FROM mart.stop WHERE `+w.q.scope+`) WINDOW along AS (PARTITION BY equipment_code ORDER BY start_utc)`) {
		events[rfc3339(r.t("began"))] += fmt.Sprintf("|mode %.1f → %.1f||part %s → %s|", r.f("ref_before"), r.f("ref_ct"), r.s("part_before"), r.s("part"))
	}
	w.then(func(page []shown) { w.pointRows(page, cts, events) })
	w.leaves("how many rows a table has", "points/#points-data-box/#points-data-table@aria-label", "points/#points-data-box/#points-data-table/caption/unseen")
}
