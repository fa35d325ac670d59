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

// bar is a row of a chart, with figures beside it.
type bar struct {
	label   string
	from    float64  // 0..1, where it begins
	to      *float64 // 0..1, where it ends; nil where there is none
	median  *float64 // 0..1: a mark on a line with another one at the median, in place of a bar
	figures []string
}

// cells are what is drawn of it.
func (b bar) cells() string {
	switch {
	case b.to == nil:
		return output.Null
	case b.median == nil:
		from, to := int(b.from*chartCells+0.5), int(*b.to*chartCells+0.5)
		return strings.Repeat(" ", from) + strings.Repeat("█", max(0, to-from))
	}
	line := []rune(strings.Repeat("·", chartCells))
	line[int(*b.median*(chartCells-1)+0.5)] = '│'
	line[int(*b.to*(chartCells-1)+0.5)] = '●'
	return string(line)
}

// printBars draws bars, under the name of what they show and those of the
// figures.
func (a *app) printBars(heads []string, bars []bar) error {
	label := 0
	for _, b := range bars {
		label = max(label, utf8.RuneCountInString(b.label))
	}
	out := bufio.NewWriter(a.Stdout)
	line := func(name, cells string, figures []string) {
		_, _ = fmt.Fprintf(out, "%-*s  %-*s", label, name, chartCells, cells)
		for _, figure := range figures {
			_, _ = fmt.Fprintf(out, "  %13s", figure)
		}
		_, _ = fmt.Fprintln(out)
	}
	line("", heads[0], heads[1:])
	for _, b := range bars {
		line(b.label, b.cells(), b.figures)
	}
	return out.Flush()
}

// runRateBars are the stability of each row, beside its efficiency.
func runRateBars(answer analysis.Answer) []bar {
	var bars []bar
	for _, row := range answer.Rows {
		bars = append(bars, bar{label: row.Label, to: row.Stability(), figures: []string{row.StabilityFigure().String(), row.EfficiencyFigure().String()}})
	}
	return bars
}
