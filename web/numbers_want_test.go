package web_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// wanted is what a page must say, place by place, in the order in which the
// texts of a place come.
type wanted struct {
	t     testing.TB
	plant *plant
	q     question
	texts map[string][]string
	parts []phrase // of texts that are put together of words
	plain []*regexp.Regexp
	later []func(page []shown) // want what hangs on what the page shows
	whole bool                 // the boards are shown with all their rows
}

// phrase is a part of a text, and what its numbers must be.
type phrase struct {
	where *regexp.Regexp
	text  string
}

func newWanted(t testing.TB, p *plant, q question) *wanted {
	return &wanted{t: t, plant: p, q: q, texts: map[string][]string{}}
}

// say adds a text; one without a digit needs no check.
func (w *wanted) say(where, text string) {
	if strings.ContainsAny(text, "0123456789") {
		w.texts[where] = append(w.texts[where], text)
	}
}

// cell is a cell with what it tells on hover.
func (w *wanted) cell(where, text, hover string) {
	w.say(where, text)
	w.say(where+"@title", hover)
}

// phrases are parts of the texts of some places; all digits of such a text must
// be in one of them.
func (w *wanted) phrases(where string, texts ...string) {
	for _, text := range texts {
		w.parts = append(w.parts, phrase{regexp.MustCompile("^" + where + "$"), text})
	}
}

// leaves are places whose digits are no figures of the data, with the reason.
func (w *wanted) leaves(reason string, where ...string) {
	if reason == "" {
		w.t.Fatal("nothing is left unchecked without a reason")
	}
	for _, place := range where {
		w.plain = append(w.plain, regexp.MustCompile("^"+place+"$"))
	}
}

// then wants more once it is known which rows the page has.
func (w *wanted) then(wants func(page []shown)) { w.later = append(w.later, wants) }

func (w *wanted) rows(query string) []record {
	w.t.Helper()
	return w.plant.ask(w.t, w.q.with()+query)
}

func (w *wanted) row(query string) record {
	w.t.Helper()
	return w.plant.one(w.t, w.q.with()+query)
}

// compare is the walk: every text of the page is what is wanted at its place,
// and everything that is wanted is there.
func (w *wanted) compare(page []shown) {
	w.t.Helper()
	names := w.names()
	for _, wants := range w.later {
		wants(page)
	}
	for _, s := range page {
		if texts := w.texts[s.where]; len(texts) > 0 {
			if s.text != texts[0] {
				w.t.Errorf("%s: the page says %q, SQL %q", s.where, s.text, texts[0])
			}
			w.texts[s.where] = texts[1:]
			continue
		}
		if slices.ContainsFunc(w.plain, func(place *regexp.Regexp) bool { return place.MatchString(s.where) }) || slices.Contains(names, s.text) {
			continue
		}
		if rest, ok := w.taken(s, names); !ok {
			w.t.Errorf("%s: nothing checks %q (left: %q)", s.where, s.text, rest)
		}
	}
	for where, texts := range w.texts {
		if len(texts) > 0 {
			w.t.Errorf("%s: the page lacks %q", where, texts)
		}
	}
}

// taken takes the phrases of a place, and names, out of a text: no digit is left.
func (w *wanted) taken(s shown, names []string) (string, bool) {
	rest := strings.ReplaceAll(s.text, "\u00a0", " ")
	found := false
	for _, p := range w.parts {
		if p.where.MatchString(s.where) {
			found = found || strings.Contains(rest, p.text)
			rest = strings.ReplaceAll(rest, p.text, "")
		}
	}
	for _, name := range names {
		rest = strings.ReplaceAll(rest, name, "")
	}
	return rest, found && !strings.ContainsAny(rest, "0123456789") || rest == ""
}

