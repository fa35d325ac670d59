package sampledata

import (
	"fmt"
	"math"
	"time"

	"sprue/engine"
)

// The ways to reach a number of shots, in this order: the load of the plants'
// own shifts; more days back in time, where From is free; weekends; a faster
// pace of all tools.
const (
	believable = 0.8  // load above which more days are better
	fewestRate = 60.0 // shots a tool and day below which fewer days are better
	fewestDays = 14
	slowest    = 0.05 // pace below which a press is no press any more
)

// plan is how the target is reached.
type plan struct {
	From     time.Time
	load     float64
	weekends bool
	pace     float64 // factor on all cycle times
}

func makePlan(o Options, tools []*tool) (plan, error) {
	p := plan{From: o.From, pace: 1}
	if p.From.IsZero() {
		p.From = chooseFrom(o, tools)
	}
	days := span{dayNumber(p.From), dayNumber(o.Anchor)}
	target := float64(o.Shots)
	p.load = 1
	if most := expected(tools, days, 1, false); most < target {
		p.weekends = true
	}
	if most := expected(tools, days, 1, p.weekends); most < target {
		p.pace = most / target
	} else {
		p.load = solveLoad(tools, days, target, p.weekends)
	}
	if p.pace < slowest {
		hint := "ask for fewer shots, more tools (--tools) or more days (--from)"
		return plan{}, o.refuse(fmt.Sprintf("%d shots are too many for %d tools in %d days", o.Shots, o.Tools, days.to-days.from), hint)
	}
	for _, t := range tools {
		t.setLoad(p.load, p.weekends)
		t.approved *= p.pace
	}
	return p, nil
}

// chooseFrom goes back as far as the target needs at a believable load.
func chooseFrom(o Options, tools []*tool) time.Time {
	end := dayNumber(o.Anchor)
	perDay := expected(tools, span{end - 28, end}, believable, false) / 28
	days := float64(defaultDays)
	if rate := float64(o.Shots) / days / float64(len(tools)); rate < fewestRate {
		days = max(fewestDays, math.Ceil(days*rate/fewestRate))
	}
	days = max(days, math.Ceil(float64(o.Shots)/perDay))
	return o.Anchor.AddDate(0, 0, -int(days))
}

// solveLoad finds the load at which the expected shots are the target. Their
// number grows in small steps, so a bisection is close enough.
func solveLoad(tools []*tool, days span, target float64, weekends bool) float64 {
	low, high := 0.0, 1.0
	for range 18 {
		middle := (low + high) / 2
		if expected(tools, days, middle, weekends) < target {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// expected is the number of shots that a load gives, on the average.
func expected(tools []*tool, days span, load float64, weekends bool) float64 {
	sum := 0.0
	for _, t := range tools {
		t.setLoad(load, weekends)
		sum += t.plannedMinutes(days) * 60 / t.secondsPerShot()
	}
	return sum
}

// plannedMinutes samples long windows: whole weeks, one in every few.
func (t *tool) plannedMinutes(days span) float64 {
	total, stride := days.to-days.from, int64(1)
	if total > 182 {
		stride = total / 91
	}
	sum, seen := 0.0, int64(0)
	for d := days.from; d < days.to; d++ {
		if ((d-days.from)/7)%stride != 0 {
			continue
		}
		seen++
		for s := range t.plant.shifts {
			if part, ok := t.runs(int(d), s); ok {
				sum += t.minutes(s, part)
			}
		}
	}
	return sum * float64(total) / float64(max(seen, 1))
}

// secondsPerShot is the mean time from shot to shot inside a slot.
func (t *tool) secondsPerShot() float64 {
	cycle := t.approved * (1 + t.bias + t.slow*meanSlow - t.fast*meanFast)
	return cycle * (1 + meanStop/t.between)
}

func dayNumber(t time.Time) int64 { return t.Unix() / 86_400 }

func (o Options) fail(what string, cause error) error {
	return &engine.Error{
		Code: engine.CodeFile, Doing: "write sample data to " + o.Dir, Message: fmt.Sprintf("%s: %v", what, cause),
		Hint: "check that the folder can be written and that the disk has room", Cause: cause,
	}
}
