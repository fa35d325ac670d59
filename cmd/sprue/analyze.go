package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) analyzeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "analyze",
		Short:   "Figures of tools, parts, suppliers, plants and times",
		Example: "  sprue analyze runrate --by tool --from 2026-06-01 --to 2026-07-01",
		Args:    a.subcommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.runRateCommand())
	return cmd
}

func (a *app) runRateCommand() *cobra.Command {
	var ask question
	var chart bool
	cmd := &cobra.Command{
		Use:   "runrate",
		Short: "How steadily tools run: efficiency, stability, stops, MTTR and MTBF",
		Long: "Without options: all that is mirrored, in one row. Windows are half-open:\n" +
			"--to is the first day or instant left out, so --to 2026-06-30 leaves the 30th\n" +
			"out. A bare day is the local production day of each tool's plant.",
		Example: "  sprue analyze runrate --by tool --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze runrate --by day --tool T-12 --format csv\n" +
			"  sprue analyze runrate --by shift --location 2 --from 2026-06-01T06:00:00Z",
	}
	ask.flags(cmd)
	cmd.Flags().BoolVar(&chart, "chart", false, "bars of stability, in place of the table")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		filter, grouping, err := ask.read()
		if err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			answer, err := analysis.New(s, analysis.Config{Clock: a.Clock}).
				RunRate(ctx, analysis.Question{Filter: filter, By: grouping})
			if err != nil {
				return err
			}
			if err := a.printRunRate(answer, chart); err != nil {
				return err
			}
			if answer.Sentence != "" {
				a.note("%s", answer.Sentence)
			}
			return nil
		})
	})
}

func (a *app) printRunRate(answer analysis.Answer, chart bool) error {
	table := answer.Table()
	switch {
	case a.flags.format != output.FormatTable:
		return a.printTable(table)
	case chart:
		return a.printChart(answer)
	default:
		return a.printTable(forPeople(table, len(answer.Keys)))
	}
}

// question is the flags that narrow and group an analysis.
type question struct {
	from, to, by                       string
	tools, parts, suppliers, locations []string
}

func (q *question) flags(cmd *cobra.Command) {
	var groupings []string
	for _, grouping := range engine.Groupings() {
		if grouping != engine.ByNone {
			groupings = append(groupings, string(grouping))
		}
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&q.from, "from", "", "first `DAY or instant`, as 2026-06-01 or 2026-06-01T06:00:00Z")
	set.StringVar(&q.to, "to", "", "first `DAY or instant` left out")
	set.StringVar(&q.by, "by", "", "a row for each "+strings.Join(groupings, ", "))
	set.StringArrayVar(&q.tools, "tool", nil, "only this `CODE`; may be given several times, as those below")
	set.StringArrayVar(&q.parts, "part", nil, "only this `PART` (code, name or id)")
	set.StringArrayVar(&q.suppliers, "supplier", nil, "only this `SUPPLIER` (name or id)")
	set.StringArrayVar(&q.locations, "location", nil, "only this `LOCATION` (name or id)")
	_ = cmd.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(groupings, cobra.ShellCompDirectiveNoFileComp))
}

func (q *question) read() (engine.Filter, engine.Grouping, error) {
	window, err := engine.ParseWindow(q.from, q.to)
	if err != nil {
		return engine.Filter{}, "", err
	}
	grouping, err := engine.ParseGrouping(q.by)
	filter := engine.Filter{Window: window, Tools: q.tools, Parts: q.parts, Suppliers: q.suppliers, Locations: q.locations}
	return filter, grouping, err
}

// firstFigures are those that a person looks for first; a narrow terminal cuts
// at the right.
const firstFigures = "shots efficiency stability stops mttr_s mtbf_s downtime_us production_time_us run_time_us parts average_ct"

// forPeople puts the first figures right after the keys.
func forPeople(table analysis.Table, keys int) analysis.Table {
	order := make([]int, 0, len(table.Columns))
	for i := range keys {
		order = append(order, i)
	}
	for _, name := range strings.Fields(firstFigures) {
		if i := slices.IndexFunc(table.Columns, func(c analysis.Column) bool { return c.Name == name }); i >= 0 {
			order = append(order, i)
		}
	}
	for i := range table.Columns {
		if !slices.Contains(order, i) {
			order = append(order, i)
		}
	}
	return analysis.Table{Columns: pick(table.Columns, order), Rows: pickRows(table.Rows, order)}
}

func pick[T any](all []T, order []int) []T {
	picked := make([]T, len(order))
	for i, from := range order {
		picked[i] = all[from]
	}
	return picked
}

func pickRows(rows [][]any, order []int) [][]any {
	picked := make([][]any, len(rows))
	for i, row := range rows {
		picked[i] = pick(row, order)
	}
	return picked
}

// printTable prints an answer. Tables are for people: in units that they read.
func (a *app) printTable(table analysis.Table) error {
	columns := make([]output.Column, len(table.Columns))
	units := map[string]analysis.Column{}
	for i, column := range table.Columns {
		columns[i] = output.Column{Name: column.Name}
		if column.Kind == analysis.Date {
			columns[i].Type = "DATE"
		}
		if a.flags.format == output.FormatTable {
			columns[i].Name = withoutUnit(column)
		}
		units[columns[i].Name] = column
	}
	rows, err := a.rows(columns, func(column output.Column, value any) string { return readable(units[column.Name], column, value) })
	if err != nil {
		return err
	}
	for _, row := range table.Rows {
		if err := rows.Row(row); err != nil {
			return err
		}
	}
	return rows.Close()
}

// withoutUnit is the name of a duration whose values carry their unit.
func withoutUnit(column analysis.Column) string {
	if column.Unit == "us" || column.Unit == "s" {
		return strings.TrimSuffix(column.Name, "_"+column.Unit)
	}
	return column.Name
}

// readable shows shares in %, and durations in the unit that fits.
func readable(meaning analysis.Column, column output.Column, value any) string {
	figure := engine.Figure{Unit: engine.Unit(meaning.Unit)}
	if figure.Unit == engine.UnitSeconds && strings.HasSuffix(meaning.Name, "_s") {
		figure.Unit = engine.UnitDuration
	}
	switch number := value.(type) {
	case float64:
		figure.Value = &number
	case int64:
		if strings.HasSuffix(meaning.Name, "_id") || isCalendar(meaning.Name) {
			return output.Text(column, value)
		}
		if figure.Unit == engine.UnitCount {
			return engine.Count(number)
		}
		wide := float64(number)
		figure.Value = &wide
	default:
		return output.Text(column, value)
	}
	return figure.String()
}

// isCalendar tells numbers that name something, and are not counted.
func isCalendar(name string) bool {
	return slices.Contains([]string{"year", "iso_year", "iso_week", "month"}, name)
}
