package web_test

import (
	"fmt"
	"time"
)

// fleet is the totals of the window and of the one before.
func (w *wanted) fleet() (now, then record) {
	return w.row("SELECT " + sums + " FROM piece"), w.row("SELECT " + sums + " FROM earlier")
}

// tiles are those of the run rate; names says which of them a page has.
func (w *wanted) tiles(names ...string) {
	now, then := w.fleet()
	before := w.comparison(then)
	for _, name := range names {
		switch name {
		case "Efficiency, %":
			w.cell(name+"/tile-figure", share(now.n("normal"), now.n("shots")), exactly(float64(now.n("normal")), float64(now.n("shots")), ""))
			before(name, then.n("shots") > 0, 100*(ratioOf(now, "normal", "shots")-ratioOf(then, "normal", "shots")), 1, " pt")
		case "Stability, %":
			w.cell(name+"/tile-figure", share(now.n("busy"), now.n("run")), exactly(float64(now.n("busy")), float64(now.n("run")), ""))
			if low, high := share(now.n("busy"), now.n("run")), share(now.n("busy")+now.n("doubtful"), now.n("run")); low != high {
				w.say(name+"/tile-figure/range", "…"+high)
			}
			before(name, then.n("run") > 0, 100*(ratioOf(now, "busy", "run")-ratioOf(then, "busy", "run")), 1, " pt")
		case "MTBF, min", "MTTR, min":
			figure := map[string]string{"MTBF, min": "busy", "MTTR, min": "down"}[name]
			text := inMinutes(now.n(figure), now.n("stops"))
			if figure == "busy" && now.n("stops") == 0 {
				text = "> " + three(float64(now.n("busy"))/60e6)
			}
			w.cell(name+"/tile-figure", text, exactly(float64(now.n(figure))/1e6, float64(now.n("stops")), "s"))
			before(name, now.n("stops") > 0 && then.n("stops") > 0, (ratioOf(now, figure, "stops")-ratioOf(then, figure, "stops"))/60e6, 1, "")
		case "Stops":
			w.say(name+"/tile-figure", count(now.n("stops")))
			before(name, then.n("shots") > 0, float64(now.n("stops")-then.n("stops")), 0, "")
			w.say(name, count(now.n("micro"))+" micro")
		case "Downtime, h":
			w.cell(name+"/tile-figure", inHours(now.n("down")), micros(now.n("down")))
			before(name, then.n("shots") > 0, float64(now.n("down")-then.n("down"))/3.6e9, 1, "")
			if now.n("doubtful") > 0 {
				w.say(name, inHours(now.n("doubtful"))+" h doubtful")
			}
		}
	}
}

func ratioOf(r record, part, of string) float64 { return float64(r.n(part)) / float64(r.n(of)) }

// comparison says what stands beside a figure: its change, why there is none,
// or nothing.
func (w *wanted) comparison(then record) func(name string, is bool, by float64, n int, unit string) {
	reason := w.partial(then)
	return func(name string, is bool, by float64, n int, unit string) {
		switch {
		case w.q.silent:
		case reason != "":
			w.say(name+"/change@title", reason)
		case is:
			w.say(name+"/change", changed(by, n, unit))
		}
	}
}

// partial is why the period before is not compared with.
func (w *wanted) partial(then record) string {
	first := w.row("SELECT MIN(local_date)::TIMESTAMP AS first FROM mart.run_rate_day WHERE " + w.q.scope).t("first")
	from, to := instant(w.q.before().from), instant(w.q.before().to)
	if then.n("shots") == 0 && then.n("run") == 0 || !first.After(from) {
		return ""
	}
	if w.q.hours() {
		return "the data begin inside the " + w.previous() + ", on " + first.Format("2 Jan 2006")
	}
	return "the " + w.previous() + " have data for " + many(int64(to.Sub(first).Hours()/24), "day", "days") + " only"
}

func (w *wanted) previous() string {
	length := instant(w.q.to).Sub(instant(w.q.from))
	if w.q.hours() {
		return fmt.Sprintf("previous %.0f hours", length.Hours())
	}
	return "previous " + many(int64(length.Hours()/24), "day", "days")
}

