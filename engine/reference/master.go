package reference

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Result is core.master_shot and what was left out of it. Rows are ordered by
// their keys.
type Result struct {
	Shots           []Shot
	Quarantine      []Quarantined
	ExactDuplicates []Duplicate
	ShotParts       []ShotPart
	Balance         map[BalanceKey]Balance
	EmptyPackets    int
	OutsidePackets  int // packets of counters outside the pattern
	LeftOut         []LeftOut
}

// Shot is a row of core.master_shot.
type Shot struct {
	Counter            string
	Seq                Int
	TimeUTC            int64
	TimeLocal          int64
	UTCDay             int64
	LocalDate          int64
	CT                 int64
	Idle               bool // ct_status
	Temperature        Float
	TemperatureImputed Float // known only after RunRate
	EquipmentCode      string
	MoldID             int64
	MappingMethod      string
	PartID             Int
	PartCode           Text
	PartName           Text
	PartMethod         Text
	PartCount          int64
	Cavities           int64
	ApprovedCT         Int // µs
	ToolingType        Text
	ToolingFamily      string
	SupplierID         Int
	SupplierName       Text
	SupplierRoot       Text
	SupplierPath       Text
	SupplierLevel      Int
	SupplierCategory   Text
	LocationID         Int
	LocationName       Text
	TimeZone           string
	CTDeviation        Float
	Flags              Flags
	Extra              Text // canonical JSON, see CanonicalJSON
	PacketID           uint64
	Item               int64 // place in the packet, from 1
}

// Quarantined is a row of core.quarantine. Item is the place in the packet
// from 1, NULL for a whole packet.
type Quarantined struct {
	PacketID uint64
	Item     Int
	Level    int
	Reason   string
	Counter  Text
	TimeUTC  Int
	Seq      Int
	UTCDay   Int
}

// Duplicate is an item that was dropped as an exact copy.
type Duplicate struct {
	PacketID uint64
	Item     int64
	Counter  string
	TimeUTC  int64
}

// ShotPart is a row of core.master_shot_part; Cavities is 0 where CAVITY does
// not count.
type ShotPart struct {
	Counter  string
	TimeUTC  int64
	Seq      Int
	PartID   int64
	PartCode Text
	Cavities int64
}

// BalanceKey is a UTC day and a counter, NULL where a packet has none.
type BalanceKey struct {
	UTCDay  Int
	Counter Text
}

// Balance counts items: Items = Kept + Quarantined + Duplicates.
type Balance struct {
	Items       int
	Kept        int
	Quarantined int
	Duplicates  int
}

// Master computes core.master_shot by master-shot.md. The flags overlap and
// two_counters are known only after RunRate, which adds them.
func Master(in Input, p Params) Result {
	read := readPackets(in.Packets, p.CounterPattern)
	kept, conflicts, copies := separateDuplicates(read.items)
	r := Result{Quarantine: slices.Clone(read.quarantined), EmptyPackets: read.empty, OutsidePackets: read.outside}
	for _, it := range conflicts {
		r.Quarantine = append(r.Quarantine, quarantined(it, 3, "duplicate_conflict"))
	}
	for _, it := range copies {
		r.ExactDuplicates = append(r.ExactDuplicates, Duplicate{it.packet.PacketID, int64(it.place), it.counter, it.time})
	}
	w := newWorld(in, p)
	for _, it := range kept {
		s, parts, ok := w.shot(it)
		if !ok {
			r.Quarantine = append(r.Quarantine, quarantined(it, 4, "unmapped"))
			continue
		}
		r.Shots = append(r.Shots, s)
		r.ShotParts = append(r.ShotParts, parts...)
	}
	r.sort()
	setSeqFlags(r.Shots)
	r.Balance = r.balance(read, copies)
	r.LeftOut = w.leftOut(r.Quarantine)
	return r
}

func quarantined(it item, level int, reason string) Quarantined {
	return Quarantined{
		PacketID: it.packet.PacketID, Item: some(int64(it.place)), Level: level, Reason: reason,
		Counter: some(it.counter), TimeUTC: some(it.time), Seq: it.seq, UTCDay: some(floorDiv(it.time, day)),
	}
}

