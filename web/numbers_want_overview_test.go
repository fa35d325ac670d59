package web_test

import (
	"fmt"
	"strings"
)

// knownTools are those that the filter leaves, as they were last seen, with
// what they do now: no plant of the sample has a calendar.
func (w *wanted) knownTools() string {
	return fmt.Sprintf(`
(
    SELECT k.*, CASE
        WHEN r.age < GREATEST(3 * r.ref_ct, 300) THEN 'running'
        WHEN s.hour > r.last_shot_utc THEN 'no data'
        WHEN r.age < 28800 THEN 'stopped'
        ELSE 'off'
    END AS state
    FROM (SELECT * FROM mart.run_rate_day QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY local_date DESC, shots > 0 DESC, part_id DESC) = 1) k
    JOIN (
        SELECT equipment_code, MAX(last_shot_utc) AS last_shot_utc, arg_max(ref_ct, last_shot_utc) AS ref_ct,
            epoch(TIMESTAMP '%[1]s' - MAX(last_shot_utc)) AS age
        FROM mart.run GROUP BY equipment_code
    ) r ON r.equipment_code = k.equipment_code
    LEFT JOIN (
        SELECT UPPER(TRIM(mold_code)) AS code, MAX(strptime(hour, '%%Y%%m%%d%%H')) AS hour
        FROM raw.statistics WHERE shot_count > 0 AND strptime(hour, '%%Y%%m%%d%%H') < TIMESTAMP '%[1]s' GROUP BY 1
    ) s ON s.code = k.equipment_code
)`, w.plant.now.Format("2006-01-02 15:04:05"))
}

// stateCounts is how many tools do what: of all that are known, or of those with
// data in the window.
func (w *wanted) stateCounts(known bool) map[string]int64 {
	where := w.q.scope
	if !known {
		where = "equipment_code IN (SELECT equipment_code FROM piece)"
	}
	counts := map[string]int64{}
	for _, r := range w.rows("SELECT state, COUNT(*) AS tools FROM " + w.knownTools() + " WHERE " + where + " GROUP BY state") {
		counts[r.s("state")] = r.n("tools")
	}
	return counts
}

func (w *wanted) states(where string, known bool) {
	counts := w.stateCounts(known)
	var words []string
	for _, state := range []string{"running", "stopped", "no data", "off"} {
		if counts[state] > 0 {
			words = append(words, count(counts[state])+" "+state)
		}
	}
	w.phrases(where, strings.Join(words, " · "))
}

// doubtfulTools has the doubts about the tools of the window; none is of poor
// quality here, and all have an approved cycle time.
func (w *wanted) doubtfulTools(known bool) []record {
	from := "piece"
	if known {
		from = "(SELECT * FROM " + w.knownTools() + " WHERE " + w.q.scope + ")"
	}
	return w.rows(`
SELECT k.equipment_code, COALESCE(f.down, 0) AS down, COALESCE(f.doubtful, 0) AS doubtful,
    COALESCE(f.doubtful * 100 > f.run, FALSE) AS missing, COALESCE(f.score / NULLIF(f.shots, 0) < 80, FALSE) AS poor, n.state = 'no data' AS silent
FROM (SELECT DISTINCT equipment_code FROM ` + from + `) k
LEFT JOIN (SELECT equipment_code, ` + sums + ` FROM piece GROUP BY equipment_code) f ON f.equipment_code = k.equipment_code
JOIN ` + w.knownTools() + ` n ON n.equipment_code = k.equipment_code
WHERE missing OR poor OR silent
ORDER BY down DESC, k.equipment_code`)
}

const lossSumsSQL = `
SELECT l.*, c.cause, c.us
FROM (
    SELECT equipment_code, arg_max(location_name, step) AS location_name, ` + sums + `
    FROM piece GROUP BY equipment_code
) l
LEFT JOIN (
    SELECT * FROM (
        SELECT equipment_code, kind AS cause, SUM(downtime_us)::BIGINT AS us FROM stop GROUP BY ALL
        UNION ALL
        SELECT equipment_code, 'slow', SUM(speed_loss_us)::BIGINT FROM piece GROUP BY equipment_code HAVING SUM(speed_loss_us) > 0
    )
    QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY us DESC, cause) = 1
) c ON c.equipment_code = l.equipment_code
ORDER BY loss DESC, l.equipment_code`

