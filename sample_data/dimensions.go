package sampledata

import (
	"slices"
	"strconv"
	"time"
)

func (s *set) dimensions() []*table {
	return []*table{s.molds(), s.moldParts(), s.partTable(), s.companyTable(), s.locations(), s.workOrders(), s.producedParts()}
}

func (s *set) molds() *table {
	t := &table{name: "MOLD", columns: []column{
		{"ID", whole}, {"EQUIPMENT_CODE", text}, {"COUNTER_CODE", text}, {"COUNTER_ID", whole}, {"CONTRACTED_CYCLE_TIME", whole},
		{"TOOLING_TYPE", text}, {"TOTAL_CAVITIES", whole}, {"DESIGNED_SHOT", whole}, {"DAILY_MAX_CAPACITY", whole},
		{"INITIAL_SHOT", whole}, {"COUNTER_SHOT_COUNT", whole}, {"CYCLE_TIME_LIMIT1", number}, {"CYCLE_TIME_LIMIT1UNIT", text},
		{"CYCLE_TIME_LIMIT2", number}, {"CYCLE_TIME_LIMIT2UNIT", text}, {"PRODUCTION_DAYS", text}, {"SHIFTS_PER_DAY", text},
		{"SUPPLIER_COMPANY_ID", whole}, {"LOCATION_ID", whole},
	}}
	for i, m := range s.tools {
		k := m.counterAt(s.To.UnixMilli())
		cavities := m.cavities(s.To.UnixMilli())
		capacity := int64(float64(len(m.plant.shifts))*7.5*3600/m.approved) * cavities
		row := []any{
			m.id, m.code, k.code, k.id, tenths(m.approved), m.kind, cavities, m.designed, capacity,
			m.initial, s.recorders[i].total,
		}
		row = append(row, m.limitValues()...)
		row = append(row, strconv.Itoa(m.plant.workdays), strconv.Itoa(len(m.plant.shifts)), m.supplier, m.location)
		t.add(row...)
	}
	return t
}

// limitValues are in % or in s; some tools have none.
func (t *tool) limitValues() []any {
	switch {
	case !t.limits:
		return []any{nil, nil, nil, nil}
	case t.index%3 == 0:
		return []any{round1(t.approved * 0.05), "SECOND", round1(t.approved * 0.1), "SECOND"}
	default:
		return []any{5.0, "PERCENTAGE", 10.0, "PERCENTAGE"}
	}
}

func tenths(seconds float64) int64   { return int64(seconds*10 + 0.5) }
func round1(seconds float64) float64 { return float64(tenths(seconds)) / 10 }

func (t *tool) cavities(at int64) int64 {
	sum := int64(0)
	for _, c := range t.casts[t.castIndex(at)].cavities {
		sum += c
	}
	return sum
}

func (s *set) moldParts() *table {
	t := &table{name: "MOLD_PART", columns: []column{{"MOLD_ID", whole}, {"PART_ID", whole}, {"CAVITY", whole}, {"SWITCHED_TIME", text}}}
	first := s.From.AddDate(-1, 0, 0)
	for i, m := range s.tools {
		for _, c := range m.casts {
			at := c.from
			if at == 0 {
				at = first.AddDate(0, 0, -m.index%300).UnixMilli()
			}
			for k, p := range c.parts {
				t.add(m.id, makePart(p).id, c.cavities[k], strconv.FormatInt(at*1_000_000, 10))
			}
		}
		if s.faults.dense && i%12 == 5 {
			t.add(m.id, makePart(m.casts[0].parts[0]).id, m.casts[0].cavities[0], "0000-00-00")
		}
	}
	return t
}

func (s *set) partTable() *table {
	t := &table{name: "PART", columns: []column{{"ID", whole}, {"PART_CODE", text}, {"NAME", text}}}
	used := map[int]bool{}
	for _, m := range s.tools {
		for _, c := range m.casts {
			for _, p := range c.parts {
				used[p] = true
			}
		}
	}
	indices := []int{}
	for p := range used {
		indices = append(indices, p)
	}
	slices.Sort(indices)
	for _, i := range indices {
		p := makePart(i)
		t.add(p.id, p.code, p.name)
	}
	return t
}

func (s *set) companyTable() *table {
	t := &table{name: "COMPANY", columns: []column{{"ID", whole}, {"NAME", text}, {"PARENT_ID", whole}, {"COMPANY_TYPE", text}, {"TIER", text}, {"COUNTRY", text}}}
	for _, c := range companies() {
		t.add(c.id, c.name, orNull(c.parent, 0), c.kind, orNull(c.tier, ""), c.country)
	}
	return t
}

func orNull[T comparable](v, none T) any {
	if v == none {
		return nil
	}
	return v
}

// oddZones are names that no zone table has.
func oddZones() []string { return []string{"America/Grand_Rapids", ""} }

func (s *set) locations() *table {
	t := &table{name: "LOCATION", columns: []column{{"ID", whole}, {"NAME", text}, {"TIME_ZONE_ID", text}, {"COMPANY_ID", whole}}}
	for _, p := range s.plants {
		t.add(p.id, p.name, p.zone, int64(1))
	}
	for i := range s.faults.zones {
		t.add(int64(len(s.plants)+1+i), "Tool shop "+string(rune('A'+i)), orNull(oddZones()[i], ""), int64(1))
	}
	return t
}

func (s *set) workOrders() *table {
	t := &table{name: "WORK_ORDER", columns: []column{{"ID", whole}, {"MOLD_ID", whole}, {"ORDER_TYPE", text}, {"STATUS", text}, {"COMPLETED_AT", instant}}}
	id := int64(70_001)
	for _, m := range s.tools {
		d := traits{m.key}
		every := 21 + d.below(60, 25)
		for day := dayNumber(s.From) - int64(d.below(61, every)); day < dayNumber(s.To); day += int64(every) {
			at := m.plant.clock(int(day), 300+int64(d.below(uint64(day), 90)))
			if at < s.To.UnixMilli() {
				t.add(id, m.id, "PREVENTIVE", []string{"Completed", "COMPLETED", "completed"}[m.index%3], at*1000)
				id++
			}
		}
		t.add(id, m.id, "PREVENTIVE", "OPEN", nil)
		id++
	}
	for _, story := range s.stories {
		if story.Kind == LongBreakdown || story.Kind == MicroStops {
			t.add(id, s.moldOf(story.Tool), "CORRECTIVE", "Completed", min(story.To.UnixMicro(), s.To.Add(-time.Minute).UnixMicro()))
			id++
		}
	}
	return t
}

func (s *set) moldOf(code string) int64 {
	for _, m := range s.tools {
		if m.code == code {
			return m.id
		}
	}
	return 0
}

// producedParts are the parts of each production day; a poor tool scraps more.
func (s *set) producedParts() *table {
	t := &table{name: "PRODUCED_PART", columns: []column{
		{"MOLD_ID", whole}, {"PART_ID", whole}, {"DAY", date}, {"TOTAL_PRODUCED_AMOUNT", whole}, {"TOTAL_REJECTED_AMOUNT", whole},
	}}
	for i, m := range s.tools {
		rate := 0.004 + m.slow*0.15
		for _, made := range s.recorders[i].made {
			c := m.casts[made.cast]
			for k, p := range c.parts {
				amount := made.shots * c.cavities[k]
				rejected := int64(float64(amount) * rate * (0.4 + 1.2*unit(mix(m.key^uint64(p), uint64(made.day)))))
				t.add(m.id, makePart(p).id, int64(made.day), amount, rejected)
			}
		}
	}
	return t
}
