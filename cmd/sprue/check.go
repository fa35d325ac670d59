package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/quality"
	"sprue/engine/store"
	"sprue/sync/source"
)

func (a *app) checkCommand() *cobra.Command {
	var table string
	var all bool
	cmd := &cobra.Command{
		Use:   "check [--table T]",
		Short: "Can the data be trusted? Scores, the rules that fire, and what to do",
		Long: "Reports on the data as of the last build: their status (ok from 95, watch from 80,\n" +
			"poor below), five dimensions from 0 to 100, the tools with the lowest scores, days\n" +
			"unlike those before, and each rule that something breaks. Exit code 1 if the\n" +
			"status is poor.",
		Example: "  sprue check\n  sprue check --table STATISTICS\n  sprue check --all --format csv",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&table, "table", "", "only what is about this `TABLE` of the sources")
	set.BoolVar(&all, "all", false, "also the rules that nothing breaks")
	_ = cmd.RegisterFlagCompletionFunc("table", cobra.FixedCompletions(source.Names(), cobra.ShellCompDirectiveNoFileComp))
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		table := strings.ToUpper(strings.TrimSpace(table))
		if table != "" && !slices.Contains(source.Names(), table) {
			return a.noSuchTable(table)
		}
		return a.withModels(ctx, func(s *store.Store) error {
			report, err := quality.Checker{Store: s, Config: a.file.Quality, Clock: a.Clock}.Check(ctx, table)
			if err != nil {
				return err
			}
			if err := a.printCheck(report, all); err != nil {
				return err
			}
			return verdict(report)
		})
	})
}

// verdict is the exit code of a report.
func verdict(report quality.Report) error {
	if report.Status != quality.StatusPoor {
		return nil
	}
	return &engine.Error{
		Code:    engine.CodeNo,
		Message: fmt.Sprintf("the data are poor: %s of 100", engine.Significant(*report.Overall)),
		Hint:    "the report says what to do about each rule that fires",
	}
}

// printCheck prints something to read as a table, one object as JSON, and a row
// for each rule as CSV.
func (a *app) printCheck(report quality.Report, all bool) error {
	findings := slices.DeleteFunc(slices.Clone(report.Findings), func(f quality.Finding) bool { return !all && f.Broken == 0 })
	switch a.flags.format {
	case output.FormatTable:
		return a.tellCheck(report, findings)
	case output.FormatJSON:
		rows, err := a.rows(named("status overall scores worst_tools anomalies_found anomalies_open anomalies rules"), nil)
		if err != nil {
			return err
		}
		err = rows.Row([]any{orNull(report.Status), numberOrNull(report.Overall), objects(report.Scores, scoreObject), objects(report.Worst, toolObject),
			report.AnomaliesFound, report.AnomaliesOpen, objects(report.Anomalies, anomalyObject), objects(findings, findingObject)})
		if err != nil {
			return err
		}
		return rows.Close()
	default:
		return a.printFindingRows(findings)
	}
}

func (a *app) printFindingRows(findings []quality.Finding) error {
	var columns []output.Column
	for _, field := range findingObject(quality.Finding{}) {
		columns = append(columns, field.Column)
	}
	rows, err := a.rows(columns, nil)
	if err != nil {
		return err
	}
	for _, f := range findings {
		var values []any
		for _, field := range findingObject(f) {
			values = append(values, field.Value)
		}
		values[len(values)-1] = f.Most()
		if err := rows.Row(values); err != nil {
			return err
		}
	}
	return rows.Close()
}

func objects[T any](all []T, object func(T) output.Object) []any {
	list := make([]any, len(all))
	for i, v := range all {
		list[i] = object(v)
	}
	return list
}

// object gives values the names in a text.
func object(names string, values ...any) output.Object {
	var o output.Object
	for i, column := range named(names) {
		o = append(o, output.Field{Column: column, Value: values[i]})
	}
	return o
}

func scoreObject(s quality.Score) output.Object {
	return object("scope table_name items validity uniqueness completeness consistency timeliness overall status",
		s.Scope, numberOrNull(s.Table), s.Items, numberOrNull(s.Validity), numberOrNull(s.Uniqueness), numberOrNull(s.Completeness),
		numberOrNull(s.Consistency), numberOrNull(s.Timeliness), numberOrNull(s.Overall), numberOrNull(s.Status))
}

func toolObject(t quality.Tool) output.Object {
	return object("equipment_code items invalid copies missing late poor_days days overall status",
		t.Code, t.Items, t.Invalid, t.Copies, t.Missing, t.Late, t.PoorDays, t.Days, t.Overall, t.Status)
}

// anomalyNames are the columns of mart.data_anomaly.
const anomalyNames = "equipment_code level from_date to_date days worst_date value usual z cause"

func anomalyObject(a quality.Anomaly) output.Object {
	return object(anomalyNames, a.Tool, a.Level, dayOrNull(&a.From), dayOrNull(a.To), a.Days, dayOrNull(&a.WorstDay), a.Value, a.Usual, a.Z, a.Cause)
}

// dayOrNull is a date for any format.
func dayOrNull(t *time.Time) any {
	if t == nil {
		return nil
	}
	return t.Format(time.DateOnly)
}

func findingObject(f quality.Finding) output.Object {
	return object("level rule table_name severity fires broken limit weight checks action advice subjects",
		f.Rule.Level, f.Rule.ID, f.Rule.Table, f.Rule.Severity, f.Fires, f.Broken, f.Rule.Limit, f.Rule.Weight, f.Rule.Checks, f.Rule.Action,
		orNull(f.Rule.Advice), objects(f.Subjects, func(s quality.Subject) output.Object { return object("subject broken", s.Name, s.Broken) }))
}

func numberOrNull[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}