func (w *wanted) overview(figure string) {
	counts := w.stateCounts(true)
	known := counts["running"] + counts["stopped"] + counts["no data"] + counts["off"]
	w.say("Running now/tile-figure", count(counts["running"]))
	w.say("Running now/tile-figure/range", "of "+many(known, "tool", "tools"))
	for _, state := range []string{"stopped", "no data", "off"} {
		if counts[state] > 0 {
			w.say("Running now/status", count(counts[state])+" "+state)
		}
	}
	w.tiles("Efficiency, %", "Stability, %", "Downtime, h")
	w.doubts()
	rows := w.rows(lossSumsSQL)
	w.lossWords(rows)
	w.heatMap(rows, figure)
	w.worstTools(rows)
	w.board("supplier-board", "Supplier", "supplier_id", "supplier_name")
	w.board("location-board", "Plant", "location_id", "location_name")
	w.trust()
}

func (w *wanted) doubts() {
	doubtful := w.doubtfulTools(false)
	now, then := w.fleet()
	tools := w.row("SELECT COUNT(DISTINCT equipment_code) AS n FROM piece").n("n")
	w.say("Data doubts/tile-figure", count(int64(len(doubtful))))
	w.say("Data doubts/tile-figure/range", "of "+many(tools, "tool", "tools"))
	if !w.q.silent && w.partial(then) == "" && then.n("shots") > 0 {
		w.say("Data doubts/change@title", "doubtful downtime beside the "+w.previous())
		w.say("Data doubts/change", changed(float64(now.n("doubtful")-then.n("doubtful"))/3.6e9, 1, "")+" h")
	}
	n := 0
	for ; n < min(4, len(doubtful)); n++ {
		if us := doubtful[n].n("doubtful"); us > 0 {
			w.say(fmt.Sprintf("doubts/doubts/%d", n+1), inHours(us)+" h")
		}
	}
	for _, r := range w.leftOut() {
		if n++; n <= 5 {
			w.say(fmt.Sprintf("doubts/doubts/%d/doubts-text", n), many(r.n("items"), "shot", "shots"))
		}
	}
}

// lossWords are the sentences under the question.
func (w *wanted) lossWords(rows []record) {
	now, _ := w.fleet()
	stops, slow := inWords(now.n("down")), inWords(now.n("slowly"))
	if now.n("slowly") > now.n("down") {
		w.phrases("head/answer", "Slow cycles cost "+slow, "stops "+stops)
	} else {
		w.phrases("head/answer", "Stops cost "+stops, "slow cycles "+slow)
	}
	var all, so int64
	for _, r := range rows {
		all += r.n("loss")
	}
	for i, r := range rows {
		if so += r.n("loss"); 2*so >= all {
			w.phrases("head/answer", fmt.Sprintf("%d of %d tools lost ", i+1, len(rows)), "lost "+places(100*float64(so)/float64(all), 0)+" % of it",
				places(100*float64(so)/float64(all), 0)+" % of it")
			break
		}
	}
	names := map[string]string{"gap": "gaps", "long": "long cycles", "idle": "idle stops", "slow": "slow cycles"}
	for _, r := range rows[:min(2, len(rows))] {
		part := places(100*float64(r.n("us"))/float64(max(r.n("loss"), 1)), 0)
		w.phrases("head/why", r.s("equipment_code")+" lost "+inWords(r.n("loss")), part+" % of it to "+names[r.s("cause")])
	}
	for _, r := range rows[:min(5, len(rows))] {
		if since := w.since(r); since != "" {
			w.phrases("head/why", "since "+since)
			w.phrases("worst/ranked/[0-9]+/ranked-text", "since "+since)
		}
	}
}

