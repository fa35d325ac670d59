package web_test

import (
	"strconv"
)

// life is the tool's row of mart.end_of_life, whatever the range.
func (w *wanted) life(tool string) {
	r := w.row(`SELECT e.*, f.*
		FROM mart.end_of_life e
		CROSS JOIN (
			SELECT COUNT(*) FILTER (WHERE daily_median > 0) AS forecasts, COUNT(*) FILTER (WHERE daily_median = 0) AS silent,
				MEDIAN(error_share) FILTER (WHERE daily_median > 0) AS off
			FROM mart.forecast_score
			WHERE equipment_code = '` + tool + `' AND made_shots IS NOT NULL
		) f
		WHERE e.equipment_code = '` + tool + `'`)
	day := func(name string) string {
		if r[name] == nil {
			return "–"
		}
		return r.t(name).Format("2 Jan 2006")
	}
	w.phrases("life/section-head/note", "as of "+r.t("as_of_date").Format("2 Jan 2006")+",")
	used := three(100*r.f("used_share")) + " % of the designed life is used"
	w.say("life/life@aria-label", used)
	w.say("life/life", used)
	w.leaves("the marks of the bar, and names of tiles", "life/life", "life/[^/]+/tile-head/tile-label.*")
	w.cell("life/Life used, %/tile-figure", places(100*r.f("used_share"), 1), strconv.FormatFloat(r.f("used_share"), 'f', 6, 64))
	w.phrases("life/Life used, %", count(r.n("shots"))+" of "+count(r.n("designed_shots"))+" shots")
	for _, share := range []string{"80", "100"} {
		at := "life/Day of " + share + " %"
		w.say(at+"/tile-figure", day("date_"+share+"_median"))
		w.phrases(at, day("date_"+share+"_p90"), day("date_"+share+"_p10"))
	}
	w.say("life/Next maintenance/tile-figure", day("maintenance_due"))
	w.phrases("life/Next maintenance", places(100*r.f("maintenance_share"), 1)+" % of "+count(r.n("maintenance_every"))+" shots")
	if r["off"] != nil {
		w.say("life/Forecasts were off by, %/tile-figure", places(100*r.f("off"), 1))
	} else {
		w.leaves("how far the forecasts look", "life/Forecasts were off by, %")
	}
	w.phrases("life/Forecasts were off by, %", "28 days ahead, median of "+many(r.n("forecasts"), "week", "weeks"), "; "+count(r.n("silent"))+" more")
}
