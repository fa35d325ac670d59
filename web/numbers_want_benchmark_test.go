package web_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// benchmarkSQL has a row for each tool and group, with score, rank and distances;
// the sample has no families.
const benchmarkSQL = `
SELECT *,
    CASE WHEN n >= 3 THEN 100 * (n - place) / (n - 1) END AS percentile,
    CASE WHEN n > 1 THEN score - best END AS to_best,
    CASE WHEN n > 1 THEN score - middle END AS to_median
FROM (
    SELECT s.*,
        COUNT(*) OVER (PARTITION BY gid) AS n,
        MAX(score) OVER (PARTITION BY gid) AS best,
        MEDIAN(score) OVER (PARTITION BY gid) AS middle,
        MAX(score) OVER (PARTITION BY gid) - MIN(score) OVER (PARTITION BY gid) AS gap,
        (SELECT COUNT(*) FILTER (WHERE o.score > s.score) + (COUNT(*) FILTER (WHERE o.score = s.score) + 1) / 2 FROM scored o WHERE o.gid = s.gid)::DOUBLE AS place
    FROM scored s
)
ORDER BY score DESC, equipment_code`

const benchmarkSteps = `,
made AS (
    SELECT p.*, c.ct_us, c.approved_us, COUNT(*) OVER (PARTITION BY p.part_id) > 1 AS is_shared
    FROM (
        SELECT equipment_code, part_id, arg_max(part_code, step) AS part_code, ` + sums + `
        FROM piece GROUP BY ALL HAVING SUM(shots) > 0
    ) p
    LEFT JOIN (
        SELECT equipment_code, part_id, SUM(round(ct * 1e6)::BIGINT)::BIGINT AS ct_us, SUM(round(approved_ct * 1e6)::BIGINT)::BIGINT AS approved_us
        FROM shot WHERE class IN ('normal', 'slow', 'fast') AND approved_ct IS NOT NULL GROUP BY ALL
    ) c ON c.equipment_code = p.equipment_code AND c.part_id = p.part_id
),
summed AS (
    SELECT equipment_code, CASE WHEN is_shared THEN part_code ELSE '– ' || equipment_code END AS gid, BOOL_AND(is_shared) AS is_shared,
        SUM(shots)::BIGINT AS shots, SUM(normal)::BIGINT AS normal, SUM(run)::BIGINT AS run, SUM(busy)::BIGINT AS busy, SUM(ct_us)::BIGINT AS ct_us, SUM(approved_us)::BIGINT AS approved_us
    FROM made GROUP BY ALL
),
scored AS (
    SELECT *, (ct_us - approved_us) / approved_us AS deviation, GREATEST(0, 1 - ABS((ct_us - approved_us) / approved_us) / 0.2) AS near,
        100 * (0.4 * (busy / run) + 0.3 * (normal / shots) + 0.3 * GREATEST(0, 1 - ABS((ct_us - approved_us) / approved_us) / 0.2)) AS score
    FROM summed
) `

// inPoints is a difference of scores.
func inPoints(r record, name string) string {
	if r[name] == nil {
		return "–"
	}
	return withSign(r.f(name))
}

func sixth(r record, name, unit string) string {
	if r[name] == nil {
		return ""
	}
	return exactly(r.f(name), 1, unit)
}

