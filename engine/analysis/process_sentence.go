package analysis

import (
	"fmt"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/spc"
)

// processSentence says whether the tool is in control, and what that rests on.
func processSentence(p Process) string {
	of, what := p.Tool, "slow, fast or normal shots"
	if p.Measure == MeasureTemperature {
		of, what = "the temperature of "+p.Tool, "measured temperature"
	}
	switch {
	case p.Moments.Shots == 0:
		words := p.Tool + " has no " + what + " in this range"
		if n := len(p.Days); n > 0 {
			words += fmt.Sprintf("; there are data from %s to %s", p.Days[0].Date.Format(time.DateOnly), p.Days[n-1].Date.Format(time.DateOnly))
		}
		return words
	case len(p.Points) == 0 || p.Means.Sigma() <= 0:
		return "Not known: " + p.Tool + " has too few shots for a control chart"
	}
	words := "Yes: " + of + " is in control"
	if e := largestEvent(p.Measure, p.Events); e != nil {
		words = "No: " + e.Words()
	} else if since := p.Since(); !since.IsZero() {
		words = fmt.Sprintf("Not quite: %s has alarms since %s, but its days neither drift nor shift", of, p.Local(since).Format("2 Jan 15:04"))
	}
	return words + ". " + p.why()
}

func (p Process) why() string {
	var words []string
	for _, f := range p.Fired {
		if f.IsAlarm {
			words = append(words, f.Name)
		}
	}
	sentence := "No rule fired in " + fmt.Sprintf("%d of %d points in a row", p.Config.AlarmNeed, p.Config.AlarmOf)
	if len(words) > 0 {
		sentence = "Alarms by " + strings.Join(words, ", ")
	}
	if lag := p.Baseline.Moments.Lag1; p.Baseline.Moments.Resemble() {
		sentence += fmt.Sprintf("; neighbouring shots resemble each other (%s), so single signals say little", engine.Decimals(*lag, 2))
	}
	if p.Baseline.Trial {
		sentence += "; the limits are this range's own, for there is " + p.Baseline.Missing()
	}
	return sentence
}

// NormalWords say whether the shots are distributed normally, and what that means for
// the capability; "" where it cannot be told.
func (p Process) NormalWords() string {
	switch {
	case p.NormalP == nil:
		return ""
	case *p.NormalP >= 0.01:
		return "Nothing speaks against a normal distribution (Anderson–Darling p " + engine.Decimals(*p.NormalP, 2) + ")."
	case p.Capability.Cpk == nil:
		return "Not normal (Anderson–Darling p < 0.01)."
	}
	return "Not normal (Anderson–Darling p < 0.01): the indices are no share of bad shots."
}

// Missing says what is not there, and so no baseline.
func (b ProcessBaseline) Missing() string {
	if b.Reason == "pin_without_shots" {
		return "no shot in the pinned baseline"
	}
	return "no baseline yet"
}

// largestEvent is the one of a measure with the largest share.
func largestEvent(m Measure, events []ProcessEvent) *ProcessEvent {
	var most *ProcessEvent
	for i := range events {
		if e := &events[i]; e.Measure == m && (most == nil || e.weight() > most.weight()) {
			most = e
		}
	}
	return most
}

// Words tell an event: 'MX-1733 drifts up by 0.061 s a day and reaches +10 % on 3 Dec'.
func (e ProcessEvent) Words() string {
	way, by := "up", e.Size()
	if by < 0 {
		way, by = "down", -by
	}
	unit := e.Measure.Unit()
	if e.Kind == Shift {
		text := fmt.Sprintf("%s shifted %s by %s %s", e.Tool, way, engine.Significant(by), unit)
		if share := e.Share(); share != nil {
			text += " (" + engine.Share(max(*share, -*share)) + ")"
		}
		return text + " on " + e.From.Format("2 Jan")
	}
	slope := 0.0
	if e.Slope != nil {
		slope = max(*e.Slope, -*e.Slope)
	}
	text := fmt.Sprintf("%s drifts %s by %s %s a day", e.Tool, way, engine.Significant(slope), unit)
	if e.Reaches != nil {
		text += " and reaches +10 % on " + e.Reaches.Format("2 Jan")
	}
	return text
}

// CapabilitySentence names the process with the lowest Cpk, and says how many are
// not capable.
func CapabilitySentence(all []ProcessFigures) string {
	var worst *ProcessFigures
	var known, poor int
	for i, f := range all {
		if f.Capability.Cpk == nil {
			continue
		}
		known++
		if f.Capability.Cpk.Value < 1 {
			poor++
		}
		if worst == nil || f.Capability.Cpk.Value < worst.Capability.Cpk.Value {
			worst = &all[i]
		}
	}
	if worst == nil {
		return "Not known: no tool that fits has 100 shots and an approved cycle time in this range"
	}
	words := fmt.Sprintf("%s has a Cpk of %s", worst.Tool, engine.Decimals(worst.Capability.Cpk.Value, 2))
	if known == 1 {
		return words
	}
	return words + fmt.Sprintf(", the lowest of %d tools and parts; %d %s under 1", known, poor, map[bool]string{true: "is", false: "are"}[poor == 1])
}

func processesSentence(p Processes) string {
	tools, changed := map[string]bool{}, map[string]bool{}
	for _, r := range p.Rows {
		tools[r.Tool] = true
		if r.Last != nil {
			changed[r.Tool] = true
		}
	}
	total := engine.Counted(int64(len(tools)), "tool", "tools")
	if len(changed) == 0 {
		return "No cycle time drifts or shifts on " + total
	}
	return fmt.Sprintf("The cycle time changed on %d of %s: %s", len(changed), total, p.Rows[0].Last.Words())
}

