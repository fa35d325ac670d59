package web_test

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// rowsOf gathers the cells of a table's rows by the head of their column.
func rowsOf(page []shown, table string) map[string]map[string]string {
	form := regexp.MustCompile("^" + regexp.QuoteMeta(table) + `/([0-9]+)/(.+)$`)
	rows := map[string]map[string]string{}
	for _, s := range page {
		if at := form.FindStringSubmatch(s.where); at != nil {
			if rows[at[1]] == nil {
				rows[at[1]] = map[string]string{}
			}
			rows[at[1]][at[2]] = s.text
		}
	}
	return rows
}

const pointsTable = "points/#points-data-box/#points-data-table"

// pointRows checks what the picture's table lists: which shots are drawn is the
// picture's choice, what they say is not.
func (w *wanted) pointRows(page []shown, cts, events map[string]string) {
	for n, row := range rowsOf(page, pointsTable) {
		at, title := pointsTable+"/"+n+"/", row["Time@title"]
		if ct, ok := cts[title]; ok && row["Cycle time, s"] != "" {
			if got := row["Time"] + " " + row["Cycle time, s"] + " " + row["Cycle time, s@title"]; got != ct {
				w.t.Errorf("row %s of the picture says %q, SQL %q", n, got, ct)
			}
			w.say(at+"Cycle time, s@title", row["Cycle time, s@title"])
			w.say(at+"Cycle time, s", row["Cycle time, s"])
		} else if what := row["What"]; !strings.Contains(events[title], "|"+what+"|") {
			w.t.Errorf("row %s of the picture says %q at %s, SQL %q", n, what, title, events[title])
		} else {
			w.say(at+"What@title", row["What@title"])
			w.say(at+"What", what)
		}
		w.cell(at+"Time", row["Time"], title)
	}
}

// distribution are the bins of cycle times; their edges are the picture's.
func (w *wanted) distribution(classes record) {
	type bin struct{ shots, slow, fast int64 }
	tenths := map[int64]bin{}
	var mode, most int64
	for _, r := range w.rows(`
SELECT CAST(floor(ct * 10 + 0.5) AS BIGINT) AS tenth, COUNT(*) FILTER (WHERE class NOT IN ('long', 'idle')) AS shots, COUNT(*) FILTER (WHERE class <> 'idle') AS paced,
    COUNT(*) FILTER (WHERE class = 'slow') AS slow, COUNT(*) FILTER (WHERE class = 'fast') AS fast
FROM shot GROUP BY 1 ORDER BY 1`) {
		tenths[r.n("tenth")] = bin{r.n("shots"), r.n("slow"), r.n("fast")}
		if r.n("paced") > most {
			mode, most = r.n("tenth"), r.n("paced")
		}
	}
	proper := classes.n("normal") + classes.n("slow") + classes.n("fast")
	table := "spread/#spread-data-box/#spread-data-table"
	w.say("spread/#spread-data-box/#spread-data-words", fmt.Sprintf("Distribution of %s, the most frequent is %.1f s; %s",
		many(proper, "cycle time", "cycle times"), float64(mode)/10, w.texts["spread/section-head/note"][0]))
	w.then(func(page []shown) {
		var all int64
		for n, row := range rowsOf(page, table) {
			from, to, _ := strings.Cut(row["Cycle time, s"], "–")
			low, err := strconv.ParseFloat(from, 64)
			high, more := strconv.ParseFloat(to, 64)
			if err != nil || more != nil {
				w.t.Errorf("a bin is %q", row["Cycle time, s"])
			}
			var sum bin
			for tenth, b := range tenths {
				if ct := float64(tenth) / 10; ct >= low && ct < high {
					sum = bin{sum.shots + b.shots, sum.slow + b.slow, sum.fast + b.fast}
				}
			}
			all += sum.shots
			at := table + "/" + n + "/"
			w.say(at+"Cycle time, s", row["Cycle time, s"])
			w.say(at+"Shots", count(sum.shots))
			w.say(at+"Slow", count(sum.slow))
			w.say(at+"Fast", count(sum.fast))
		}
		if all != proper {
			w.t.Errorf("the bins hold %d shots of %d", all, proper)
		}
	})
}

