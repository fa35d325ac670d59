package analysis

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"sprue/engine"
)

// List says which rows of a table come, and in which order.
type List struct {
	Sort   string // name of a column as in the table's REST form; "" for the table's own order
	Desc   bool
	Limit  int // 0 for all
	Offset int
}

// DirectoryQuestion asks for a page of the directory of tools.
type DirectoryQuestion struct {
	Search string // part of a tool's, part's, supplier's or location's name
	Spark  HeatFigure
	List
}

// Directory is a page of all tools that the filter leaves.
type Directory struct {
	Rows    []DirectoryRow
	Total   int           // on all pages
	States  map[State]int // of all these, now
	Doubts  Doubts        // about all these
	Nearest string        // tool that was perhaps meant, where the search found none
	Spark   HeatFigure
}

// DirectoryRow is one tool; its figures are zero without data in the window.
type DirectoryRow struct {
	Tool
	Sparkline []*float64 // at most 30 values along the window; nil where there is none
}

// sparkLength is how many values a sparkline of 96 pixels can show.
const sparkLength = 30

// Directory gives all tools, those without data in the window too.
func (a *Analysis) Directory(ctx context.Context, f engine.Filter, q DirectoryQuestion) (Directory, error) {
	order, err := toolOrder(q.Sort)
	if err != nil {
		return Directory{}, err
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return Directory{}, err
	}
	now, err := a.statuses(ctx, s)
	if err != nil {
		return Directory{}, err
	}
	all, err := a.allTools(ctx, s, now)
	if err != nil {
		return Directory{}, err
	}
	d := Directory{Spark: cmp.Or(q.Spark, HeatEfficiency)}
	found := slices.DeleteFunc(slices.Clone(all), func(t Tool) bool { return !t.has(q.Search) })
	if len(found) == 0 {
		d.Nearest = nearestTool(q.Search, all)
	}
	slices.SortStableFunc(found, order.by(q.Desc))
	d.Total, d.Doubts, d.States = len(found), doubtsOf(found), map[State]int{}
	for _, t := range found {
		d.States[t.State]++
	}
	for _, t := range pageOf(found, q.Limit, q.Offset) {
		d.Rows = append(d.Rows, DirectoryRow{Tool: t})
	}
	return d, a.setSparks(ctx, s, d)
}

// pageOf is limit of all rows from offset on; 0 gives the rest.
func pageOf[T any](all []T, limit, offset int) []T {
	rest := all[min(max(offset, 0), len(all)):]
	if limit <= 0 {
		return rest
	}
	return rest[:min(limit, len(rest))]
}

// allTools are those with data in the window, and all others that are known.
func (a *Analysis) allTools(ctx context.Context, s scope, now statuses) ([]Tool, error) {
	tools, err := a.tools(ctx, s, now)
	if err != nil {
		return nil, err
	}
	known, err := a.knownTools(ctx, s, now)
	if err != nil {
		return nil, err
	}
	return joined(tools, known), nil
}

func joined(tools, known []Tool) []Tool {
	all := slices.Clone(tools)
	has := map[string]bool{}
	for _, t := range tools {
		has[t.Code] = true
	}
	for _, t := range known {
		if !has[t.Code] {
			all = append(all, t)
		}
	}
	return all
}

// knownTools are all that the filter leaves, by code, without figures.
func (a *Analysis) knownTools(ctx context.Context, s scope, now statuses) ([]Tool, error) {
	known, err := common(ctx, a, "known tools", s.always(), func(ctx context.Context) ([]Tool, error) { return a.askKnownTools(ctx, s) })
	tools := slices.Clone(known)
	now.set(tools)
	return tools, err
}

func (a *Analysis) askKnownTools(ctx context.Context, s scope) ([]Tool, error) {
	query := with(knownToolsSQL, step{name: "known_tool", sql: knownToolSQL}, step{name: "approved", sql: approvedSQL})
	return list(ctx, a.reader, "list all tools", query, s.args(), func(rows *sql.Rows) (Tool, error) {
		var t Tool
		var part, location, supplier sql.NullString
		var approved *int64
		err := rows.Scan(&t.Code, &t.PartID, &part, &t.LocationID, &location, &t.SupplierID, &supplier, &approved)
		t.PartCode, t.LocationName, t.SupplierName = part.String, location.String, supplier.String
		t.ApprovedCT = seconds(approved)
		return t, err
	})
}

func (t Tool) has(search string) bool {
	search = strings.ToLower(strings.TrimSpace(search))
	for _, text := range []string{t.Code, t.PartCode, t.SupplierName, t.LocationName} {
		if strings.Contains(strings.ToLower(text), search) {
			return true
		}
	}
	return false
}

func nearestTool(search string, tools []Tool) string {
	var codes []string
	for _, t := range tools {
		codes = append(codes, t.Code)
	}
	slices.Sort(codes)
	return engine.Nearest(strings.TrimSpace(search), codes)
}

