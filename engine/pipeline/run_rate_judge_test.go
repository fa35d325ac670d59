package pipeline

import (
	"time"

	"sprue/engine/reference"
)

// judged is the configuration as the reference knows it.
func judged(cfg Config) reference.Params {
	p := reference.DefaultParams()
	p.Calendar = judgedCalendar(cfg.Calendar.site())
	p.CalendarFor = map[int64]reference.Calendar{}
	for _, l := range cfg.Calendar.For {
		p.CalendarFor[l.Location] = judgedCalendar(cfg.Calendar.of(l))
	}
	setJudged(&p.RunRate, cfg.RunRate.RunRateParams)
	for _, f := range cfg.RunRate.For {
		p.RunRateFor = append(p.RunRateFor, reference.RunRateFor{
			Location: reference.Int{V: f.Location, Valid: f.Location != 0}, Tool: f.Tool, Part: f.Part,
			Set: func(r *reference.RunRateParams) { setJudged(r, f.RunRateParams) },
		})
	}
	set(&p.OnTarget, cfg.ROI.Tolerance, millionths)
	for _, f := range cfg.ROI.For {
		if f.Tolerance != nil {
			p.OnTargetFor = append(p.OnTargetFor, reference.OnTargetFor{
				Supplier: reference.Int{V: f.Company, Valid: f.Company != 0}, Location: reference.Int{V: f.Location, Valid: f.Location != 0},
				Tool: f.Tool, Part: f.Part, OnTarget: millionths(*f.Tolerance),
			})
		}
	}
	return p
}

func judgedCalendar(l LocationCalendar) reference.Calendar {
	c := reference.Calendar{DayStart: clockMicros(l.DayStart)}
	for _, s := range l.Shifts {
		days, _ := weekdays(s.Days)
		c.Shifts = append(c.Shifts, reference.Shift{Name: s.Name, Start: clockMicros(s.Start), End: clockMicros(s.End), Days: days})
	}
	for _, b := range l.Breaks {
		c.Breaks = append(c.Breaks, reference.Break{Start: clockMicros(b.Start), End: clockMicros(b.End)})
	}
	for _, h := range l.Holidays {
		at, _ := time.Parse(time.DateOnly, h)
		c.Holidays = append(c.Holidays, at.Unix()/86_400)
	}
	for _, p := range l.Stops {
		c.Stops = append(c.Stops, reference.Break{Start: p.From.UnixMicro(), End: p.To.UnixMicro()})
	}
	return c
}

func setJudged(r *reference.RunRateParams, p RunRateParams) {
	set(&r.RunGap, p.RunGap, func(d Duration) int64 { return time.Duration(d).Microseconds() })
	set(&r.BreakOnPartChange, p.BreakOnPartChange, same)
	set(&r.Tolerance, p.Tolerance, millionths)
	set(&r.StopFactor, p.StopFactor, millionths)
	set(&r.IdleCT, p.IdleCT, millionths)
	set(&r.GapSlack, p.GapSlack, millionths)
	set(&r.Reference, p.Reference, same)
	set(&r.MinShots, p.MinShots, same)
	set(&r.ShotTime, p.ShotTime, same)
	set(&r.MicroStop, p.MicroStop, func(d Duration) int64 { return time.Duration(d).Microseconds() })
}

func set[A, B any](to *B, from *A, as func(A) B) {
	if from != nil {
		*to = as(*from)
	}
}

func same[T any](v T) T { return v }

func millionths(v float64) int64 { return int64(v*1e6 + 0.5) }
