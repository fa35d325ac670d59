package main

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"sprue/cmd/output"
	"sprue/engine/analysis"
)

// chartCells is the length of a bar of 100 %.
const chartCells = 40

// printChart draws the stability of each row as a bar, beside its efficiency.
func (a *app) printChart(answer analysis.Answer) error {
	label := utf8.RuneCountInString("all")
	for _, row := range answer.Rows {
		label = max(label, utf8.RuneCountInString(row.Label))
	}
	out := bufio.NewWriter(a.Stdout)
	_, _ = fmt.Fprintf(out, "%-*s  %-*s  %15s  %10s\n", label, "", chartCells, "stability", "", "efficiency")
	for _, row := range answer.Rows {
		name := row.Label
		if name == "" {
			name = "all"
		}
		bar := output.Null
		if stability := row.Stability(); stability != nil {
			bar = strings.Repeat("█", int(*stability*chartCells+0.5))
		}
		_, _ = fmt.Fprintf(out, "%-*s  %-*s  %15s  %10s\n", label, name, chartCells, bar, row.StabilityFigure(), row.EfficiencyFigure())
	}
	return out.Flush()
}
