package analysis

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"sprue/engine"
	"sprue/engine/spc"
)

// setProcessPoints runs all charts over the points of the window.
func (a *Analysis) setProcessPoints(ctx context.Context, v view, p *Process) error {
	points, err := a.subgroups(ctx, v, p.Subgroup)
	if err != nil {
		return err
	}
	if len(points) > mostPoints {
		return &engine.Error{
			Code: engine.CodeUsage, Doing: "draw the control chart",
			Message: fmt.Sprintf("%s points are too many to look at", engine.Count(int64(len(points)))), Hint: "choose a shorter range, or larger subgroups",
		}
	}
	p.Points = points
	if p.Means.Sigma() > 0 {
		p.chart()
	}
	return nil
}

// ways are the kinds of signals, Nelson's rules first.
const (
	wayEWMA  = 9
	wayCUSUM = 10
)

// chart judges the points one after the other, from a state of rest at the start
// of the window.
func (p *Process) chart() {
	c := p.Config
	nelson := spc.Nelson{Limits: p.Means, On: c.Rules()}
	ewma := spc.EWMA{Center: p.Means.Center, Sigma: p.Means.Sigma(), Lambda: c.Lambda, L: c.L}
	cusum := spc.CUSUM{Center: p.Means.Center, Sigma: p.Means.Sigma(), K: c.K, H: c.H}
	signals := make([]bool, len(p.Points))
	ways := map[int][]bool{}
	for way := 1; way <= wayCUSUM; way++ {
		ways[way] = make([]bool, len(p.Points))
	}
	for i := range p.Points {
		at := &p.Points[i]
		at.Rules = nelson.Add(at.Value)
		var limits spc.Limits
		at.EWMA, limits = ewma.Add(at.Value)
		at.EWMALow, at.EWMAHigh = limits.Lower, limits.Upper
		at.EWMAOut = c.EWMA && (at.EWMA > limits.Upper || at.EWMA < limits.Lower)
		at.CUSUMOut = cusum.Add(at.Value) && c.CUSUM
		at.High, at.Low = cusum.High, cusum.Low
		for rule := 1; rule <= 8; rule++ {
			ways[rule][i] = at.Rules.Has(rule)
		}
		ways[wayEWMA][i], ways[wayCUSUM][i] = at.EWMAOut, at.CUSUMOut
		at.Signal = at.Rules != 0 || at.EWMAOut || at.CUSUMOut
		signals[i] = at.Signal
	}
	for i, alarm := range spc.Persistent(signals, c.AlarmNeed, c.AlarmOf) {
		p.Points[i].Alarm = alarm
	}
	p.Fired = fired(p.Points, ways, c)
}

// fired lists the ways that made signals, each with its own first alarm.
func fired(points []ProcessPoint, ways map[int][]bool, c spc.Config) []Fired {
	var all []Fired
	for way := 1; way <= wayCUSUM; way++ {
		f := Fired{Name: fmt.Sprint("rule ", way), Text: spc.RuleText(way)}
		switch way {
		case wayEWMA:
			f.Name, f.Text = "EWMA", "moving average beyond its limit"
		case wayCUSUM:
			f.Name, f.Text = "CUSUM", "cumulative sum beyond h"
		}
		first := slices.Index(ways[way], true)
		if first < 0 {
			continue
		}
		for _, set := range ways[way] {
			if set {
				f.Signals++
			}
		}
		if alarm := slices.Index(spc.Persistent(ways[way], c.AlarmNeed, c.AlarmOf), true); alarm >= 0 {
			first, f.IsAlarm = alarm, true
		}
		f.At = points[first].At
		all = append(all, f)
	}
	slices.SortStableFunc(all, func(a, b Fired) int {
		if a.IsAlarm != b.IsAlarm {
			return map[bool]int{true: -1, false: 1}[a.IsAlarm]
		}
		return cmp.Compare(a.At.UnixMicro(), b.At.UnixMicro())
	})
	return all
}

// Since is the first alarm; zero where there is none.
func (p Process) Since() time.Time {
	for _, point := range p.Points {
		if point.Alarm {
			return point.At
		}
	}
	return time.Time{}
}

// setCapability compares the shots of the window with the limits in force at its
// end.
func (a *Analysis) setCapability(ctx context.Context, v view, p *Process) error {
	all, err := a.sums(ctx, v, p.Subgroup)
	if err != nil {
		return err
	}
	p.Moments = all.Moments
	var steps []LimitStep
	if p.Measure == MeasureCT {
		if steps, err = a.limits(ctx, v); err != nil {
			return err
		}
	}
	if n := len(steps); n > 0 {
		p.Approved, p.L1Below, p.L1Above = steps[n-1].Approved, steps[n-1].L1Below, steps[n-1].L1Above
	}
	p.Capability = capabilityOf(p.Moments, LimitStep{L1Below: p.L1Below, L1Above: p.L1Above})
	p.NormalP, err = a.normality(ctx, v)
	return err
}

// normality tests the shots. Counters round to 0.1 s and 0.1 °C: equal values are
// spread evenly over that step, for the test would refuse the rounding alone.
func (a *Analysis) normality(ctx context.Context, v view) (*float64, error) {
	const step = 0.1
	type count struct {
		ct    float64
		shots int64
	}
	counts, err := list(ctx, a.reader, "count the cycle times", with(processCountsSQL, v.placed()...), v.placedArgs(1), func(rows *sql.Rows) (count, error) {
		var c count
		err := rows.Scan(&c.ct, &c.shots)
		return c, err
	})
	if err != nil {
		return nil, err
	}
	var values []float64
	for _, c := range counts {
		for i := range c.shots {
			values = append(values, c.ct+step*((float64(i)+0.5)/float64(c.shots)-0.5))
		}
	}
	_, p, ok := spc.AndersonDarling(values)
	if !ok {
		return nil, nil
	}
	return &p, nil
}
