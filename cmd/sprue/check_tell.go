package main

import (
	"bufio"
	"fmt"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/quality"
)

// tellCheck prints a report for a person: the answer, the scores, the worst
// tools, the anomalies, then the rules with what to do.
func (a *app) tellCheck(report quality.Report, findings []quality.Finding) error {
	out := bufio.NewWriter(a.Stdout) // keeps its first error for Flush
	_, _ = fmt.Fprintln(out, answerOf(report))
	if err := out.Flush(); err != nil {
		return err
	}
	if err := tellRows(a, "Scores, 0 to 100", "scope table_name items validity uniqueness completeness consistency timeliness overall status", report.Scores, scoreObject); err != nil {
		return err
	}
	if err := tellRows(a, "Tools with the lowest scores", "equipment_code items invalid copies missing late poor_days days overall status", report.Worst, toolObject); err != nil {
		return err
	}
	if err := tellRows(a, anomalyTitle(report), anomalyNames, report.Anomalies, anomalyObject); err != nil {
		return err
	}
	for _, part := range []struct {
		title string
		fires bool
	}{{"Rules that fire", true}, {"Broken within the limit, or not at all", false}} {
		tellFindings(out, part.title, part.fires, findings)
	}
	return out.Flush()
}

func answerOf(report quality.Report) string {
	if report.Overall == nil {
		return "There are no data to judge: 'sprue run' mirrors and builds."
	}
	fires := 0
	for _, f := range report.Findings {
		if f.Fires {
			fires++
		}
	}
	return fmt.Sprintf("The data are %s: %s of 100. %d of %d rules fire.", report.Status, engine.Significant(*report.Overall), fires, len(report.Findings))
}

// anomalyTitle says how many there are where not all are shown.
func anomalyTitle(report quality.Report) string {
	title := fmt.Sprintf("Days unlike those before, %s not over", engine.Count(report.AnomaliesOpen))
	if shown := int64(len(report.Anomalies)); shown < report.AnomaliesFound {
		title += fmt.Sprintf(", %d of %s (all: sprue query \"FROM mart.data_anomaly\")", shown, engine.Count(report.AnomaliesFound))
	}
	return title
}

// tellRows prints a table under a title, nothing where there are no rows.
func tellRows[T any](a *app, title, names string, all []T, of func(T) output.Object) error {
	if len(all) == 0 {
		return nil
	}
	if _, err := fmt.Fprintf(a.Stdout, "\n%s\n", title); err != nil {
		return err
	}
	rows, err := a.rows(named(names), readableNumber)
	if err != nil {
		return err
	}
	for _, v := range all {
		var values []any
		for _, field := range of(v) {
			values = append(values, field.Value)
		}
		if err := rows.Row(values); err != nil {
			return err
		}
	}
	return rows.Close()
}

func tellFindings(out *bufio.Writer, title string, fires bool, findings []quality.Finding) {
	for _, f := range findings {
		if f.Fires != fires {
			continue
		}
		if title != "" {
			_, _ = fmt.Fprintf(out, "\n%s\n", title)
			title = ""
		}
		_, _ = fmt.Fprintf(out, "  %s, level %d, %s: %s broken\n", f.Rule.ID, f.Rule.Level, f.Rule.Severity, engine.Count(f.Broken))
		for _, line := range [][2]string{{"should be", f.Rule.Checks}, {"happens", happens(f.Rule)}, {"most", f.Most()}, {"to do", f.Rule.Advice}} {
			if line[1] != "" && (line[0] == "should be" || f.Broken > 0) {
				_, _ = fmt.Fprintf(out, "    %-9s  %s\n", line[0], line[1])
			}
		}
	}
}

func happens(r quality.Rule) string {
	switch {
	case r.Weight == 0:
		return r.Action
	case r.Own:
		return fmt.Sprintf("%s, takes %g points from the overall score", r.Action, r.Weight)
	}
	return fmt.Sprintf("%s, takes %g points from its score", r.Action, r.Weight)
}
