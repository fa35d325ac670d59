package pages

import (
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// worst lists the tools that lose most, what to, and since when.
func (p *Pages) worst(r request, o analysis.Overview) (templates.Section, []templates.Ranked) {
	section := templates.Section{
		ID: "worst", Head: "Worst tools", Note: "hours lost, main cause, since when",
		Tail: []templates.Link{{Text: "What to do", URL: r.opens(roiPath).String() + "#todo-part"}, {Text: "CSV", URL: csvLink(r, "losses", "")}},
	}
	var list []templates.Ranked
	for _, l := range o.Worst {
		list = append(list, templates.Ranked{
			Name: l.Tool, Kind: lossKind(l.Cause), Text: p.lossText(r, o, l),
			Figure: hours(l.LossUS), Quiet: percent(&l.Share) + " %",
			Title: engine.Count(l.LossUS) + " µs of downtime and slow cycles, " + percent(&l.Share) + " % of the fleet's",
			URL:   r.tool(l.Tool).String(),
		})
	}
	return section, list
}

func lossKind(cause string) string {
	switch cause {
	case "gap":
		return "gaps"
	case "long":
		return "long cycles"
	case "idle":
		return "idle"
	case analysis.SlowCycles:
		return "slow cycles"
	}
	return "a stop from before"
}

// lossText says what the cause is, what it cost, and since when it goes on.
func (p *Pages) lossText(r request, o analysis.Overview, l analysis.Loss) string {
	words := causeWords(l.Cause)
	if l.Cause == analysis.SlowCycles {
		words = "slower than the reference"
	}
	var parts []string
	if words != "" {
		parts = append(parts, words+", "+hours(l.CauseUS)+" h")
	}
	first := o.First
	if from := r.window.From; !from.IsZero() && from.Time.After(first) {
		first = from.Time
	}
	switch {
	case l.Since.IsZero():
		parts = append(parts, "not on the last day")
	case l.Since.After(first):
		parts = append(parts, "since "+day(l.Since, p.Clock()))
	default:
		parts = append(parts, "all the time")
	}
	return strings.Join(parts, "; ")
}

// lossBars is the same for a phone, which has no room for the map.
func lossBars(r request, o analysis.Overview) (templates.Section, templates.Bars) {
	section := templates.Section{ID: "loss", Head: "Where the loss sits", Note: "stops and slow cycles"}
	bars := templates.Bars{Caption: "Loss by tool", Heads: [3]string{"tool", "hours", "share, %"}}
	rest := o.Total.DowntimeUS + o.Total.SpeedLossUS
	for _, l := range o.Worst {
		rest -= l.LossUS
	}
	for _, l := range o.Worst {
		bars.Rows = append(bars.Rows, templates.Bar{
			Label: l.Tool, URL: r.tool(l.Tool).String(), Text: hours(l.LossUS), Quiet: percent(&l.Share),
			Share: l.Share / max(o.Worst[0].Share, 1e-9),
		})
	}
	if n := o.Tools - len(o.Worst); n > 0 { // without a bar, which would dwarf the others
		bars.Rows = append(bars.Rows, templates.Bar{
			Label: plural(int64(n), "other", "others"), URL: r.opens("/tools").String(), Text: hours(rest),
			Quiet: percent(share(rest, o.Total.DowntimeUS+o.Total.SpeedLossUS)),
		})
	}
	return section, bars
}

// doubtful lists the tools whose figures should be taken with care, and then
// what is in no figure at all.
func doubtful(r request, o analysis.Overview, leftOut []analysis.LeftOut) (templates.Section, []templates.Doubtful, string) {
	section := templates.Section{ID: "doubts", Head: "Data doubts"}
	var list []templates.Doubtful
	for _, t := range o.List {
		doubts := t.Doubts()
		if len(doubts) == 0 || len(list) == doubtsShown {
			continue
		}
		d := templates.Doubtful{Name: t.Code, Text: doubtWords(doubts), Title: doubtWords(doubts), URL: r.tool(t.Code).String()}
		if t.DoubtfulUS > 0 {
			d.Figure = hours(t.DoubtfulUS) + " h"
		}
		list = append(list, d)
	}
	for _, l := range leftOut[:min(max(doubtsShown+1-len(list), 0), len(leftOut))] {
		list = append(list, templates.Doubtful{
			Name: plural(l.Count, "shot", "shots"), Text: "left out: " + strings.ReplaceAll(l.Reason, "_", " "), Title: "they are in no figure", URL: dataPath(r).String(),
		})
	}
	if o.Doubts.Tools > 0 {
		section.Tail = []templates.Link{{Text: "All tools by doubt", URL: doubtsPath(r)}}
	}
	return section, list, "None: no tool lacks shots, data of good quality or an approved cycle time."
}

func doubtWords(doubts []analysis.Doubt) string {
	var words []string
	for _, d := range doubts {
		words = append(words, string(d))
	}
	return strings.Join(words, "; ")
}
