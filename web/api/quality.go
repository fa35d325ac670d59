package api

import (
	"context"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/lineage"
	"sprue/engine/quality"
	"sprue/engine/snapshot"
)

// Sources answer what is no question about figures. One that is nil is not
// there.
type Sources struct {
	Check     func(ctx context.Context) (quality.Report, error)
	Lineage   func(ctx context.Context) (*lineage.Graph, error)
	Snapshots func() ([]snapshot.Manifest, error)
	Writer    analysis.Writer // keeps what is said about recommendations
}

func (a *API) qualityRoutes(v1 *echo.Group) {
	v1.GET("/quarantine", a.table(a.listing(analysis.Quarantine)))
	v1.GET("/anomalies", a.table(a.listing(analysis.Anomalies)))
	v1.GET("/quality/data", a.table(a.qualityData))
	v1.GET("/quality/process", a.table(a.qualityProcess))
	v1.GET("/lineage", a.table(a.lineage))
	v1.GET("/snapshots", a.anew(a.snapshots))
}

func (a *API) listing(l analysis.Listing) question {
	return func(ctx context.Context, _ echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
		return a.Questions.Listing(ctx, f, l, rows)
	}
}

// qualityData is the scores of all data and of each table, by=table; those of
// tools' days, by=day; or the rules and what breaks them, by=rule.
func (a *API) qualityData(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	by, err := engine.OneOf(c.QueryParam("by"), []string{"table", "day", "rule"}, "read the data quality", "%q is none of its groupings")
	switch {
	case err != nil:
		return analysis.Table{}, err
	case by == "day":
		return a.Questions.Listing(ctx, f, analysis.QualityDays, rows)
	case by == "rule":
		return a.rules(ctx)
	}
	return a.Questions.Listing(ctx, f, analysis.QualityTables, rows)
}

func (a *API) rules(ctx context.Context) (analysis.Table, error) {
	if a.Sources.Check == nil {
		return analysis.Table{}, echo.ErrNotFound
	}
	report, err := a.Sources.Check(ctx)
	t := analysis.Table{Columns: []analysis.Column{
		{Name: "rule"}, {Name: "level", Kind: analysis.Whole}, {Name: "severity"}, {Name: "table_name"}, {Name: "checks"},
		{Name: "broken", Kind: analysis.Whole}, {Name: "fires", Kind: analysis.Truth}, {Name: "most"},
	}}
	for _, f := range report.Findings {
		t.Rows = append(t.Rows, []any{f.Rule.ID, int64(f.Rule.Level), f.Rule.Severity, f.Rule.Table, f.Rule.Checks, f.Broken, f.Fires, f.Most()})
	}
	return t, err
}

// lineage is what a column is made of (up) or what is made of it (down), as the
// command tells it.
func (a *API) lineage(ctx context.Context, c echo.Context, _ engine.Filter, _ int) (analysis.Table, error) {
	if a.Sources.Lineage == nil {
		return analysis.Table{}, echo.ErrNotFound
	}
	of := c.QueryParam("of")
	if of == "" {
		return analysis.Table{}, usage("of is missing", "name a table or a column: of=mart.run.efficiency")
	}
	graph, err := a.Sources.Lineage(ctx)
	if err != nil {
		return analysis.Table{}, err
	}
	starts, err := graph.Find(of, false)
	if err != nil {
		return analysis.Table{}, err
	}
	standard := []string{"up", "down"}
	if strings.HasPrefix(starts[0].Table, "raw.") {
		standard = []string{"down", "up"}
	}
	direction, err := engine.OneOf(c.QueryParam("direction"), standard, "read the lineage", "%q is no direction")
	if err != nil {
		return analysis.Table{}, err
	}
	t := analysis.Table{Columns: []analysis.Column{
		{Name: "level", Kind: analysis.Whole}, {Name: "table_name"}, {Name: "column_name"}, {Name: "how"}, {Name: "from_table"}, {Name: "from_column"},
	}}
	for _, hop := range graph.Walk(starts, lineage.Options{Down: direction == "down"}) {
		row := []any{int64(hop.Level), hop.Table, hop.Column, string(hop.How), any(hop.From.Table), any(hop.From.Column)}
		if hop.How == lineage.Constant {
			row[4], row[5] = nil, nil
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// snapshots are the versions that there are, the oldest first.
func (a *API) snapshots(context.Context, echo.Context, engine.Filter, int) (analysis.Table, error) {
	if a.Sources.Snapshots == nil {
		return analysis.Table{}, echo.ErrNotFound
	}
	all, err := a.Sources.Snapshots()
	t := analysis.Table{Columns: []analysis.Column{
		{Name: "snapshot"}, {Name: "created_utc", Kind: analysis.Instant}, {Name: "file_made_utc", Kind: analysis.Instant}, {Name: "tables", Kind: analysis.Whole}, {Name: "rows", Kind: analysis.Whole},
		{Name: "bytes", Kind: analysis.Whole}, {Name: "own_bytes", Kind: analysis.Whole}, {Name: "note"},
	}}
	own := snapshot.OwnBytes(all)
	for i, m := range all {
		var made any // not known of what an earlier sprue made
		if !m.FileMade.IsZero() {
			made = m.FileMade
		}
		t.Rows = append(t.Rows, []any{m.ID, m.Created, made, int64(len(m.Tables)), m.Rows(), m.Bytes(), own[i], m.Note})
	}
	return t, err
}
