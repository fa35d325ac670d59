package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

func (w *wanted) runRate(figure, by string) { w.runRateOf(figure, by, "TRUE") }

// runRateOf has in its table of stops only those of a cut.
func (w *wanted) runRateOf(figure, by, stops string) {
	w.tiles("Efficiency, %", "Stability, %", "MTBF, min", "MTTR, min", "Stops", "Downtime, h")
	w.answer("")
	w.trend(figure)
	w.causes(by)
	w.lanes()
	w.stopRows(stops)
	w.tools()
	w.leaves("the address of a part that comes later", "section/#sensitivity-part")
	w.trust()
}

// sensitivity is that of the analysis, which compares it with the reference; at the
// configured values it is that of SQL.
func (w *wanted) sensitivity() {
	w.t.Helper()
	day := func(text string) engine.Bound { return engine.Day(instant(text).Date()) }
	got, err := w.plant.analysis.Sensitivity(w.t.Context(), engine.Filter{Window: engine.Window{From: day(w.q.from), To: day(w.q.to)}})
	if err != nil {
		w.t.Fatal(err)
	}
	now, _ := w.fleet()
	const part = "#sensitivity-part/sensitivity"
	w.leaves("the sentence: engine/analysis has its tests", part+"/aside/b")
	w.leaves("the limit of a change", part+"-.*/Mark/badge@title")
	for _, series := range got.Series {
		ofHundred, unit := 1.0, "s"
		if series.Setting == analysis.SettingTolerance {
			ofHundred, unit = 100, "%"
		}
		var plateau []string
		for i, step := range series.Steps {
			at, value := fmt.Sprintf("%s-%s/%d/", part, series.Setting, i+1), places(ofHundred*step.Value, 0)
			if step.Plateau {
				plateau = append(plateau, value)
			}
			normal, busy, stops := step.NormalShots, step.ProductionTimeUS, step.Stops
			if step.IsConfigured {
				normal, busy, stops = now.n("normal"), now.n("busy"), now.n("stops")
			}
			if unit == "%" {
				w.say(at+"Tolerance, %", value)
				w.cell(at+"Efficiency, %", share(normal, now.n("shots")), exactly(float64(normal), float64(now.n("shots")), ""))
			} else {
				w.say(at+"gap_slack, s", value)
				w.say(at+"Stops", count(stops))
				w.cell(at+"MTBF, min", inMinutes(busy, stops), exactly(float64(busy)/1e6, float64(stops), "s"))
				w.cell(at+"Stability, %", share(busy, now.n("run")), exactly(float64(busy), float64(now.n("run")), ""))
			}
			if step.Change != nil {
				w.cell(at+"Change, %", places(100**step.Change, 1), exactly(*step.Change, 1, ""))
			}
		}
		w.phrases(part+"/aside", fmt.Sprintf("%s from %s to %s %s", series.Setting, plateau[0], plateau[len(plateau)-1], unit))
	}
}

func (w *wanted) toolPage(tool string) {
	w.phrases("head/question", "How steadily does "+tool+" run?")
	w.tiles("Efficiency, %", "Stability, %", "MTBF, min", "MTTR, min", "Stops", "Downtime, h")
	w.answer(tool)
	w.nowLine(tool)
	w.life(tool)
	w.history(tool)
	w.trend("Stability")
	w.causes("cause")
	w.days(tool)
	w.cycle()
	w.stopRows("TRUE")
	w.runs()
	w.trust()
}

