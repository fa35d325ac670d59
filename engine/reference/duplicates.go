package reference

import "slices"

type shotKey struct {
	counter string
	time    int64
	seq     Int
}

type shotValue struct {
	ct    int64
	temp  Float
	extra Text
}

func (it item) key() shotKey     { return shotKey{it.counter, it.time, it.seq} }
func (it item) value() shotValue { return shotValue{it.ct, it.temp, it.extra} }

// separateDuplicates keeps the newest item of each shot. The newest of each
// other value is a conflict; all further copies are exact duplicates.
func separateDuplicates(items []item) (kept, conflicts, copies []item) {
	items = slices.Clone(items)
	slices.SortFunc(items, newer)
	taken := map[shotKey]bool{}
	known := map[shotKey]map[shotValue]bool{}
	for _, it := range items {
		switch {
		case !taken[it.key()]:
			taken[it.key()] = true
			known[it.key()] = map[shotValue]bool{it.value(): true}
			kept = append(kept, it)
		case !known[it.key()][it.value()]:
			known[it.key()][it.value()] = true
			conflicts = append(conflicts, it)
		default:
			copies = append(copies, it)
		}
	}
	return kept, conflicts, copies
}