// prefix is that of the measure's columns.
func (p Process) prefix() string {
	if p.Measure == MeasureTemperature {
		return "temp_"
	}
	return "ct_"
}

// Table has a row for each point.
func (p Process) Table() Table {
	unit := p.Measure.Unit()
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "part_id", Kind: Whole}, {Name: "at_utc", Kind: Instant}, {Name: "at_local", Kind: Local},
		{Name: "value", Unit: unit, Kind: Real}, {Name: "spread", Unit: unit, Kind: Real},
		{Name: "center", Unit: unit, Kind: Real}, {Name: "lower", Unit: unit, Kind: Real}, {Name: "upper", Unit: unit, Kind: Real},
		{Name: "ewma", Unit: unit, Kind: Real}, {Name: "ewma_lower", Unit: unit, Kind: Real}, {Name: "ewma_upper", Unit: unit, Kind: Real},
		{Name: "cusum_high", Kind: Real}, {Name: "cusum_low", Kind: Real}, {Name: "rules"}, {Name: "alarm", Kind: Truth},
	}}
	for _, at := range p.Points {
		row := []any{p.Tool, value(p.PartID), at.At, p.Local(at.At), at.Value, value(at.Spread)}
		if p.Means.Sigma() > 0 {
			row = append(row, p.Means.Center, p.Means.Lower, p.Means.Upper, at.EWMA, at.EWMALow, at.EWMAHigh, at.High, at.Low, text(at.Names()), at.Alarm)
		} else {
			row = append(row, make([]any, 9)...)
			row = append(row, false)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Names are the ways in which a point signals: '1 2 EWMA'.
func (p ProcessPoint) Names() string {
	var names []string
	for rule := 1; rule <= 8; rule++ {
		if p.Rules.Has(rule) {
			names = append(names, fmt.Sprint(rule))
		}
	}
	if p.EWMAOut {
		names = append(names, "EWMA")
	}
	if p.CUSUMOut {
		names = append(names, "CUSUM")
	}
	return strings.Join(names, " ")
}

// Summary is one row: the limits, the capability and what fired.
func (p Process) Summary() Table {
	t := Table{Columns: []Column{{Name: "equipment_code"}, {Name: "part_id", Kind: Whole}}}
	row := []any{p.Tool, value(p.PartID)}
	add := func(name, unit string, kind Kind, v any) {
		t.Columns, row = append(t.Columns, Column{Name: name, Unit: unit, Kind: kind}), append(row, v)
	}
	add("shots", "", Whole, p.Moments.Shots)
	add(p.prefix()+"mean", p.Measure.Unit(), Real, value(p.Moments.Mean))
	add(p.prefix()+"stddev", p.Measure.Unit(), Real, value(p.Moments.Deviation))
	for _, c := range []struct {
		name string
		v    *spc.Interval
	}{{"cp", p.Capability.Cp}, {"cpk", p.Capability.Cpk}, {"pp", p.Capability.Pp}, {"ppk", p.Capability.Ppk}} {
		if c.v == nil {
			add(c.name, "", Real, nil)
			add(c.name+"_low", "", Real, nil)
			add(c.name+"_high", "", Real, nil)
			continue
		}
		add(c.name, "", Real, c.v.Value)
		add(c.name+"_low", "", Real, c.v.Low)
		add(c.name+"_high", "", Real, c.v.High)
	}
	add("l1_below", "s", Real, value(p.L1Below))
	add("l1_above", "s", Real, value(p.L1Above))
	add("normal_p", "", Real, value(p.NormalP))
	add("lag1", "", Real, value(p.Baseline.Moments.Lag1))
	add("outliers", "", Whole, p.Outliers)
	add("points", "", Whole, int64(len(p.Points)))
	var fired []string
	for _, f := range p.Fired {
		if f.IsAlarm {
			fired = append(fired, f.Name)
		}
	}
	add("alarms", "", Text, text(strings.Join(fired, ", ")))
	add("alarm_since_utc", "", Instant, instantOrNil(p.Since()))
	add("baseline_from", "", Date, instantOrNil(p.Baseline.From))
	add("baseline_to", "", Date, instantOrNil(p.Baseline.To))
	limits := []any{nil, nil, nil}
	if p.Means.Sigma() > 0 {
		limits = []any{p.Means.Center, p.Means.Lower, p.Means.Upper}
	}
	for i, name := range []string{"center", "lower", "upper"} {
		add(name, p.Measure.Unit(), Real, limits[i])
	}
	add("events", "", Whole, int64(len(p.Events)))
	t.Rows = [][]any{row}
	return t
}

func instantOrNil(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// Shown are the days of the window.
func (p Process) Shown() []ProcessDay {
	from, to := p.Local(p.FromUTC).AddDate(0, 0, -1), p.Local(p.ToUTC)
	var days []ProcessDay
	for _, d := range p.Days {
		if d.Date.After(from) && d.Date.Before(to) {
			days = append(days, d)
		}
	}
	return days
}

// DaysTable has a row for each day of the window.
func (p Process) DaysTable() Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "part_id", Kind: Whole}, {Name: "local_date", Kind: Date},
		{Name: "shots", Kind: Whole}, {Name: "median_" + strings.TrimSuffix(p.prefix(), "_"), Unit: p.Measure.Unit(), Kind: Real},
	}}
	for _, d := range p.Shown() {
		t.Rows = append(t.Rows, []any{p.Tool, value(p.PartID), d.Date, d.Shots, d.Median})
	}
	return t
}