// answer is the sentence of the run rate, and the one below it.
func (w *wanted) answer(tool string) {
	now, _ := w.fleet()
	stability := float64(now.n("busy")) / float64(now.n("run"))
	places0 := places(100*stability, 0)
	if stability >= 0.99 && stability < 1 {
		places0 = fmt.Sprintf("%.2f", float64(int64(stability*1e4))/100)
	}
	w.phrases("head/answer", "produced in "+places0+" % of", "slow cycles cost "+inWords(now.n("slowly")))
	stops := w.rows("SELECT equipment_code, kind, SUM(downtime_us)::BIGINT AS us FROM stop GROUP BY ALL ORDER BY us DESC, equipment_code, kind")
	var all, largest, tools int64
	kinds := map[string]int64{}
	for _, r := range stops {
		all += r.n("us")
		kinds[r.s("kind")] += r.n("us")
		largest = max(largest, kinds[r.s("kind")])
	}
	for _, r := range stops {
		if kinds[r.s("kind")] == largest {
			tools++
		}
	}
	if all > 0 {
		w.phrases("head/answer", places(100*float64(largest)/float64(all), 0)+" % of the rest", fmt.Sprintf("spread over %d tools", tools),
			places(100*float64(stops[0].n("us"))/float64(all), 0)+" % of the rest")
		w.phrases("head/why", places(100*float64(largest)/float64(all), 0)+" % of it")
	}
	slowest := w.row("SELECT COALESCE(MAX(us), 0)::BIGINT AS us FROM (SELECT SUM(speed_loss_us) AS us FROM piece GROUP BY equipment_code)").n("us")
	w.phrases("head/answer", "; "+places(100*float64(slowest)/float64(max(now.n("slowly"), 1)), 0)+" % of it on ")
	for _, form := range []string{"Stops cost ", "stops cost "} {
		w.phrases("head/why", form+inWords(all))
	}
	for _, form := range []string{"Slow cycles cost ", "slow cycles cost "} {
		w.phrases("head/why", form+inWords(now.n("slowly")))
	}
	if tool != "" {
		w.phrases("head/why", tool)
	}
}

// lanes are the figures of each tool of the plant with the largest downtime over
// the last 24 hours, or the window's last day.
func (w *wanted) lanes() {
	day := w.q
	end := w.plant.now.Add(hour).Truncate(hour)
	day.from, day.to = end.Add(-24*hour).Format("2006-01-02 15:04"), end.Format("2006-01-02 15:04")
	if !strings.Contains(w.q.query, "last") && w.q.query != "" {
		day.from, day.to = instant(w.q.to).AddDate(0, 0, -1).Format(time.DateOnly), w.q.to
	}
	place := w.row("SELECT arg_max(location_id, step) AS id FROM piece WHERE equipment_code = (SELECT equipment_code FROM piece GROUP BY 1 ORDER BY SUM(downtime_us) DESC, 1 LIMIT 1)").n("id")
	day.scope = fmt.Sprintf("(%s) AND location_id = %d", day.scope, place)
	figures := map[string]record{}
	for _, r := range w.plant.ask(w.t, day.with()+"SELECT equipment_code, "+sums+" FROM piece GROUP BY 1") {
		figures[r.s("equipment_code")] = r
	}
	w.laneRows(figures)
	w.leaves("the clock and the day of the picture", "timeline/section-head/.*")
}

// laneRows are the figures of lanes, in whatever order the picture has them.
func (w *wanted) laneRows(figures map[string]record) {
	w.then(func(page []shown) {
		lane := regexp.MustCompile(`^timeline/[0-9]+/(Tool|Day)$`)
		for _, s := range page {
			if lane.MatchString(s.where) {
				w.lane(s.where[:strings.LastIndex(s.where, "/")+1], s.text, figures[s.text])
			}
		}
	})
	w.leaves("stretches of states have their own tests, in engine/analysis: their lengths are those of a clock", "timeline/[0-9]+/What it did/.*", "timeline/.*@aria-label", "timeline/caption/unseen")
	w.leaves("a name", "timeline/[0-9]+/(Tool|Day).*")
}

func (w *wanted) lane(at, name string, r record) {
	words := "no run"
	if r.n("run") > 0 {
		words = many(r.n("stops"), "stop", "stops") + ", " + three(float64(r.n("down"))/60e6) + " min down, stability " + share(r.n("busy"), r.n("run")) + " %"
		w.cell(at+"down, min", places(float64(r.n("down"))/60e6, 0), micros(r.n("down")))
		w.stability(at+"stability, %", r)
	}
	w.say(at+"What it did/lane/svg@aria-label", name+": "+words)
}

// days of one tool, up to seven, newest first.
func (w *wanted) days(tool string) {
	to := instant(w.q.to)
	if w.q.hours() {
		to = to.Add(24*hour - time.Nanosecond).Truncate(24 * hour)
	}
	if end := w.plant.now.Truncate(24*hour).AddDate(0, 0, 1); to.After(end) {
		to = end
	}
	from := to.AddDate(0, 0, -7)
	if start := instant(w.q.from).Truncate(24 * hour); start.After(from) {
		from = start
	}
	q := w.q
	q.from, q.to = from.Format(time.DateOnly), to.Format(time.DateOnly)
	figures := map[string]record{}
	for _, r := range w.plant.ask(w.t, q.with()+"SELECT local_date::TIMESTAMP AS day, "+sums+" FROM piece GROUP BY 1") {
		figures[r.t("day").Format("Mon 2 Jan")] = r
	}
	w.laneRows(figures)
	w.leaves("the days of the picture", "timeline/section-head/.*")
}

