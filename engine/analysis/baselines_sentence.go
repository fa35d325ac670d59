package analysis

import (
	"fmt"
	"time"

	"sprue/engine"
)

// baselinesSentence says how many tools and parts have a baseline, and why one has
// none.
func baselinesSentence(b Baselines) string {
	if b.Count == 0 {
		return "Not known: no tool that fits has made shots yet"
	}
	if b.Known == b.Count {
		if b.Count == 1 {
			return b.text("equipment_code") + " has a baseline: " + b.days()
		}
		return fmt.Sprintf("All %d tools and parts have a baseline", b.Count)
	}
	first := fmt.Sprintf("%s has none: %s", b.text("equipment_code"), noBaseline(b.text("reason")))
	if b.Count == 1 {
		return fmt.Sprintf("%s has no baseline: %s", b.text("equipment_code"), noBaseline(b.text("reason")))
	}
	return fmt.Sprintf("%d of %d tools and parts have a baseline; %s", b.Known, b.Count, first)
}

// text is a value of the first row.
func (b Baselines) text(name string) string { v, _ := b.first(name).(string); return v }

func (b Baselines) first(name string) any {
	for i, c := range b.Table.Columns {
		if c.Name == name && len(b.Table.Rows) > 0 {
			return b.Table.Rows[0][i]
		}
	}
	return nil
}

// days tell the baseline of the first row: '5,686 shots from 31 Aug to 2 Sep, median 25.8 s'.
func (b Baselines) days() string {
	from, _ := b.first("from_date").(time.Time)
	to, _ := b.first("to_date").(time.Time)
	shots, _ := b.first("shots").(int64)
	median, _ := b.first("ct_median").(float64)
	return fmt.Sprintf("%s from %s to %s, median %s s", engine.Counted(shots, "shot", "shots"), from.Format("2 Jan"), to.AddDate(0, 0, -1).Format("2 Jan 2006"), engine.Significant(median))
}

// noBaseline says in words why there is none.
func noBaseline(reason string) string {
	switch reason {
	case "too_few_shots":
		return "too few shots, 500 on 3 days are needed"
	case "never_steady":
		return "its cycle time was never steady for 500 shots"
	case "pin_without_shots":
		return "no shot in the pinned days"
	}
	return reason
}

// periodsSentence says which tool is off its baseline the most, and since when.
func periodsSentence(p Periods) string {
	switch {
	case p.Count == 0:
		return "No slow, fast or normal shots in this window"
	case p.Judged == 0 && p.Count == 1:
		return fmt.Sprintf("Not known: %s has no baseline: %s", p.First.Tool, noBaseline(p.First.Reason))
	case p.Judged == 0:
		return fmt.Sprintf("Not known: none of %d tools and parts has a baseline", p.Count)
	case p.First.Verdict == "same" && p.Judged == 1:
		return p.First.Tool + " is as its baseline was"
	case p.First.Verdict == "same":
		return fmt.Sprintf("All of %d tools and parts are as their baselines were", p.Judged)
	}
	words := p.First.words()
	if p.Judged > 1 {
		words += fmt.Sprintf("; of %d tools and parts %d are slower, %d faster, %d wider or narrower", p.Judged, p.Slower, p.Faster, p.Spread)
	}
	return words
}

// words tell one that is not as its baseline was.
func (l LatestPeriod) words() string {
	_, week := l.Since.ISOWeek()
	since := fmt.Sprintf(" since W%02d", week)
	if (l.Verdict == "slower" || l.Verdict == "faster") && l.ShiftShare != nil {
		return fmt.Sprintf("%s is %s %s than its baseline%s", l.Tool, engine.Share(max(*l.ShiftShare, -*l.ShiftShare)), l.Verdict, since)
	}
	if l.SpreadRatio != nil {
		return fmt.Sprintf("%s spreads %s times as far as its baseline%s", l.Tool, engine.Significant(*l.SpreadRatio), since)
	}
	return fmt.Sprintf("%s is %s than its baseline%s", l.Tool, l.Verdict, since)
}
