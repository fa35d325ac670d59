package pages

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

const benchmarkPath = "/benchmark"

// BenchmarkQuestions are how tools do beside each other.
type BenchmarkQuestions interface {
	Benchmark(ctx context.Context, f engine.Filter) (analysis.Benchmark, error)
}

// benchmark answers: which tool does best, and who is behind?
func (p *Pages) benchmark(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	q, err := readBenchmark(r.address)
	if err != nil {
		return err
	}
	d, err := p.askBenchmark(c.Request().Context(), r)
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if d.trust.BuildID == 0 {
		return p.firstRun(c, d.trust)
	}
	frame, err := p.frame(c, r, "Benchmark", d.trust)
	if err != nil {
		return err
	}
	page, err := p.benchmarkPage(c.Request().Context(), r, q, d)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Benchmark(page)))
}

// benchmarkAsked is what the address asks beside range and filters.
type benchmarkAsked struct {
	figure    analysis.BenchmarkFigure
	tools     sorting[analysis.Benchmarked]
	page      int // of the tools
	suppliers sorting[analysis.BenchmarkSupplier]
}

func readBenchmark(a address) (q benchmarkAsked, err error) {
	if q.figure, err = analysis.ParseBenchmarkFigure(a.values.Get("figure")); err != nil {
		return q, err
	}
	if q.tools, err = readSorting(cmp.Or(a.values.Get("sort"), bestFirst), benchmarkColumns(), "sort the tools"); err != nil {
		return q, err
	}
	if q.page, err = pageNumber(a.values.Get(toolsPage), lastPage); err != nil {
		return q, err
	}
	q.suppliers, err = readSorting(cmp.Or(a.values.Get("suppliers"), bestSupplierFirst), benchmarkSupplierColumns(), "sort the suppliers")
	return q, err
}

type benchmarkData struct {
	trust     analysis.Trust
	benchmark analysis.Benchmark
	before    *analysis.Benchmark // of the period before; nil without one
}

func (p *Pages) askBenchmark(ctx context.Context, r request) (d benchmarkData, err error) {
	err = together(ctx,
		into(&d.trust, func(ctx context.Context) (analysis.Trust, error) { return p.Questions.Trust(ctx, r.filter) }),
		func(ctx context.Context) (err error) {
			if d.benchmark, err = p.Questions.Benchmark(ctx, r.filter); err != nil {
				return err
			}
			if f, ok := p.earlier(r, d.benchmark.Range); ok {
				before, err := p.Questions.Benchmark(ctx, f)
				d.before = &before
				return err
			}
			return nil
		},
	)
	return d, err
}

func (p *Pages) benchmarkPage(ctx context.Context, r request, q benchmarkAsked, d benchmarkData) (templates.BenchmarkPage, error) {
	answer, why := headAndWhy(d.benchmark.Sentence)
	page := templates.BenchmarkPage{
		Head:  templates.Head{Question: "Which tool does best on its part, and which is behind?", Answer: answer, Why: why},
		Trust: trustLine(r, d.trust),
	}
	if len(d.benchmark.Rows) == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = "No shots in this range", "", &empty
		return page, err
	}
	if len(r.filter.Tools) > 0 {
		page.Head.Why = "Places are those among all tools of a group: the filter by tool only chooses which groups are shown."
	}
	weights := d.benchmark.Rows[0].Weights
	page.Trust.Computed = benchmarkDefinitions(weights)
	page.Tiles = benchmarkTiles(r, d.benchmark, d.before, weights)
	page.Strip, page.Strips = benchmarkStrips(r, d.benchmark, q.figure)
	page.Table = benchmarkTable(r, d.benchmark, q.tools, q.page)
	page.Suppliers = benchmarkSuppliers(r, d.benchmark, q.suppliers)
	return page, nil
}