// since is the first of the days at the end of the window on which the main
// cause of a tool's loss never fell below half of its mean.
func (w *wanted) since(r record) string {
	days := w.rows(fmt.Sprintf(`
SELECT d.local_date::TIMESTAMP AS day, COALESCE(l.us, 0) AS us
FROM (SELECT DISTINCT local_date FROM piece WHERE equipment_code = '%[1]s' AND run_time_us > 0) d
LEFT JOIN (
    SELECT local_date, SUM(us)::BIGINT AS us FROM (
        SELECT local_date, kind AS cause, downtime_us AS us FROM stop WHERE equipment_code = '%[1]s'
        UNION ALL
        SELECT local_date, 'slow', speed_loss_us FROM piece WHERE equipment_code = '%[1]s'
    ) WHERE cause = '%[2]s' GROUP BY 1
) l ON l.local_date = d.local_date
ORDER BY day`, r.s("equipment_code"), r.s("cause")))
	since := ""
	for _, d := range days {
		switch {
		case 2*d.n("us")*int64(len(days)) < r.n("us"):
			since = ""
		case since == "":
			since = d.t("day").Format("2 Jan")
		}
	}
	return since
}

// heatMap is the heat map with its table.
func (w *wanted) heatMap(rows []record, figure string) {
	value := map[string]string{
		"deviation":  "SUM(c.ct_us - c.expected_us) / NULLIF(SUM(c.expected_us), 0)",
		"efficiency": "SUM(p.normal) / NULLIF(SUM(p.shots), 0)",
		"stability":  "SUM(p.busy) / NULLIF(SUM(p.run), 0)",
		"downtime":   "SUM(p.down) / 3.6e9",
		"shots":      "SUM(p.shots)",
	}[figure]
	cells := map[string]record{}
	for _, r := range w.rows(`
SELECT p.equipment_code, p.local_date::TIMESTAMP AS day, SUM(p.shots)::BIGINT AS shots, (` + value + `)::DOUBLE AS value
FROM (SELECT equipment_code, local_date, ` + sums + ` FROM piece GROUP BY ALL) p
LEFT JOIN (
    SELECT equipment_code, local_date, SUM(round(ct * 1e6)::BIGINT)::BIGINT AS ct_us, SUM(round(approved_ct * 1e6)::BIGINT)::BIGINT AS expected_us
    FROM shot WHERE class IN ('normal', 'slow', 'fast') AND approved_ct IS NOT NULL GROUP BY ALL
) c ON c.equipment_code = p.equipment_code AND c.local_date = p.local_date
GROUP BY ALL`) {
		cells[r.s("equipment_code")+r.t("day").Format("2 Jan")] = r
	}
	box := "heat/#heat-map-box/"
	w.say(box+"unseen", map[string]string{
		"deviation": "Cycle time vs approved", "efficiency": "Efficiency", "stability": "Stability", "downtime": "Downtime", "shots": "Shots",
	}[figure]+" of "+many(int64(len(rows)), "tool", "tools")+", the largest loss first; the table has the figures.")
	var all, rest int64
	for i, r := range rows {
		all += r.n("loss")
		row := fmt.Sprintf(box+"heat/%d/heat-row", i+2)
		title := r.s("equipment_code") + ", " + r.s("location_name") + ", " + inHours(r.n("loss")) + " h lost"
		if len(rows) > 15 && i >= 12 {
			row = fmt.Sprintf(box+"heat/heat-rest/heat-thin/%d/heat-row", i-11)
			rest += r.n("loss")
			w.say(row+"@aria-label", title)
		} else {
			w.say(row+"/heat-figure", inHours(r.n("loss")))
		}
		w.say(row+"@title", title)
		at := fmt.Sprintf(box+"#heat-map-table/%d/", i+1)
		w.cell(at+"Loss, h", inHours(r.n("loss")), micros(r.n("loss")))
		for day := instant(w.q.from).Truncate(24*hour).AddDate(0, 0, -1); !day.After(instant(w.q.to)); day = day.AddDate(0, 0, 1) {
			c := cells[r.s("equipment_code")+day.Format("2 Jan")]
			if c == nil {
				continue
			}
			if c.n("shots") > 0 {
				w.say(at+day.Format("2 Jan")+"@title", many(c.n("shots"), "shot", "shots"))
			}
			if v, ok := c["value"].(float64); ok {
				w.say(at+day.Format("2 Jan"), map[string]string{
					"deviation": withSign(100 * v), "efficiency": places(100*v, 1), "stability": places(100*v, 1), "downtime": places(v, 1), "shots": count(int64(v)),
				}[figure])
			}
		}
	}
	if len(rows) > 15 {
		w.say(box+"heat/heat-rest/heat-others", many(int64(len(rows)-12), "other tool", "other tools"))
		w.say(box+"heat/heat-rest/heat-others", share(rest, all)+" % of the loss")
		w.say(box+"heat/heat-rest/heat-figure", inHours(rest))
	}
	w.leaves("days on the axis and heads of days", box+"heat/1/heat-row/heat-cells", box+"#heat-map-table/heads")
	w.leaves("limits of the colours", box+"heat-legend/[0-9]+")
}