func (w *wanted) benchmark() {
	rows := w.rows(benchmarkSteps[:len(benchmarkSteps)-1] + benchmarkSQL)
	groups := map[string][]record{}
	for _, r := range rows {
		groups[r.s("gid")] = append(groups[r.s("gid")], r)
	}
	w.benchmarkHead(rows)
	w.strips(groups)
	for i, r := range rows {
		at := fmt.Sprintf("ranks/%d/", i+1)
		if r["percentile"] == nil {
			if r.n("n") == 2 {
				w.say(at+"Rank@title", "groups under 3 tools get no rank")
				w.say(at+"Percentile@title", "groups under 3 tools get no rank")
			}
		} else {
			w.say(at+"Rank", strconv.FormatFloat(r.f("place"), 'f', -1, 64))
			w.say(at+"Rank/sub", "of "+count(r.n("n")))
			w.cell(at+"Percentile", places(r.f("percentile"), 0), sixth(r, "percentile", ""))
		}
		w.cell(at+"Score", places(r.f("score"), 1), sixth(r, "score", ""))
		w.cell(at+"To best", inPoints(r, "to_best"), sixth(r, "to_best", "points"))
		w.cell(at+"To median", inPoints(r, "to_median"), sixth(r, "to_median", "points"))
		w.cell(at+"Stability, %", share(r.n("busy"), r.n("run")), exactly(float64(r.n("busy")), float64(r.n("run")), ""))
		w.cell(at+"Efficiency, %", share(r.n("normal"), r.n("shots")), exactly(float64(r.n("normal")), float64(r.n("shots")), ""))
		w.cell(at+"Nearness, %", places(100*r.f("near"), 1), sixth(r, "near", ""))
		w.cell(at+"Deviation, %", withSign(100*r.f("deviation")), sixth(r, "deviation", ""))
		w.say(at+"Shots", count(r.n("shots")))
	}
	w.benchmarkSuppliers()
	w.leaves("the scale of ranks and scores", "ranks/heads@title", "ranks/heads", "suppliers/heads.*")
	w.trust()
}

// benchmarkHead is the answer about the ranked group that differs most, and the
// tiles.
func (w *wanted) benchmarkHead(rows []record) {
	now := rankedOf(rows)
	w.say("Tools ranked/tile-figure", count(now.ranked))
	w.say("Tools ranked/tile-figure/range", "of "+count(now.tools))
	w.say("Groups ranked/tile-figure", count(now.threes))
	w.say("Groups ranked/tile-figure/range", "of "+count(now.pairs))
	if q := w.earlier(); q != nil {
		then := rankedOf(w.plant.ask(w.t, q.with()+benchmarkSteps[:len(benchmarkSteps)-1]+benchmarkSQL))
		w.turned("Tools ranked", float64(now.ranked), float64(then.ranked), 0)
		w.turned("Groups ranked", float64(now.threes), float64(then.threes), 0)
		if now.threes > 0 && then.threes > 0 {
			w.turned("Widest gap, points", now.widest[0].f("gap"), then.widest[0].f("gap"), 1)
		}
	}
	widest, threes := now.widest, now.threes
	w.leaves("how many tools make a group", "Tools ranked", "Groups ranked")
	w.leaves("settings", "Weights of the score, %/tile-figure")
	best, worst := widest[0], widest[len(widest)-1]
	if len(widest) > 2 {
		gap := places(best.f("gap"), 1)
		w.cell("Widest gap, points/tile-figure", gap, strings.TrimPrefix(sixth(best, "gap", ""), gap)) // what the figure says is not read twice
		w.phrases("head/answer", fmt.Sprintf("best of %d tools", len(widest)))
		w.phrases("head/why", fmt.Sprintf("Of %d groups", threes))
	}
	if slower := (1+worst.f("deviation"))/(1+best.f("deviation")) - 1; slower >= 0.01 {
		w.phrases("head/answer", places(100*slower, 0)+" % slower")
	} else {
		w.phrases("head/answer", "scores "+three(best.f("gap"))+" less",
			places(100*ratioOf(worst, "busy", "run"), 0)+" % against "+places(100*ratioOf(best, "busy", "run"), 0)+" %")
	}
}

// strips are the groups of the picture: ranked ones first, then those in which
// scores lie further apart.
func (w *wanted) strips(groups map[string][]record) {
	var order [][]record
	for _, g := range groups {
		if len(g) > 1 {
			order = append(order, g)
		}
	}
	slices.SortFunc(order, func(a, b []record) int {
		return cmp.Or(cmp.Compare(min(len(b), 3), min(len(a), 3)), cmp.Compare(b[0].f("gap"), a[0].f("gap")))
	})
	row := 0
	for _, g := range order {
		row++
		w.say(fmt.Sprintf("strips/%d/tool/group-of/note", row), many(int64(len(g)), "tool", "tools")+" · median "+places(g[0].f("middle"), 1))
		for _, r := range g {
			row++
			at := fmt.Sprintf("strips/%d/", row)
			w.say(at+"score", places(r.f("score"), 1))
			if r["percentile"] != nil {
				w.say(at+"percentile", places(r.f("percentile"), 0))
			}
			w.say(at+"to best", inPoints(r, "to_best"))
			w.say(at+"to median", inPoints(r, "to_median"))
		}
	}
	w.leaves("the axis", fmt.Sprintf("strips/%d/picture.*", row+1))
}