// warmth is cycle time beside temperature: cells of a tenth, or of as many as
// keep them at 80 × 50, of shots near the references.
func (w *wanted) warmth() {
	split := w.row(`
SELECT COALESCE(MAX(began) FILTER (WHERE kind = 'reference'), MAX(began) FILTER (WHERE kind = 'part')) AS began,
    strftime(COALESCE(MAX(began + clock) FILTER (WHERE kind = 'reference'), MAX(began + clock) FILTER (WHERE kind = 'part')), '%-d %b') AS day
FROM (
    SELECT run_id, start_utc AS began, start_local - start_utc AS clock,
        CASE WHEN abs(ref_ct - LAG(ref_ct) OVER along) >= 0.02 * LAG(ref_ct) OVER along THEN 'reference'
            WHEN part_id IS DISTINCT FROM LAG(part_id) OVER along THEN 'part' END AS kind
    FROM mart.run WHERE equipment_code = (SELECT ANY_VALUE(equipment_code) FROM shot) WINDOW along AS (ORDER BY start_utc)
)
WHERE kind IS NOT NULL AND run_id IN (SELECT run_id FROM shot) AND began > ` + w.fromUTC())
	at := "NULL"
	if day := split.s("day"); day != "" {
		at = "TIMESTAMP '" + split.t("began").Format("2006-01-02 15:04:05.000000") + "'"
	}
	cells := w.rows(`
, near AS (
    SELECT COALESCE(shot_time_utc >= ` + at + `, FALSE) AS later, CAST(floor(ct * 10 + 0.5) AS BIGINT) AS tenth, CAST(floor(temperature * 10 + 0.5) AS BIGINT) AS degree
    FROM shot, (SELECT floor(MIN(ref_ct) * 8) AS low, ceil(MAX(ref_ct) * 12.5) AS high FROM shot)
    WHERE temperature IS NOT NULL AND floor(ct * 10 + 0.5) BETWEEN low AND high
),
size AS (SELECT (MAX(tenth) - MIN(tenth)) // 80 + 1 AS t, (MAX(degree) - MIN(degree)) // 50 + 1 AS d FROM near)
SELECT later, ((tenth // t * t + (t - 1) / 2) / 10)::DOUBLE AS ct, ((degree // d * d + (d - 1) / 2) / 10)::DOUBLE AS degrees, COUNT(*) AS shots
FROM near, size GROUP BY ALL ORDER BY shots DESC`)
	table := "warmth/#warmth-data-box/#warmth-data-table"
	left := map[string]int{}
	for _, c := range cells {
		left[w.series(c.is("later"), split.s("day"))+fmt.Sprintf("|%s|%s|%s", places(c.f("ct"), 1), places(c.f("degrees"), 1), count(c.n("shots")))]++
	}
	w.then(func(page []shown) {
		for n, row := range rowsOf(page, table) {
			cell := cmp.Or(row["When"], "all shots") + "|" + row["Cycle time, s"] + "|" + row["°C"] + "|" + row["Shots"]
			if left[cell]--; left[cell] < 0 {
				w.t.Errorf("row %s beside temperature says %q, which SQL does not", n, cell)
			}
			for head, text := range row {
				w.say(table+"/"+n+"/"+head, text)
			}
		}
	})
	w.mostAt(cells, split.s("day"))
	without := w.row("SELECT COUNT(*) FILTER (WHERE temperature IS NULL) AS n, COUNT(*) AS shots FROM shot")
	var drawn int64
	for _, c := range cells {
		drawn += c.n("shots")
	}
	w.phrases("warmth/aside", count(without.n("n"))+" without a temperature", count(without.n("shots")-without.n("n")-drawn)+" far from the reference")
	w.leaves("how many cells a table has", table+"@aria-label", table+"/caption/unseen")
}

// mostAt is the fullest cell of each series, one of them where several are.
func (w *wanted) mostAt(cells []record, day string) {
	most := map[bool]int64{}
	for _, c := range cells {
		most[c.is("later")] = max(most[c.is("later")], c.n("shots"))
	}
	for _, c := range cells {
		if c.n("shots") < most[c.is("later")] {
			continue
		}
		words := fmt.Sprintf("%s: most at %s °C, %s s", w.series(c.is("later"), day), places(c.f("degrees"), 0), places(c.f("ct"), 1))
		w.phrases("warmth/key-line/[0-9]+", words)
		w.phrases("warmth/#warmth-data-box/#warmth-data-words", words)
	}
}

func (w *wanted) series(later bool, day string) string {
	switch {
	case day == "":
		return "all shots"
	case later:
		return "since " + day
	}
	return "before " + day
}

// fromUTC is where the window begins on the clock of the tool's plant.
func (w *wanted) fromUTC() string { return w.edgeUTC(w.q.from, "arg_min") }

// toUTC is where it ends.
func (w *wanted) toUTC() string { return w.edgeUTC(w.q.to, "arg_max") }

func (w *wanted) edgeUTC(edge, nearest string) string {
	if w.q.hours() {
		return "TIMESTAMP '" + edge + "'"
	}
	return "(SELECT TIMESTAMP '" + edge + "' - " + nearest + "(shot_time_local - shot_time_utc, shot_time_utc) FROM shot)"
}