func (w *wanted) worstTools(rows []record) {
	var all, rest int64
	for i, r := range rows {
		if all += r.n("loss"); i >= 5 {
			rest += r.n("loss")
		}
	}
	words := map[string]string{"gap": "no shot came", "long": "a cycle far longer than the reference", "idle": "the counter reported idle", "slow": "slower than the reference"}
	i := 0
	for _, r := range rows[:min(5, len(rows))] {
		if r.n("loss") == 0 {
			break
		}
		i++
		w.say(fmt.Sprintf("loss/%d/hours", i), inHours(r.n("loss")))
		w.say(fmt.Sprintf("loss/%d/share, %%", i), share(r.n("loss"), all))
		at := fmt.Sprintf("worst/ranked/%d", i)
		w.say(at+"@title", micros(r.n("loss"))+" of downtime and slow cycles, "+share(r.n("loss"), all)+" % of the fleet's")
		w.say(at, inHours(r.n("loss")))
		w.say(at, share(r.n("loss"), all)+" %")
		w.phrases(at+"/ranked-text", words[r.s("cause")]+", "+inHours(r.n("us"))+" h")
		w.say(at+"/rank", fmt.Sprint(i))
	}
	if n := len(rows) - i; n > 0 {
		w.say(fmt.Sprintf("loss/%d/tool", i+1), many(int64(n), "other", "others"))
		w.say(fmt.Sprintf("loss/%d/hours", i+1), inHours(rest))
		w.say(fmt.Sprintf("loss/%d/share, %%", i+1), share(rest, all))
	}
}

func (w *wanted) board(where, one, id, name string) {
	rows := w.rows(fmt.Sprintf(`
SELECT p.*, c.ct_us, c.expected_us
FROM (SELECT %[1]s AS id, arg_max(%[2]s, step) AS name, COUNT(DISTINCT equipment_code) AS tools, %[3]s FROM piece GROUP BY %[1]s) p
LEFT JOIN (
    SELECT %[1]s AS id, SUM(round(ct * 1e6)::BIGINT)::BIGINT AS ct_us, SUM(round(approved_ct * 1e6)::BIGINT)::BIGINT AS expected_us
    FROM shot WHERE class IN ('normal', 'slow', 'fast') AND approved_ct IS NOT NULL GROUP BY %[1]s
) c ON c.id IS NOT DISTINCT FROM p.id
ORDER BY loss DESC, name`, id, name, sums))
	if n := int64(len(rows)); n > 5 && !w.whole {
		w.say(where+"/section-head/tail", "All "+count(n))
		w.say(where+"/heads/bar", "All "+count(n))
		w.say(where+"/heads", one+", 5 of "+count(n))
	}
	if !w.whole {
		rows = rows[:min(5, len(rows))]
	}
	for i, r := range rows {
		at := fmt.Sprintf("%s/%d/", where, i+1)
		w.say(at+"Tools", count(r.n("tools")))
		if d := r.n("expected_us"); d > 0 {
			w.cell(at+"Deviation, %", withSign(100*float64(r.n("ct_us")-d)/float64(d)), exactly(float64(r.n("ct_us")-d), float64(d), ""))
		}
		w.stability(at+"Stability, %", r)
		w.cell(at+"Loss, h", inHours(r.n("loss")), micros(r.n("loss")))
	}
}