// names of things have digits too; the longest first, for one may begin another.
func (w *wanted) names() []string {
	var names []string
	for _, r := range w.plant.ask(w.t, `
		SELECT DISTINCT unnest([equipment_code, part_code, part_name, location_name, supplier_name]) AS name FROM core.counter_period`) {
		if name := r.s("name"); name != "" {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return names
}

// stability is a cell that may be a range.
func (w *wanted) stability(where string, r record) {
	low, high := share(r.n("busy"), r.n("run")), share(r.n("busy")+r.n("doubtful"), r.n("run"))
	w.say(where+"@title", exactly(float64(r.n("busy")), float64(r.n("run")), ""))
	if low != high {
		doubt := inHours(r.n("doubtful")) + " h of the downtime is doubtful: shots are missing in it"
		w.say(where+"/hatch@aria-label", "doubtful: "+doubt)
		w.say(where+"/hatch", doubt)
		w.say(where+"/sub", "…"+high)
	}
	w.say(where, low)
}

// trust is the line under every page.
func (w *wanted) trust() {
	total := w.row("SELECT " + sums + ", COUNT(DISTINCT equipment_code) AS tools, COUNT(DISTINCT (equipment_code, local_date)) AS tool_days FROM piece")
	build := w.row("SELECT build_id::BIGINT AS id, finished_utc FROM meta.build ORDER BY build_id DESC LIMIT 1")
	w.say("trust-line/trust/b", count(total.n("shots")))
	left, words := int64(0), []string(nil)
	for _, r := range w.leftOut() {
		left += r.n("items")
		words = append(words, count(r.n("items"))+" "+strings.ReplaceAll(r.s("reason"), "_", " "))
	}
	w.say("trust-line/trust/b", count(left))
	if len(words) > 0 {
		w.say("trust-line/trust", "left out: "+strings.Join(words[:min(3, len(words))], ", ")+
			map[bool]string{true: " and " + many(int64(len(words)-3), "reason", "reasons") + " more"}[len(words) > 3])
	}
	if len(words) > 3 {
		w.say("trust-line/trust@title", strings.Join(words, ", "))
	}
	days := int64(instant(w.q.to).Sub(instant(w.q.from).Truncate(24*time.Hour)).Hours()+23.99) / 24
	if total.n("tools") > 0 {
		w.say("trust-line/trust/b", share(total.n("tool_days"), total.n("tools")*days)+" %")
	}
	if n := total.n("shots"); n > 0 {
		w.say("trust-line/trust@title", "mean of the shots' scores, of 100: what speaks against the data")
		w.say("trust-line/trust/b", ofHundred(total.f("score")/float64(n)))
	}
	last := w.rows(`SELECT last_shot_utc, last_shot_utc + (end_local - end_utc) AS local FROM mart.run
		WHERE equipment_code IN (SELECT equipment_code FROM piece) ORDER BY last_shot_utc DESC LIMIT 1`)
	for _, r := range last {
		w.say("trust-line/trust@title", rfc3339(r.t("last_shot_utc")))
		w.say("trust-line/trust/b", r.t("local").Format("2 Jan 15:04"))
	}
	w.say("trust-line/trust@title", fmt.Sprint(build.n("id")))
	w.say("trust-line/trust/b", count(build.n("id")))
	w.say("trust-line/trust", "of "+build.t("finished_utc").Format("2 Jan 15:04")+" UTC")
	w.leaves("limits that definitions name", "trust-line/trust/how/computed/dd")
	w.leaves("the command that gives the same figures", "trust-line/trust/how/.*code", "trust-line/trust/how.*")
}

// leftOut counts what is in no figure; without a filter on tools also what
// belongs to none.
func (w *wanted) leftOut() []record {
	return w.rows(`
SELECT reason, COUNT(*) AS items
FROM (
    SELECT i.*, p.equipment_code, p.part_id, p.supplier_id, p.location_id,
        CAST(at_utc + to_microseconds(COALESCE(p.offset_us - p.day_start_us, 0)) AS DATE) AS local_date
    FROM (
        SELECT reason, counter_code, COALESCE(shot_time_utc, utc_day::TIMESTAMP) AS at_utc FROM core.quarantine
        UNION ALL
        SELECT 'exact duplicate', counter_code, shot_time_utc FROM core.duplicate
    ) i
    LEFT JOIN core.counter_period p ON p.counter_code = i.counter_code AND i.at_utc >= p.from_utc AND i.at_utc < p.to_utc
)
WHERE ` + w.q.window("local_date", "at_utc") + `
GROUP BY reason ORDER BY items DESC, reason`)
}
