package web_test

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// kiosk is the screen: what all its tools do now. It has no window, and is about
// tools and plants only.
func (w *wanted) kiosk() {
	scope := "TRUE"
	if strings.Contains(w.q.query, "tool=") || strings.Contains(w.q.query, "location=") {
		scope = w.q.scope
	}
	rows := w.plant.ask(w.t, strings.ReplaceAll(fmt.Sprintf(`
WITH last AS (
    SELECT *, end_local - end_utc AS clock FROM mart.run QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY last_shot_utc DESC) = 1
),
usual AS (
    SELECT h.equipment_code, COUNT(DISTINCT bucket_start_local::DATE) AS days, SUM(h.shots)::DOUBLE AS shots,
        SUM(h.shots * LEAST(GREATEST((epoch(TIMESTAMP '%[1]s' + l.clock) %% 86400 - epoch(bucket_start_local) %% 86400) / 3600, 0), 1))::DOUBLE AS due
    FROM mart.run_rate_hour h JOIN last l ON l.equipment_code = h.equipment_code
    WHERE h.shots > 0 AND bucket_start_local::DATE >= (TIMESTAMP '%[1]s' + l.clock)::DATE - 28 AND bucket_start_local::DATE < (TIMESTAMP '%[1]s' + l.clock)::DATE
    GROUP BY 1
)
SELECT n.equipment_code, n.state, n.approved_ct, n.location_name, l.last_shot_utc, l.clock_s, c.ct, s.downtime_us AS stop_us, s.start_utc AS stop_utc,
    COALESCE(d.shots, 0)::BIGINT AS made, u.days, u.shots / u.days AS usual, u.due / u.days AS due
FROM (SELECT k.*, a.approved_ct FROM KNOWN k
    JOIN (SELECT equipment_code, arg_max(approved_ct, shot_time_utc) AS approved_ct FROM core.master_shot GROUP BY 1) a ON a.equipment_code = k.equipment_code) n
JOIN (SELECT *, epoch(clock)::BIGINT AS clock_s FROM last) l ON l.equipment_code = n.equipment_code
LEFT JOIN (
    SELECT equipment_code, median(ct) AS ct FROM (
        SELECT equipment_code, ct FROM mart.shot_interval WHERE class NOT IN ('long', 'idle')
        QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY shot_time_utc DESC, seq DESC) <= 5
    ) GROUP BY 1
) c ON c.equipment_code = n.equipment_code
LEFT JOIN (
    SELECT * FROM mart.stop WHERE downtime_us >= 60000000 QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY start_utc DESC) = 1
) s ON s.equipment_code = n.equipment_code
LEFT JOIN (SELECT equipment_code, local_date, SUM(shots) AS shots FROM mart.run_rate_day GROUP BY 1, 2) d
    ON d.equipment_code = n.equipment_code AND d.local_date = (TIMESTAMP '%[1]s' + l.clock)::DATE
LEFT JOIN usual u ON u.equipment_code = n.equipment_code
WHERE %[2]s
ORDER BY n.equipment_code`, w.plant.now.Format(time.DateTime), strings.NewReplacer("equipment_code", "n.equipment_code", "location_id", "n.location_id").Replace(scope)), "KNOWN", w.knownTools()))
	onPace, running, places, measured := 0, 0, map[string]bool{}, false
	for i, r := range rows {
		places[r.s("location_name")] = true
		w.tile(fmt.Sprintf("%d/k-tile/", i+1), r)
		if r.s("state") == "running" {
			running++
			measured = measured || r.n("days") >= 3
			if r.n("days") >= 3 && math.Round(100*float64(r.n("made"))/r.f("usual")) >= math.Round(100*r.f("due")/r.f("usual"))-3 {
				onPace++
			}
		}
	}
	words := fmt.Sprintf("%d of %d run", running, len(rows))
	if measured {
		words = fmt.Sprintf("%d of %d run on pace", onPace, len(rows))
	}
	w.phrases("k-head/h1/k-live", words)
	w.phrases("k-head", "Production day from 00:00")
	w.leaves("zones and pages", "k-foot", "k-foot/#k-page")
}

func (w *wanted) tile(at string, r record) {
	clock := time.FixedZone("", int(r.n("clock_s")))
	last := shortly(r.t("last_shot_utc"), w.plant.now, clock)
	silent := w.plant.now.Sub(r.t("last_shot_utc"))
	line := fmt.Sprintf("approved %.1f s", r.f("approved_ct"))
	stop := "not in 30 days"
	if us := r.n("stop_us"); us > 0 {
		stop = lasting(time.Duration(us)*time.Microsecond) + ", " + stopped(r.t("stop_utc"), w.plant.now, clock)
	}
	switch r.s("state") {
	case "running":
		w.say(at+"k-big/b", fmt.Sprintf("%.1f", r.f("ct")))
		w.say(at+"k-big/k-old", "s at "+w.plant.now.In(clock).Format("15:04"))
		line = fmt.Sprintf("approved %.1f, %s", r.f("approved_ct"), strings.Replace(strings.Replace(fmt.Sprintf("%+.0f %%", 100*(r.f("ct")/r.f("approved_ct")-1)), "-", "−", 1), "+0 ", "0 ", 1))
	case "stopped":
		w.say(at+"k-phrase/k-live", "for "+lasting(silent))
		w.say(at+"k-phrase/k-old", "since "+last)
		stop = "now, " + stopped(r.t("last_shot_utc"), w.plant.now, clock)
	default:
		w.say(at+"k-phrase/k-live", "since "+last)
		w.say(at+"k-phrase/k-old", "since "+last)
	}
	if r.s("state") == "no data" {
		stop = "not known"
	}
	w.say(at+"k-line", line)
	w.say(at+"k-stop", stop)
	if r.n("days") >= 3 && (r.s("state") == "running" || r.s("state") == "stopped") {
		done, due := math.Round(100*float64(r.n("made"))/r.f("usual")), math.Round(100*r.f("due")/r.f("usual"))
		word := "behind"
		if done >= due-3 {
			word = "on pace"
		}
		w.say(at+"k-live/k-ring@aria-label", fmt.Sprintf("%.0f %% %s", done, word))
		w.say(at+"k-live/k-ring", fmt.Sprintf("%.0f %%", done))
	}
}

// shortly is a time on a clock, with its day where that is not today.
func shortly(t, now time.Time, clock *time.Location) string {
	t, now = t.In(clock), now.In(clock)
	switch {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return t.Format("15:04")
	case now.Sub(t) < 6*24*hour:
		return t.Format("Mon 15:04")
	}
	return t.Format("2 Jan")
}

// stopped is the same with less room: the day alone from half a day on.
func stopped(t, now time.Time, clock *time.Location) string {
	words := shortly(t, now, clock)
	if day, at, both := strings.Cut(words, " "); both && now.Sub(t) < 6*24*hour {
		if now.Sub(t) < 12*hour {
			return at
		}
		return day
	}
	return words
}

func lasting(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return "1 min"
	case d < 2*hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}