// setSparks asks for the tools of the page only.
func (a *Analysis) setSparks(ctx context.Context, s scope, d Directory) error {
	grid, err := a.grid(ctx, s, sparkLength)
	if err != nil || grid.days == 0 || len(d.Rows) == 0 {
		return err
	}
	s.tools = nil
	lines := map[string][]*float64{}
	for _, row := range d.Rows {
		s.tools = append(s.tools, row.Code)
		lines[row.Code] = make([]*float64, (grid.days+grid.width-1)/grid.width)
	}
	query, args, err := a.over(ctx, s, engine.ByDay, sparksSQL, binSteps()...)
	if err != nil {
		return err
	}
	type spark struct {
		tool  string
		place int
		value *float64
	}
	sparks, err := list(ctx, a.reader, "draw the sparklines", query, append(args, grid.args(d.Spark)...), func(rows *sql.Rows) (spark, error) {
		var p spark
		err := rows.Scan(&p.tool, &p.place, &p.value)
		return p, err
	})
	for _, p := range sparks {
		if line := lines[p.tool]; p.place >= 0 && p.place < len(line) {
			line[p.place] = p.value
		}
	}
	for i, row := range d.Rows {
		d.Rows[i].Sparkline = lines[row.Code]
	}
	return err
}

// Table has a row for each tool.
func (d Directory) Table() Table {
	var tools []Tool
	for _, row := range d.Rows {
		tools = append(tools, row.Tool)
	}
	t := ToolsTable(tools)
	t.Columns = append(t.Columns,
		Column{Name: "approved_ct", Unit: "s", Kind: Real}, Column{Name: "ct_deviation", Unit: "share", Kind: Real}, Column{Name: "doubts"})
	for i, row := range d.Rows {
		var doubts []string
		for _, doubt := range row.Doubts() {
			doubts = append(doubts, string(doubt))
		}
		t.Rows[i] = append(t.Rows[i], value(row.ApprovedCT), value(row.Deviation()), text(strings.Join(doubts, "; ")))
	}
	return t
}

// ordering gives of a tool what it is sorted by; nil comes last either way.
type ordering func(Tool) any

func (o ordering) by(desc bool) func(a, b Tool) int {
	return func(a, b Tool) int {
		return cmp.Or(compareKeys(o(a), o(b), desc), cmp.Compare(a.Code, b.Code))
	}
}

func compareKeys(a, b any, desc bool) int {
	if a == nil || b == nil {
		return lastIfNil(a) - lastIfNil(b)
	}
	sign := 1
	if desc {
		sign = -1
	}
	if text, ok := a.(string); ok {
		return sign * cmp.Compare(strings.ToLower(text), strings.ToLower(b.(string)))
	}
	return sign * cmp.Compare(a.(float64), b.(float64))
}

func lastIfNil(key any) int {
	if key == nil {
		return 1
	}
	return 0
}

func toolOrder(name string) (ordering, error) {
	orders := toolOrders()
	if order, ok := orders[cmp.Or(name, "equipment_code")]; ok {
		return order, nil
	}
	names := make([]string, 0, len(orders))
	for n := range orders {
		names = append(names, n)
	}
	slices.Sort(names)
	return nil, unsortable(name, names)
}

func unsortable(name string, names []string) error {
	return &engine.Error{
		Code: engine.CodeUsage, Doing: "sort the table", Message: fmt.Sprintf("%q is no column to sort by", name),
		Hint: engine.DidYouMean("did you mean %s? ", name, names) + "one of " + strings.Join(names, ", "),
	}
}

func toolOrders() map[string]ordering {
	whole := func(of func(Tool) int64) ordering { return func(t Tool) any { return float64(of(t)) } }
	name := func(of func(Tool) string) ordering { return func(t Tool) any { return text(of(t)) } }
	ratio := func(of func(Tool) *float64) ordering { return func(t Tool) any { return value(of(t)) } }
	return map[string]ordering{
		"equipment_code": name(func(t Tool) string { return t.Code }),
		"state":          whole(func(t Tool) int64 { return int64(slices.Index(States(), t.State)) }),
		"part_code":      name(func(t Tool) string { return t.PartCode }),
		"supplier_name":  name(func(t Tool) string { return t.SupplierName }),
		"location_name":  name(func(t Tool) string { return t.LocationName }),
		"main_cause":     name(func(t Tool) string { return t.MainCause }),
		"last_shot_utc": func(t Tool) any {
			if t.LastShotUTC.IsZero() {
				return nil
			}
			return float64(t.LastShotUTC.UnixMicro())
		},
		"shots":        whole(func(t Tool) int64 { return t.Shots }),
		"stops":        whole(func(t Tool) int64 { return t.Stops }),
		"downtime_us":  whole(func(t Tool) int64 { return t.DowntimeUS }),
		"efficiency":   ratio(func(t Tool) *float64 { return t.Efficiency() }),
		"stability":    ratio(func(t Tool) *float64 { return t.Stability() }),
		"average_ct":   ratio(func(t Tool) *float64 { return t.AverageCT() }),
		"approved_ct":  ratio(func(t Tool) *float64 { return t.ApprovedCT }),
		"ct_deviation": ratio(func(t Tool) *float64 { return t.Deviation() }),
		"doubts":       whole(func(t Tool) int64 { return int64(len(t.Doubts())) }),
	}
}
