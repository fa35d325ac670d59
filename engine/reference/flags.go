package reference

// Flags is a set of data quality flags. The bits are this package's own:
// compare by Names.
type Flags uint32

// The flags in the order of quality.md.
const (
	NoSeq Flags = 1 << iota
	BadTemperature
	SeqReset
	AfterGap
	Overlap
	AssignmentStale
	AssignmentConflict
	AssignmentBackfill
	AssignmentCounter
	TwoCounters
	NoPart
	PartFirstKnown
	CavitiesDefault
	NoApprovedCT
	NoSupplier
	SupplierCycle
	NoLocation
	UnknownZone
)

type flagRule struct {
	name   string
	weight int64
}

// flagRules has name and weight of each flag, by the place of its bit.
func flagRules() []flagRule {
	return []flagRule{
		{"no_seq", 10}, {"bad_temperature", 10}, {"seq_reset", 5}, {"after_gap", 5}, {"overlap", 10},
		{"assignment_stale", 10}, {"assignment_conflict", 20}, {"assignment_backfill", 10}, {"assignment_counter", 15},
		{"two_counters", 30}, {"no_part", 10}, {"part_first_known", 10}, {"cavities_default", 5},
		{"no_approved_ct", 15}, {"no_supplier", 5}, {"supplier_cycle", 5}, {"no_location", 10}, {"unknown_zone", 15},
	}
}

// Names lists the flags in the order of quality.md.
func (f Flags) Names() []string {
	names := []string{}
	for i, r := range flagRules() {
		if f&(1<<i) != 0 {
			names = append(names, r.name)
		}
	}
	return names
}

// Score is 100 minus the weights of the flags, floored at 0.
func (f Flags) Score() int64 {
	score := int64(100)
	for i, r := range flagRules() {
		if f&(1<<i) != 0 {
			score -= r.weight
		}
	}
	return max(0, score)
}