// steps are the rows of a trend: every day or hour of the window.
func (w *wanted) steps() (labels []string, rows []record) {
	step, form := "1 DAY", "2 Jan"
	if w.q.hours() {
		step, form = "1 HOUR", "2 Jan 15:04"
	}
	// Hours of a plant whose clock is half an hour off stand between the others,
	// or in their place where there are no others.
	rows = w.rows(fmt.Sprintf(`
SELECT g.step, f.* EXCLUDE (step)
FROM (
    SELECT unnest(range(TIMESTAMP '%[1]s', TIMESTAMP '%[2]s', INTERVAL %[3]s)) + to_minutes(off) AS step
    FROM (SELECT CASE WHEN COUNT(DISTINCT minute(step)) = 1 THEN MIN(minute(step)) ELSE 0 END AS off FROM piece)
    UNION
    SELECT step FROM piece
) g
LEFT JOIN (SELECT step, %[4]s FROM piece GROUP BY step) f ON f.step = g.step
ORDER BY g.step`, instant(w.q.from).Format(time.DateTime), instant(w.q.to).Format(time.DateTime), step, sums))
	for _, r := range rows {
		labels = append(labels, r.t("step").Format(form))
	}
	return labels, rows
}

func (w *wanted) stepName() (head, word string) {
	if w.q.hours() {
		return "Hour", "hour"
	}
	return "Day", "day"
}

// trend is the large chart's table and summary.
func (w *wanted) trend(figure string) {
	labels, rows := w.steps()
	head, word := w.stepName()
	for i, r := range rows {
		at := fmt.Sprintf("trend/#trend-data-box/#trend-data-table/%d/", i+1)
		w.say(at+head, labels[i])
		w.say(at+"Efficiency, %", share(r.n("normal"), r.n("shots")))
		w.stability(at+"Stability, %", r)
		w.say(at+"Downtime, h", inHours(r.n("down")))
		w.say(at+"MTBF, min", inMinutes(r.n("busy"), r.n("stops")))
		w.say(at+"MTTR, min", inMinutes(r.n("down"), r.n("stops")))
		w.say(at+"Stops", count(r.n("stops")))
		w.say(at+"Shots", count(r.n("shots")))
	}
	value := func(r record) string {
		switch {
		case figure == "Stability":
			return share(r.n("busy"), r.n("run"))
		case figure == "Efficiency":
			return share(r.n("normal"), r.n("shots"))
		case figure == "Downtime" && r.n("run") == 0 && r.n("shots") == 0:
			return "–"
		case figure == "Downtime":
			return three(float64(r.n("down")) / 3.6e9)
		case figure == "MTBF":
			return inMinutes(r.n("busy"), r.n("stops"))
		}
		return inMinutes(r.n("down"), r.n("stops"))
	}
	unit := map[string]string{"Stability": "%", "Efficiency": "%", "Downtime": "h", "MTBF": "min", "MTTR": "min"}[figure]
	summary, from, first := "no data", "", ""
	for i, r := range rows {
		if value(r) == "–" {
			continue
		}
		if from == "" {
			from, first = labels[i], value(r)
		}
		summary = fmt.Sprintf("%s by %s from %s to %s: it went from %s to %s %s.", figure, word, from, labels[i], first, value(r), unit)
	}
	w.say("trend/#trend-data-box/#trend-data-words", summary)
	if _, then := w.fleet(); !w.q.silent && (then.n("run") > 0 || then.n("shots") > 0) {
		w.phrases("trend/section-head/note", "dotted: "+w.previous())
	}
}

// causes are the bars of a Pareto.
func (w *wanted) causes(by string) {
	query := map[string]string{
		"cause":   "SELECT kind AS name, COUNT(*) AS stops, SUM(downtime_us)::BIGINT AS down, (SELECT SUM(production_time_us)::BIGINT FROM piece) AS busy FROM stop GROUP BY kind ORDER BY down DESC, name",
		"hour":    "SELECT hour(bucket_start_local) AS name, " + sums + " FROM (SELECT *, quality_score * shots AS score FROM mart.run_rate_hour WHERE " + w.q.window("CAST(bucket_start_local AS DATE)", "") + ") GROUP BY 1 HAVING SUM(run_time_us) > 0 OR SUM(stops) > 0 ORDER BY down DESC, name",
		"shift":   "SELECT shift AS name, " + sums + " FROM (SELECT *, quality_score * shots AS score FROM mart.run_rate_shift WHERE " + w.q.window("local_date", "") + ") GROUP BY 1 ORDER BY down DESC, name",
		"weekday": "SELECT isodow(local_date) AS name, " + sums + " FROM piece GROUP BY 1 HAVING SUM(run_time_us) > 0 OR SUM(stops) > 0 ORDER BY down DESC, name",
	}[by]
	rows := w.rows(query)
	var all, so int64
	for _, r := range rows {
		all += r.n("down")
	}
	for i, r := range rows {
		so += r.n("down")
		at := fmt.Sprintf("causes/%d/", i+1)
		if by == "hour" {
			w.say(at+"hour", fmt.Sprintf("%02d:00", r.n("name")))
		}
		w.say(at+"hours", inHours(r.n("down")))
		w.say(at+"cum., %", places(100*float64(so)/float64(max(all, 1)), 0))
		w.say(at+"stops", count(r.n("stops")))
		w.say(at+"MTTR, min", inMinutes(r.n("down"), r.n("stops")))
		w.say(at+"MTBF, min", inMinutes(r.n("busy"), r.n("stops")))
	}
	if len(rows) < 5 {
		now, _ := w.fleet()
		for i, class := range []string{"normal", "slow", "fast", "halted"} {
			w.say(fmt.Sprintf("classes/%d/shots", i+1), count(now.n(class)))
			w.say(fmt.Sprintf("classes/%d/share, %%", i+1), share(now.n(class), now.n("shots")))
		}
	}
}