// shot enriches an item; false if no tool is found for it.
func (w world) shot(it item) (Shot, []ShotPart, bool) {
	mold, method, flags := w.mapTool(it.counter, it.time)
	if method == "" {
		return Shot{}, nil, false
	}
	s := Shot{
		Counter: it.counter, Seq: it.seq, TimeUTC: it.time, UTCDay: floorDiv(it.time, day),
		CT: it.ct, Idle: millis(it.ct) >= masterIdleCT, Temperature: it.temp,
		EquipmentCode: code(mold.EquipmentCode).V, MoldID: mold.ID, MappingMethod: method,
		ToolingType: null(mold.ToolingType), Flags: it.flags | flags,
		Extra: it.extra, PacketID: it.packet.PacketID, Item: int64(it.place),
	}
	parts := w.setParts(&s, mold)
	w.setSupplier(&s, mold)
	w.setLocation(&s, mold)
	w.setApproved(&s, mold)
	s.ToolingFamily = w.family(s)
	return s, parts, true
}

// masterIdleCT is 999.9 s in ms, the fixed limit of ct_status.
const masterIdleCT = 999_900

// setApproved: of several overrides that fit, the last one listed decides.
func (w world) setApproved(s *Shot, mold Mold) {
	s.ApprovedCT = some(null(mold.ContractedCycleTime).V * second / 10)
	for _, o := range w.in.Overrides {
		if o.ApprovedCT != nil && code(&o.Tool) == some(s.EquipmentCode) && inWindow(s.TimeUTC, o.From, o.To) {
			approved, _ := micros(*o.ApprovedCT)
			s.ApprovedCT = some(approved)
		}
	}
	if s.ApprovedCT.V <= 0 {
		s.ApprovedCT = Int{}
		s.Flags |= NoApprovedCT
		return
	}
	if !s.Idle {
		s.CTDeviation = some(seconds(s.CT)/seconds(s.ApprovedCT.V) - 1)
	}
}

func seconds(us int64) float64 { return float64(us) / 1e6 }

func (w world) family(s Shot) string {
	if w.params.Family != nil {
		if family, ok := w.params.Family(s.SupplierID, s.ToolingType); ok {
			return family
		}
	}
	return "Unknown"
}

// setSeqFlags compares each shot with the one before it of its counter; shots
// without a seq say nothing.
func setSeqFlags(shots []Shot) {
	last := map[string]Int{}
	for i := range shots {
		s := &shots[i]
		if before := last[s.Counter]; before.Valid && s.Seq.Valid {
			if s.Seq.V-before.V > 1 {
				s.Flags |= AfterGap
			}
			if s.Seq.V < before.V {
				s.Flags |= SeqReset
			}
		}
		last[s.Counter] = s.Seq
	}
}

// inOrder is (shot_time_utc, seq with NULL first, counter_code).
func inOrder(a, b Shot) int {
	return cmp.Or(cmp.Compare(a.TimeUTC, b.TimeUTC), compareInt(a.Seq, b.Seq), strings.Compare(a.Counter, b.Counter))
}

func (r *Result) sort() {
	slices.SortFunc(r.Shots, inOrder)
	slices.SortFunc(r.Quarantine, func(a, b Quarantined) int {
		return cmp.Or(cmp.Compare(a.PacketID, b.PacketID), compareInt(a.Item, b.Item))
	})
	slices.SortFunc(r.ExactDuplicates, func(a, b Duplicate) int {
		return cmp.Or(cmp.Compare(a.PacketID, b.PacketID), cmp.Compare(a.Item, b.Item))
	})
	slices.SortFunc(r.ShotParts, func(a, b ShotPart) int {
		return cmp.Or(cmp.Compare(a.TimeUTC, b.TimeUTC), compareInt(a.Seq, b.Seq),
			strings.Compare(a.Counter, b.Counter), cmp.Compare(a.PartID, b.PartID))
	})
}

// balance counts the items on one side from the packets, on the other side
// from the results.
func (r *Result) balance(read counted, copies []item) map[BalanceKey]Balance {
	balance := map[BalanceKey]Balance{}
	count := func(utcDay Int, counter Text, add Balance) {
		b := balance[BalanceKey{utcDay, counter}]
		b.Items += add.Items
		b.Kept += add.Kept
		b.Quarantined += add.Quarantined
		b.Duplicates += add.Duplicates
		balance[BalanceKey{utcDay, counter}] = b
	}
	for _, q := range read.quarantined {
		count(q.UTCDay, q.Counter, Balance{Items: 1})
	}
	for _, it := range read.items {
		count(some(floorDiv(it.time, day)), some(it.counter), Balance{Items: 1})
	}
	for _, s := range r.Shots {
		count(some(s.UTCDay), some(s.Counter), Balance{Kept: 1})
	}
	for _, q := range r.Quarantine {
		count(q.UTCDay, q.Counter, Balance{Quarantined: 1})
	}
	for _, it := range copies {
		count(some(floorDiv(it.time, day)), some(it.counter), Balance{Duplicates: 1})
	}
	return balance
}

func sortedKeys[V any](m map[int64]V) []int64 { return slices.Sorted(maps.Keys(m)) }
