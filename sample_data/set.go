package sampledata

import "slices"

// set is all that is known once the shots are made.
type set struct {
	Options
	plants    []*plant
	tools     []*tool
	recorders []*recorder
	stories   []Story
	faults    faults
}

// newSet lays out tools, load, stories and faults.
func newSet(o Options) (*set, plan, error) {
	all, err := plants()
	if err != nil {
		return nil, plan{}, err
	}
	s := &set{Options: o, plants: all, tools: makeTools(o.Tools, all, o.Seed), faults: faultsOf(o.Faults)}
	p, err := makePlan(o, s.tools)
	if err != nil {
		return nil, plan{}, err
	}
	s.From = p.From
	from, anchor := s.From.UnixMilli(), s.Anchor.UnixMilli()
	spares := MaxTools
	scene := stage{from: from, to: anchor, tools: s.tools, spares: func() *counter {
		spares++
		return newCounter(spares, o.Seed)
	}}
	s.stories = scene.plant()
	for _, t := range slices.Concat(s.tools, s.strangers(p)) {
		s.recorders = append(s.recorders, &recorder{
			press: newPress(t, o.Seed, from, s.faults.on), faults: s.faults, seed: o.Seed, to: anchor,
		})
	}
	return s, p, nil
}

// strangers are what the faults add to the plants: tools without a known zone,
// counters without a tool.
func (s *set) strangers(p plan) []*tool {
	for i := range min(s.faults.zones, len(s.tools)) {
		s.tools[len(s.tools)-1-i].location = int64(len(s.plants) + 1 + i)
	}
	ghosts := []*tool{}
	for i := range s.faults.ghosts {
		g := newTool(MaxTools+100+i, "", s.plants[i%len(s.plants)], 0, []int{0}, s.Seed)
		g.rhythm.steady, g.ghost = true, true
		g.setLoad(p.load, p.weekends)
		g.approved *= p.pace
		g.active = s.haunts(g, i)
		ghosts = append(ghosts, g)
	}
	return ghosts
}

// haunts is when a counter without a tool reports: for two days, or, with
// dense faults, for a twelfth of the window.
func (s *set) haunts(g *tool, i int) span {
	from, to := s.From.UnixMilli(), s.Anchor.UnixMilli()
	start := g.shiftAfter(from + (to-from)*int64(1+i)/4)
	if s.faults.dense {
		return span{start, start + max(dayMS, (to-from)/12)}
	}
	return span{start, start + min(2*dayMS, (to-from)/12)}
}