func benchmarkTiles(r request, b analysis.Benchmark, before *analysis.Benchmark, w analysis.BenchmarkWeights) []templates.Tile {
	t := b.Totals()
	of := func(label, title string, n, all int64) templates.Tile {
		return templates.Tile{Label: label, Title: title, Figure: templates.Figure{Text: decimals(float64(n), 0), Of: "of " + decimals(float64(all), 0)}}
	}
	tools := of("Tools ranked", "in groups of three or more", t.RankedTools, t.Tools)
	tools.Note = "in groups of 3 or more"
	groups := of("Groups ranked", "three tools or more have a score", t.RankedGroups, t.Groups)
	groups.Note = "of those with 2 tools or more"
	widest := templates.Tile{Label: "Widest gap, points", Title: "between the highest and the lowest score of a ranked group", Figure: templates.Figure{Text: dash}, Note: "no group is ranked"}
	if t.RankedGroups > 0 {
		gap := t.Widest.Gap(analysis.BenchScore)
		widest.Figure, widest.Note = templates.Figure{Text: decimals(gap, 1), Exact: exact(&gap, "")}, t.Widest.Label()
		widest.URL = groupURL(r, t.Widest)
	}
	if before != nil && len(before.Rows) > 0 {
		then := before.Totals()
		turned(&tools, float64(t.RankedTools), float64(then.RankedTools), 0, r)
		turned(&groups, float64(t.RankedGroups), float64(then.RankedGroups), 0, r)
		if t.RankedGroups > 0 && then.RankedGroups > 0 {
			turned(&widest, t.Widest.Gap(analysis.BenchScore), then.Widest.Gap(analysis.BenchScore), 1, r)
		}
	}
	return []templates.Tile{tools, groups, widest, {
		Label: "Weights of the score, %", Title: "section benchmark of the configuration",
		Figure: templates.Figure{Text: decimals(100*w.Stability, 0) + " · " + decimals(100*w.Efficiency, 0) + " · " + decimals(100*w.Deviation, 0)},
		Note:   "stability · efficiency · cycle time",
	}}
}

// groupURL narrows the page to a part; a family is no filter.
func groupURL(r request, g analysis.BenchmarkGroup) string {
	if g.Kind != "part" {
		return ""
	}
	return r.address.with("part", cmp.Or(g.Name, idText(g.Rows[0].PartID))).with("groups").String()
}

func idText(id *int64) string {
	if id == nil {
		return ""
	}
	return strconv.FormatInt(*id, 10)
}

func benchmarkDefinitions(w analysis.BenchmarkWeights) []templates.Definition {
	share := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	return []templates.Definition{
		{Term: "Group", Text: "The tools with shots of a part in the range; tools whose part no other tool makes stand in the group of their tooling family. A tool that makes several parts is in several groups, in each with the shots of that part."},
		{Term: "Rank", Text: "Inside the group; equal tools share the mean of their ranks. Percentile 100 is the best, 0 the worst: 100 × (n − rank) / (n − 1). None under three tools. Filters by tool choose what is shown, not who is compared."},
		{Term: "Score", Text: "100 × (" + share(w.Stability) + " × stability + " + share(w.Efficiency) + " × efficiency + " + share(w.Deviation) + " × nearness), nearness being 1 at the approved cycle time and 0 from " + share(w.DeviationLimit) + " of it away, slower or faster. None where a part of it is not known."},
		{Term: "Cycle time", Text: "Σ ct / Σ approved ct − 1 of the slow, fast and normal shots with an approved cycle time. The lowest ranks best."},
		{Term: "Efficiency, stability, MTBF", Text: "Normal shots / shots; production time / run time; production time / stops: those of the run rate."},
		{Term: "Cavities in use", Text: "Parts per shot as a share of the cavities that the tool is made for."},
		{Term: "Temperature spread", Text: "How far the daily median temperatures lie from their own median, from day to day: 1.4826 × the median distance, of three days or more."},
		{Term: "Suppliers", Text: "Medians of the scores and of the percentiles of their tools; cycle time, efficiency and stability of all their shots together."},
	}
}