// nowLine is when the tool was last seen.
func (w *wanted) nowLine(tool string) {
	r := w.row("SELECT last_shot_utc, last_shot_utc + (end_local - end_utc) AS local FROM mart.run WHERE equipment_code = '" + tool + "' ORDER BY last_shot_utc DESC LIMIT 1")
	ago := w.plant.now.Sub(r.t("last_shot_utc"))
	words := fmt.Sprintf("%d min", int(ago.Minutes()))
	switch {
	case ago < time.Minute:
		words = "under a minute"
	case ago >= 48*hour:
		words = fmt.Sprintf("%d days", int(ago.Hours()/24))
	case ago >= 2*hour:
		words = fmt.Sprintf("%d h", int(ago.Hours()))
	}
	w.cell("now-line", "last shot "+r.t("local").Format("2 Jan 15:04")+", "+words+" ago", "")
	w.say("now-line@title", rfc3339(r.t("last_shot_utc")))
}

// cycle is the table of the mean cycle time.
func (w *wanted) cycle() {
	labels, rows := w.steps()
	head, word := w.stepName()
	last := ""
	for i, r := range rows {
		at := fmt.Sprintf("cycle/#cycle-data-box/#cycle-data-table/%d/", i+1)
		w.say(at+head, labels[i])
		if n := r.n("normal") + r.n("slow") + r.n("fast"); n > 0 {
			mean := float64(r.n("ct")) / float64(n) / 1e6
			w.cell(at+"Mean cycle time, s", places(mean, 2), exactly(float64(r.n("ct"))/1e6, float64(n), "s"))
			last = fmt.Sprintf("%.1f", mean)
		}
		w.say(at+"Normal shots", count(r.n("normal")))
		w.say(at+"Slow shots", count(r.n("slow")))
		w.say(at+"Fast shots", count(r.n("fast")))
	}
	approved := w.row("SELECT arg_max(approved_ct, shot_time_utc) AS ct FROM shot").f("ct")
	w.say("cycle/#cycle-data-box/#cycle-data-words", fmt.Sprintf("Mean cycle time by %s: mean %s at the end, %.1f s are approved.", word, last, approved))
}

// touching are runs of which a part lies in the window.
func (w *wanted) touching() string {
	if w.q.hours() {
		return fmt.Sprintf("%s AND end_utc > TIMESTAMP '%s' AND start_utc < TIMESTAMP '%s'", strings.ReplaceAll(w.q.scope, "location_id", "first_location_id"), w.q.from, w.q.to)
	}
	return "run_id IN (SELECT run_id FROM mart.run_rate_slot WHERE " + w.q.window("local_date", "") + ")"
}

// runs are whole ones that touch the window, newest first.
func (w *wanted) runs() {
	rows := w.plant.ask(w.t, w.q.with()+`
SELECT r.*, r.production_time_us AS busy, r.run_time_us AS run, r.doubtful_us AS doubtful
FROM mart.run r
WHERE `+w.touching()+`
ORDER BY start_utc DESC LIMIT 20`)
	for i, r := range rows {
		at := fmt.Sprintf("runs/%d/", i+1)
		w.cell(at+"Start", r.t("start_local").Format("2 Jan 15:04"), rfc3339(r.t("start_utc")))
		w.cell(at+"End", r.t("end_local").Format("2 Jan 15:04"), rfc3339(r.t("end_utc")))
		w.cell(at+"Reference, s", places(r.f("ref_ct"), 1), fmt.Sprintf("%.6f s", r.f("ref_ct")))
		w.say(at+"Shots", count(r.n("shots")))
		w.cell(at+"Efficiency, %", share(r.n("normal_shots"), r.n("shots")), exactly(float64(r.n("normal_shots")), float64(r.n("shots")), ""))
		w.stability(at+"Stability, %", r)
		w.say(at+"Stops", count(r.n("stops")))
		w.cell(at+"Downtime, h", inHours(r.n("downtime_us")), micros(r.n("downtime_us")))
		w.cell(at+"Run time, h", inHours(r.n("run_time_us")), micros(r.n("run_time_us")))
	}
	w.leaves("that only the newest runs are listed", "runs/section-head/note")
}
