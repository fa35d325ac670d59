package analysis

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// sameWithin is how much of itself a pace may wander before it is another one;
// events.sql names a change from the same size on.
const sameWithin = 0.02

// Tempo is the reference cycle time that a tool has at the end of a window,
// beside the one that is approved then.
type Tempo struct {
	CT        float64   // seconds
	SinceUTC  time.Time // zero where it has it all through the window
	Approved  *float64  // seconds
	Deviation *float64  // CT / Approved − 1
}

// Tempo is nil without a run that has a reference.
func (s Shots) Tempo() *Tempo {
	if len(s.References) == 0 {
		return nil
	}
	at := len(s.References) - 1
	p := &Tempo{CT: s.References[at].CT}
	for at > 0 && math.Abs(s.References[at-1].CT-p.CT) < sameWithin*p.CT {
		at--
	}
	if at > 0 {
		p.SinceUTC = s.References[at].FromUTC
	}
	if len(s.Limits) > 0 {
		p.Approved = s.Limits[len(s.Limits)-1].Approved
	}
	if p.Approved != nil && *p.Approved > 0 {
		deviation := p.CT / *p.Approved - 1
		p.Deviation = &deviation
	}
	return p
}

// Sentence is the answer: at what pace the tool cycles, since when, and how far
// that is from what is approved. Empty without shots.
func (s Shots) Sentence() string {
	p := s.Tempo()
	switch {
	case s.Total == 0:
		return ""
	case p == nil:
		return fmt.Sprintf("%s made only idle shots", s.Tool)
	}
	words := fmt.Sprintf("%s cycled at %.1f s", s.Tool, p.CT)
	if !p.SinceUTC.IsZero() {
		words = fmt.Sprintf("%s has cycled at %.1f s since %s", s.Tool, p.CT, s.day(p.SinceUTC))
	}
	switch {
	case p.Deviation == nil:
		return words + "; no cycle time is approved"
	case math.Abs(*p.Deviation) < 0.005:
		return fmt.Sprintf("%s, as approved", words)
	case *p.Deviation > 0:
		return fmt.Sprintf("%s, %s over the approved %.1f s", words, roundly(*p.Deviation), *p.Approved)
	}
	return fmt.Sprintf("%s, %s under the approved %.1f s", words, roundly(-*p.Deviation), *p.Approved)
}

// Why tells the two measures of a shot apart: the approved limits, and the pace
// of the run that it is in.
func (s Shots) Why(h Histogram) string {
	var all []string
	if judged := h.Below + h.Within + h.Above; judged > 0 {
		all = append(all, fmt.Sprintf("%s of its shots are over the approved limit L1", roundly(part(h.Above, judged))))
	}
	for _, c := range s.Classes {
		if c.Class == "slow" {
			all = append(all, fmt.Sprintf("%s are slow for the run that they are in", roundly(part(c.Shots, s.Total))))
		}
	}
	words := strings.Join(all, "; ")
	if words != "" {
		words += "."
	}
	return strings.TrimSpace(words + " " + s.before())
}

// before says what came not long before the pace changed.
func (s Shots) before() string {
	const soon = 14 * 24 * time.Hour
	p := s.Tempo()
	if p == nil || p.SinceUTC.IsZero() {
		return ""
	}
	words := ""
	for _, e := range s.Events {
		after := p.SinceUTC.Sub(e.AtUTC)
		if e.Kind != "part" || after < 0 || after > soon {
			continue
		}
		words = fmt.Sprintf("The step came with the change of part from %s to %s.", e.Before, e.After)
		if days := int(math.Round(after.Hours() / 24)); days == 1 {
			words = fmt.Sprintf("The step came a day after the part changed from %s to %s.", e.Before, e.After)
		} else if days > 1 {
			words = fmt.Sprintf("The step came %d days after the part changed from %s to %s.", days, e.Before, e.After)
		}
	}
	return words
}

// Step is the last event in the window from which on the tool cycles otherwise:
// another pace, or another part; zero without one.
func (s Shots) Step() time.Time {
	var at time.Time
	for _, kind := range []string{"part", "reference"} {
		for _, e := range s.Events {
			if e.Kind == kind && e.AtUTC.After(s.FromUTC) {
				at = e.AtUTC
			}
		}
	}
	return at
}

func (s Shots) day(at time.Time) string {
	local := s.Local(at)
	if local.Year() != s.Local(s.ToUTC).Year() {
		return local.Format("2 Jan 2006")
	}
	return local.Format("2 Jan")
}

// roundly is a share in whole percents, small ones with one place.
func roundly(share float64) string {
	if share > 0 && share < 0.0005 {
		return "under 0.1 %"
	}
	if share >= 0.0995 || share == 0 {
		return fmt.Sprintf("%.0f %%", 100*share)
	}
	return fmt.Sprintf("%.1f %%", 100*share)
}
