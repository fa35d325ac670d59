package reference

// Gap is a row of mart.missing_shot: numbers that a counter left out.
type Gap struct {
	Counter       string
	EquipmentCode string
	FromSeq       int64 // first number left out
	ToSeq         int64 // last one
	Shots         int64 // that never came
	Quarantined   int64 // that came and are in quarantine
	FromUTC       int64 // of the shot before
	ToUTC         int64 // of the shot after
	LocalDate     int64 // of the shot after
}

// Missing finds the gaps in the numbers of each counter. Shots without a seq
// say nothing, and a seq that goes backwards is a reset.
func Missing(r Result) []Gap {
	gaps := []Gap{}
	last := map[string]Shot{}
	for _, s := range r.Shots {
		before, seen := last[s.Counter]
		last[s.Counter] = s
		if !seen || !before.Seq.Valid || !s.Seq.Valid || s.Seq.V-before.Seq.V <= 1 {
			continue
		}
		g := Gap{
			Counter: s.Counter, EquipmentCode: s.EquipmentCode, FromSeq: before.Seq.V + 1, ToSeq: s.Seq.V - 1,
			FromUTC: before.TimeUTC, ToUTC: s.TimeUTC, LocalDate: s.LocalDate,
		}
		g.Quarantined = sentInGap(r.Quarantine, g)
		g.Shots = g.ToSeq - g.FromSeq + 1 - g.Quarantined
		gaps = append(gaps, g)
	}
	return gaps
}

// sentInGap counts the numbers of a gap whose items came on its days and were
// quarantined.
func sentInGap(entries []Quarantined, g Gap) int64 {
	seqs := map[int64]bool{}
	for _, q := range entries {
		in := q.Seq.Valid && q.Seq.V >= g.FromSeq && q.Seq.V <= g.ToSeq
		onDay := q.UTCDay.Valid && q.UTCDay.V >= floorDiv(g.FromUTC, day) && q.UTCDay.V <= floorDiv(g.ToUTC, day)
		if q.Counter == some(g.Counter) && in && onDay {
			seqs[q.Seq.V] = true
		}
	}
	return int64(len(seqs))
}
