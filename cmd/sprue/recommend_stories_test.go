package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine/analysis"
	"sprue/engine/enginetest"
	sampledata "sprue/sample_data"
)

// recommended counts which stories are named by the right rule for the right tool,
// and what is found about tools that nothing happens to.
type recommended struct {
	stories map[string]*storyCount // by kind
	falsely map[analysis.Rule]int
	months  int // of clean tools
}

type storyCount struct{ planted, named int }

func newRecommended() *recommended {
	return &recommended{stories: map[string]*storyCount{}, falsely: map[analysis.Rule]int{}}
}

// rightRules are those that name a story. The others of the generator are no
// matter of a tool's shots: a temperature that nobody acts on after three days, a
// counter that moves, parts that change as planned, a family mold, a clock.
func rightRules() map[string]analysis.Rule {
	return map[string]analysis.Rule{
		sampledata.SlowAfterSettingChange: analysis.RuleSlowCycle,
		sampledata.CoolingDrift:           analysis.RuleDrift,
		sampledata.MicroStops:             analysis.RuleMicroStops,
		sampledata.LongBreakdown:          analysis.RuleStops,
		sampledata.FasterThanApproved:     analysis.RuleApprovedCTWrong,
		sampledata.SupplierGap:            analysis.RuleSupplierGap,
		sampledata.EndOfLife:              analysis.RuleEndOfLife,
	}
}

// TestStoriesAreRecommended takes 20 plants as large as the demo's with SPRUE_SOAK;
// without it a small one counts in TestPlantedStoriesAreFoundAgain.
func TestStoriesAreRecommended(t *testing.T) {
	if !enginetest.IsSoak(t) {
		t.Skip("20 plants; with SPRUE_SOAK")
	}
	all := newRecommended()
	for seed := range uint64(20) {
		p, truth := plantedPlace(t, 100+seed, "1000000")
		all.add(t, p, truth)
	}
	all.report(t)
}

// add asks about the last 28 days of each story, and about three times 28 days of
// all tools.
func (r *recommended) add(t *testing.T, p *place, truth sampledata.Truth) {
	t.Helper()
	involved := map[string]bool{}
	for _, s := range truth.Stories {
		involved[s.Tool], involved[s.OtherTool] = true, true
		rule, ok := rightRules()[s.Kind]
		if !ok {
			continue
		}
		if r.stories[s.Kind] == nil {
			r.stories[s.Kind] = &storyCount{}
		}
		count := r.stories[s.Kind]
		count.planted++
		from, to := daysOf(s, truth)
		found := p.findings(t, from, to, "--tool", s.Tool)
		if slices.Contains(found, s.Tool+":"+string(rule)) {
			count.named++
		} else {
			t.Logf("%s on %s from %s to %s is not named: %v", s.Kind, s.Tool, from, to, found)
		}
	}
	clean := map[string]bool{}
	for _, tool := range truth.Tools {
		clean[tool.Tool] = !tool.Poor && !involved[tool.Tool]
		if clean[tool.Tool] {
			r.months += 3
		}
	}
	for month := range 3 {
		to := truth.To.AddDate(0, 0, -28*month)
		for _, id := range p.findings(t, to.AddDate(0, 0, -28).Format(time.DateOnly), to.Format(time.DateOnly)) {
			tool, rule, _ := strings.Cut(id, ":")
			if clean[tool] {
				r.falsely[analysis.Rule(rule)]++
				t.Logf("seed %d: %s up to %s, and nothing happens to it", truth.Seed, id, to.Format(time.DateOnly))
			}
		}
	}
}

func (p *place) findings(t *testing.T, from, to string, more ...string) []string {
	t.Helper()
	var ids []string
	for _, row := range p.run(append([]string{"recommend", "--from", from, "--to", to, "--format", "json"}, more...)...).rows(t) {
		ids = append(ids, row["id"].(string))
	}
	return ids
}

// daysOf are the production days of a story at its plant, the last 28 at most.
func daysOf(s sampledata.Story, truth sampledata.Truth) (from, to string) {
	zone := time.UTC
	for _, tool := range truth.Tools {
		if tool.Tool == s.Tool {
			zone, _ = time.LoadLocation(map[string]string{
				"Monterrey": "America/Monterrey", "Grand Rapids": "America/Detroit", "Suzhou": "Asia/Shanghai", "Brno": "Europe/Prague", "Pune": "Asia/Kolkata",
			}[tool.Plant])
		}
	}
	end := s.To.Add(-time.Second).In(zone).AddDate(0, 0, 1)
	begin := s.From.In(zone)
	if month := end.AddDate(0, 0, -28); begin.Before(month) {
		begin = month
	}
	return begin.Format(time.DateOnly), end.Format(time.DateOnly)
}

func (r *recommended) report(t *testing.T) {
	t.Helper()
	var all storyCount
	for _, kind := range slices.Sorted(maps.Keys(r.stories)) {
		s := r.stories[kind]
		enginetest.Figure(t, "%-26s %3d planted, %3d named by %s", kind, s.planted, s.named, rightRules()[kind])
		all.planted, all.named = all.planted+s.planted, all.named+s.named
	}
	sum := 0
	for _, rule := range slices.Sorted(maps.Keys(r.falsely)) {
		sum += r.falsely[rule]
		enginetest.Figure(t, "%-26s %3d of %d clean tool-months", rule, r.falsely[rule], r.months)
	}
	recall, per100 := float64(all.named)/float64(all.planted), 100*float64(sum)/float64(r.months)
	enginetest.Figure(t, "stories named: recall %.3f; on clean tools %.2f findings in 100 tool-months", recall, per100)
	if recall < 0.95 {
		t.Errorf("recall is %.3f", recall)
	}
	if sum > (r.months+99)/100 { // one in each 100 that are begun
		t.Errorf("%.2f findings in 100 clean tool-months", per100)
	}
}

// withBreaks has the source and the calendars of the sample's plants.
func (p *place) withBreaks() {
	p.t.Helper()
	calendars, err := sampledata.Calendars()
	if err != nil {
		p.t.Fatal(err)
	}
	text := "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\ncalendar:\n  for:\n"
	for _, c := range calendars {
		text += fmt.Sprintf("    - { location: %d, breaks: [", c.Location)
		for _, b := range c.Breaks {
			text += fmt.Sprintf(" { start: %q, end: %q },", b.Start, b.End)
		}
		text = strings.TrimSuffix(text, ",") + " ] }\n"
	}
	p.write("sprue.yaml", text)
}
