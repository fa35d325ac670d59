package reference

import "slices"

// isIdle compares ct with the sentinel, both rounded half up to 1 ms.
func isIdle(ct int64, p RunRateParams) bool { return millis(ct) >= millis(p.IdleCT) }

// isLong compares ct with stop_factor × ref, both rounded half up to 1 ms.
func isLong(ct int64, ref Int, p RunRateParams) bool {
	return ref.Valid && millis(ct) > limitMillis(ref.V, p.StopFactor)
}

// limitMillis is ref (µs) × factor (millionths), rounded half up to 1 ms.
func limitMillis(ref, factor int64) int64 {
	return floorDiv(ref*factor+500_000_000, 1_000_000_000)
}

// reference gives the reference cycle time of a run in µs and its method.
func reference(shots []Shot, p RunRateParams) (Int, string) {
	cts := []int64{}
	approved := Int{}
	for _, s := range shots {
		if !isIdle(s.CT, p) {
			cts = append(cts, s.CT)
		}
		if !approved.Valid {
			approved = s.ApprovedCT
		}
	}
	switch {
	case p.Reference == "mode" && len(cts) > 0 && len(cts) >= p.MinShots:
		return some(mode(cts)), "mode"
	case p.Reference == "median" && len(cts) > 0:
		return some(median(cts)), "median"
	case approved.Valid:
		return approved, "approved"
	case len(cts) > 0:
		return some(median(cts)), "median"
	}
	return Int{}, "none"
}

// mode is the most frequent ct on a grid of 0.1 s (half up), the smallest of
// several.
func mode(cts []int64) int64 {
	counts := map[int64]int{}
	for _, ct := range cts {
		counts[floorDiv(ct+50*millisecond, 100*millisecond)]++
	}
	best := int64(-1)
	for _, tenth := range sortedKeys(counts) {
		if best < 0 || counts[tenth] > counts[best] {
			best = tenth
		}
	}
	return best * 100 * millisecond
}

// median interpolates linearly, half up to 1 µs.
func median(cts []int64) int64 {
	cts = slices.Sorted(slices.Values(cts))
	n := len(cts)
	if n%2 == 1 {
		return cts[n/2]
	}
	return floorDiv(cts[n/2-1]+cts[n/2]+1, 2)
}