// stopRows are the longest stops of a cut that start in the window.
func (w *wanted) stopRows(cut string) {
	all := w.row("SELECT COUNT(*) AS stops, COALESCE(SUM(downtime_us), 0)::BIGINT AS down FROM stop WHERE " + cut)
	w.say("stops/section-head/note", fmt.Sprintf("%s that start in the range · %s h · a row opens the shots around it", count(all.n("stops")), inHours(all.n("down"))))
	if all.n("stops") == 0 {
		w.texts["stops/section-head/note"] = nil
	}
	rows := w.rows("SELECT * FROM stop WHERE " + cut + " ORDER BY downtime_us DESC, start_utc DESC, equipment_code, stop_id LIMIT 12")
	for i, r := range rows {
		at := fmt.Sprintf("stops/%d/", i+1)
		w.cell(at+"Start", r.t("start_local").Format("2 Jan 15:04"), rfc3339(r.t("start_utc")))
		w.cell(at+"Duration, min", three(float64(r.n("downtime_us"))/60e6), micros(r.n("downtime_us")))
		w.say(at+"Shots inside", count(r.n("shots")))
		end := r.t("start_local").Add(r.t("end_utc").Sub(r.t("start_utc")))
		w.cell(at+"End", end.Format("2 Jan 15:04"), rfc3339(r.t("end_utc")))
	}
	if n := all.n("stops"); n > 12 {
		w.say("stops/pager", "1–12 of "+count(n))
	}
}

// toolSumsSQL has the tools, the largest downtime first.
const toolSumsSQL = `
SELECT t.*, l.last_shot_utc, l.local, g.ct_us AS compared, g.expected_us AS expected
FROM (SELECT equipment_code, ` + sums + ` FROM piece GROUP BY equipment_code) t
LEFT JOIN (
    SELECT equipment_code, MAX(last_shot_utc) AS last_shot_utc, arg_max(last_shot_utc + (end_local - end_utc), last_shot_utc) AS local
    FROM mart.run GROUP BY equipment_code
) l ON l.equipment_code = t.equipment_code
LEFT JOIN (
    SELECT equipment_code, SUM(round(ct * 1e6)::BIGINT)::BIGINT AS ct_us, SUM(round(approved_ct * 1e6)::BIGINT)::BIGINT AS expected_us
    FROM shot WHERE class IN ('normal', 'slow', 'fast') AND approved_ct IS NOT NULL GROUP BY equipment_code
) g ON g.equipment_code = t.equipment_code
ORDER BY down DESC, t.equipment_code`

// tools is the table of tools, the largest downtime first.
func (w *wanted) tools() {
	rows := w.rows(toolSumsSQL)
	w.say("tools/section-head/#tools", many(int64(len(rows)), "tool", "tools"))
	w.states("tools/section-head/note", false)
	for i, r := range rows {
		at := fmt.Sprintf("tools/%d/", i+1)
		w.cell(at+"Efficiency, %", share(r.n("normal"), r.n("shots")), exactly(float64(r.n("normal")), float64(r.n("shots")), ""))
		w.stability(at+"Stability, %", r)
		w.cell(at+"Stops", count(r.n("stops")), count(r.n("micro"))+" micro")
		w.cell(at+"Downtime, h", inHours(r.n("down")), micros(r.n("down")))
		w.cell(at+"Last shot", r.t("local").Format("2 Jan 15:04"), rfc3339(r.t("last_shot_utc")))
	}
}