func (w *wanted) benchmarkSuppliers() {
	rows := w.rows(benchmarkSteps[:len(benchmarkSteps)-1] + `
SELECT o.name, COUNT(DISTINCT b.equipment_code) AS tools, COUNT(b.percentile) AS ranked, COUNT(*) FILTER (WHERE b.percentile = 100) AS firsts,
    MEDIAN(b.score) AS score, MEDIAN(b.percentile) AS percentile,
    SUM(b.ct_us)::BIGINT AS ct_us, SUM(b.approved_us)::BIGINT AS approved_us, SUM(b.normal)::BIGINT AS normal, SUM(b.shots)::BIGINT AS shots, SUM(b.busy)::BIGINT AS busy, SUM(b.run)::BIGINT AS run
FROM (` + benchmarkSQL + `) b
JOIN (SELECT equipment_code, arg_max(supplier_name, step) AS name FROM piece WHERE shots > 0 GROUP BY 1) o ON o.equipment_code = b.equipment_code
GROUP BY o.name ORDER BY percentile DESC NULLS LAST, o.name`)
	for i, r := range rows {
		at := fmt.Sprintf("suppliers/%d/", i+1)
		w.say(at+"Tools", count(r.n("tools")))
		if r["percentile"] != nil {
			w.cell(at+"Percentile", places(r.f("percentile"), 0), sixth(r, "percentile", ""))
		}
		w.cell(at+"Score", places(r.f("score"), 1), sixth(r, "score", ""))
		w.say(at+"Ranked", count(r.n("ranked")))
		w.say(at+"Firsts", count(r.n("firsts")))
		away := float64(r.n("ct_us")-r.n("approved_us")) / float64(r.n("approved_us"))
		w.cell(at+"Deviation, %", withSign(100*away), exactly(away, 1, ""))
		w.cell(at+"Efficiency, %", share(r.n("normal"), r.n("shots")), exactly(float64(r.n("normal")), float64(r.n("shots")), ""))
		w.cell(at+"Stability, %", share(r.n("busy"), r.n("run")), exactly(float64(r.n("busy")), float64(r.n("run")), ""))
	}
}

// rankedCount is how much is ranked.
type rankedCount struct {
	tools, ranked, pairs, threes int64
	widest                       []record // of the groups, ranked ones first
}

func rankedOf(rows []record) (c rankedCount) {
	tools, ranked, groups := map[string]bool{}, map[string]bool{}, map[string][]record{}
	for _, r := range rows {
		tools[r.s("equipment_code")] = true
		groups[r.s("gid")] = append(groups[r.s("gid")], r)
		if r["percentile"] != nil {
			ranked[r.s("equipment_code")] = true
		}
	}
	for _, g := range groups {
		if len(g) > 1 {
			c.pairs++
		}
		if len(g) > 2 {
			c.threes++
		}
		if len(g) > 1 && (c.widest == nil || cmp.Or(cmp.Compare(min(len(g), 3), min(len(c.widest), 3)), cmp.Compare(g[0].f("gap"), c.widest[0].f("gap"))) > 0) {
			c.widest = g
		}
	}
	c.tools, c.ranked = int64(len(tools)), int64(len(ranked))
	return c
}

// earlier is the window before, where the data hold all of it and this one is over.
func (w *wanted) earlier() *question {
	q := w.q.before()
	first := w.row("SELECT MIN(local_date)::TIMESTAMP AS first FROM mart.run_rate_day WHERE " + w.q.scope).t("first")
	if w.q.silent || first.After(instant(q.from)) || instant(w.q.to).After(w.plant.now) {
		return nil
	}
	return &q
}

// turned is a figure beside that of the window before.
func (w *wanted) turned(name string, now, then float64, n int) {
	w.say(name+"/change", changed(now-then, n, ""))
	w.say(name+"/change@title", places(then, n)+" in the "+w.previous())
}
