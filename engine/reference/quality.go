package reference

import "time"

// QualityKey is a tool and a local production day.
type QualityKey struct {
	EquipmentCode string
	LocalDate     int64
}

// QualityDay is a row of mart.data_quality_day: counts, and scores 0..100.
type QualityDay struct {
	Items, Shots, BadItems, Conflicts, Duplicates, Flawed, Missing, ValuesThere, ValuesExpected, LostPoints, Late int64

	temperatures int64
}

// Scores are the five dimensions and their weighted mean; one without a whole
// is NULL and takes no part.
type Scores struct {
	Validity, Uniqueness, Completeness, Consistency, Timeliness, Overall Float
	Status                                                               string
}

// Quality counts what the scores of each tool and day are made of. shots are
// those of r with the flags that only the run rate knows.
func Quality(in Input, p Params, r Result, shots []Shot) map[QualityKey]*QualityDay {
	q := quality{newWorld(in, p), map[QualityKey]*QualityDay{}}
	packets := map[uint64]Packet{}
	for _, packet := range in.Packets {
		packets[packet.PacketID] = packet
	}
	for _, s := range shots {
		q.day(s.EquipmentCode, s.LocalDate).addShot(s, packets[s.PacketID])
	}
	for _, g := range Missing(r) {
		q.day(g.EquipmentCode, g.LocalDate).Missing += min(g.Shots, floorDiv(g.ToUTC-g.FromUTC, second))
	}
	for _, e := range r.Quarantine {
		q.addEntry(e)
	}
	for _, d := range r.ExactDuplicates {
		if of := q.at(d.Counter, d.TimeUTC); of != nil {
			of.Duplicates++
		}
	}
	for key, d := range q.days {
		d.Items = d.Shots + d.BadItems + d.Conflicts + d.Duplicates
		if d.temperatures > 0 {
			d.ValuesExpected += d.Shots
		}
		if d.Items == 0 && d.Missing == 0 {
			delete(q.days, key)
		}
	}
	return q.days
}

type quality struct {
	world world
	days  map[QualityKey]*QualityDay
}

func (q quality) day(tool string, date int64) *QualityDay {
	key := QualityKey{tool, date}
	if q.days[key] == nil {
		q.days[key] = &QualityDay{}
	}
	return q.days[key]
}

// at is the tool and the day of a counter at an instant; nil without a tool.
func (q quality) at(counter string, us int64) *QualityDay {
	s, _, ok := q.world.shot(item{counter: counter, time: us})
	if !ok {
		return nil
	}
	return q.day(s.EquipmentCode, s.LocalDate)
}

// addEntry: an item without a readable time counts at the start of its day.
func (q quality) addEntry(e Quarantined) {
	at := e.TimeUTC
	if !at.Valid && e.UTCDay.Valid {
		at = some(e.UTCDay.V * day)
	}
	if e.Reason == "unmapped" || !at.Valid || !e.Counter.Valid {
		return
	}
	of := q.at(e.Counter.V, at.V)
	switch {
	case of == nil:
	case e.Level <= 2:
		of.BadItems++
	default:
		of.Conflicts++
	}
}

func (d *QualityDay) addShot(s Shot, p Packet) {
	d.Shots++
	d.ValuesThere += 2
	d.ValuesExpected += 3
	if s.Seq.Valid {
		d.ValuesThere++
	}
	if s.Temperature.Valid {
		d.ValuesThere++
		d.temperatures++
	}
	if s.Flags&(NoSeq|BadTemperature) != 0 {
		d.Flawed++
	}
	d.LostPoints += acrossSources(s.Flags)
	if isLate(s, p) {
		d.Late++
	}
}

// acrossSources is the sum of the weights of the flags of level 4.
func acrossSources(f Flags) int64 {
	lost := int64(0)
	for i, r := range flagRules() {
		if i >= 5 && f&(1<<i) != 0 {
			lost += r.weight
		}
	}
	return min(100, lost)
}

// isLate: a packet that says to have begun within the 48 h is not looked into.
func isLate(s Shot, p Packet) bool {
	limit := p.ArrivedUTC.Add(-48 * time.Hour).UnixMicro()
	return s.TimeUTC < limit && (p.ShotStartTime == nil || floorDiv(*p.ShotStartTime, 1000) < limit)
}

// Scores makes scores of the counts.
func (d QualityDay) Scores() Scores {
	s := Scores{
		Validity:    share(d.Items-d.BadItems-d.Flawed, d.Items),
		Uniqueness:  share(d.Items-d.Conflicts-d.Duplicates, d.Items),
		Consistency: share(100*d.Shots-d.LostPoints, 100*d.Shots),
		Timeliness:  share(d.Shots-d.Late, d.Shots),
	}
	switch {
	case d.Shots > 0:
		s.Completeness = some(100 * (float64(d.Shots) / float64(d.Shots+d.Missing)) * (float64(d.ValuesThere) / float64(d.ValuesExpected)))
	case d.Missing > 0:
		s.Completeness = some(0.0)
	}
	s.weigh()
	return s
}

func (s *Scores) weigh() {
	sum, weights := 0.0, 0.0
	for _, part := range []struct {
		score  Float
		weight float64
	}{{s.Validity, 30}, {s.Uniqueness, 10}, {s.Completeness, 30}, {s.Consistency, 20}, {s.Timeliness, 10}} {
		if part.score.Valid {
			sum += part.weight * part.score.V
			weights += part.weight
		}
	}
	s.Overall = some(sum / weights)
	switch {
	case s.Overall.V >= 95:
		s.Status = "ok"
	case s.Overall.V >= 80:
		s.Status = "watch"
	default:
		s.Status = "poor"
	}
}

func share(part, whole int64) Float {
	if whole == 0 {
		return Float{}
	}
	return some(float64(100*part) / float64(whole))
}

// CountedHour is what STATISTICS counts of a counter in an hour, beside the
// shots that there are.
type CountedHour struct {
	Counter         string
	HourUTC         int64
	Expected, Found int64
}

// Reconcile compares the counts of STATISTICS with the shots. Rows that are gone
// from the source count only where none is left for their hour.
func Reconcile(in Input, p Params, shots []Shot) []CountedHour {
	type hour struct {
		counter string
		start   int64
	}
	type row struct {
		hour
		mold Int
		gone bool
	}
	most := map[row]int64{}
	for _, s := range in.Statistics {
		start, readable := parseHour(s.Hour, p.HourZone)
		counter := code(s.CI)
		if !readable || !counter.Valid || s.ShotCount == nil {
			continue
		}
		r := row{hour{counter.V, start}, null(s.MoldID), s.Gone}
		most[r] = max(most[r], *s.ShotCount)
	}
	there, all := map[hour]int64{}, map[hour]int64{}
	for r, shots := range most {
		all[r.hour] += shots
		if !r.gone {
			there[r.hour] += shots
		}
	}
	found := map[hour]int64{}
	for _, s := range shots {
		found[hour{s.Counter, floorDiv(s.TimeUTC, 60*minute) * 60 * minute}]++
	}
	counted := []CountedHour{}
	for h, shots := range all {
		if left, ok := there[h]; ok {
			shots = left
		}
		counted = append(counted, CountedHour{h.counter, h.start, shots, found[h]})
	}
	return counted
}
