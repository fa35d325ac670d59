package reference

import (
	"slices"
	"strings"
)

// setParts fills the part columns and the cavities, and gives the rows of
// master_shot_part: only family molds have them.
func (w world) setParts(s *Shot, mold Mold) []ShotPart {
	rows, method := w.partsInForce(mold.ID, s.TimeUTC)
	slices.SortFunc(rows, func(a, b MoldPart) int { return compareInt(null(a.PartID), null(b.PartID)) })
	s.Cavities = w.setCavities(s, mold, rows)
	if len(rows) == 0 {
		s.Flags |= NoPart
		return nil
	}
	if method == "first_known" {
		s.Flags |= PartFirstKnown
	}
	s.PartMethod = some(method)
	s.PartCount = int64(len(rows))
	main := rows[0]
	for _, r := range rows[1:] {
		if cavity(r) > cavity(main) {
			main = r
		}
	}
	s.PartID = some(*main.PartID)
	s.PartCode, s.PartName = w.part(*main.PartID, s.TimeUTC)
	if len(rows) == 1 {
		return nil
	}
	family := []ShotPart{}
	for _, r := range rows {
		partCode, _ := w.part(*r.PartID, s.TimeUTC)
		family = append(family, ShotPart{s.Counter, s.TimeUTC, s.Seq, *r.PartID, partCode, cavity(r)})
	}
	return family
}

// partsInForce gives the rows with the latest switch up to t, else those with
// the earliest one.
func (w world) partsInForce(mold, t int64) ([]MoldPart, string) {
	switches := map[int64][]MoldPart{}
	for _, r := range w.in.MoldParts {
		at, readable := parseSwitch(r.SwitchedTime)
		if r.MoldID == mold && r.holds(t) && readable && r.PartID != nil {
			switches[at] = append(switches[at], r)
		}
	}
	times := sortedKeys(switches)
	if len(times) == 0 {
		return nil, ""
	}
	if times[0] > t {
		return switches[times[0]], "first_known"
	}
	latest := times[0]
	for _, at := range times {
		if at <= t {
			latest = at
		}
	}
	return switches[latest], "switched"
}

// setCavities: the sum of the parts in force, else TOTAL_CAVITIES, else 1.
func (w world) setCavities(s *Shot, mold Mold, rows []MoldPart) int64 {
	sum := int64(0)
	for _, r := range rows {
		sum += cavity(r)
	}
	if sum > 0 {
		return sum
	}
	if total := null(mold.TotalCavities); total.V > 0 {
		return total.V
	}
	s.Flags |= CavitiesDefault
	return 1
}

// cavity is the parts per shot of a row; 0 where it does not count.
func cavity(r MoldPart) int64 { return max(0, null(r.Cavity).V) }

func (w world) part(id, t int64) (partCode, name Text) {
	for _, p := range w.in.Parts {
		if p.ID == id && p.holds(t) {
			return code(p.PartCode), null(p.Name)
		}
	}
	return Text{}, Text{}
}

// parseSwitch reads whole epoch ns and cuts them to µs.
func parseSwitch(text *string) (int64, bool) {
	if text == nil || strings.ContainsAny(*text, ".eE") {
		return 0, false
	}
	n, ok := parseNumber(*text)
	if !ok {
		return 0, false
	}
	ns, ok := n.whole()
	return floorDiv(ns, 1000), ok
}
