package reference

import (
	"slices"
	"strings"
	"time"
)

const maxBackfill = day

// window is an assignment of a counter to a mold: [from, to) in µs.
type window struct {
	mold    int64
	from    int64
	to      Int   // NULL is open
	lastRow int64 // start of the last hour that names the assignment
}

// assignments are what STATISTICS say of one counter.
type assignments struct {
	windows   []window
	conflicts map[int64]bool // starts of hours with two molds
}

// world looks up the dimensions as they were at a time.
type world struct {
	in       Input
	params   Params
	assigned map[string]assignments // of the counters that were asked for
}

func newWorld(in Input, p Params) world { return world{in, p, map[string]assignments{}} }

// mapTool applies the steps of master-shot.md in their order. A step that
// names a mold which MOLD does not have at that time does not apply.
func (w world) mapTool(counter string, t int64) (Mold, string, Flags) {
	if mold, ok := w.overridden(counter, t); ok {
		return mold, "override", 0
	}
	a := w.assignments(counter)
	if win, ok := a.at(t); ok {
		if mold, ok := w.mold(win.mold, t); ok {
			method, flags := "statistics", Flags(0)
			if t-win.lastRow > w.params.AssignmentMaxAge {
				method, flags = "statistics_stale", AssignmentStale
			}
			if a.conflicts[floorDiv(t, hour)*hour] {
				flags |= AssignmentConflict
			}
			return mold, method, flags
		}
	}
	if len(a.windows) > 0 && t < a.windows[0].from && a.windows[0].from-t <= maxBackfill {
		if mold, ok := w.mold(a.windows[0].mold, t); ok {
			return mold, "backfill", AssignmentBackfill
		}
	}
	if mold, ok := w.carrier(counter, t); ok {
		return mold, "counter", AssignmentCounter
	}
	return Mold{}, "", 0
}

// mold is the version of a mold at t; one without a code is no tool.
func (w world) mold(id int64, t int64) (Mold, bool) {
	for _, m := range w.in.Molds {
		if m.ID == id && m.holds(t) && code(m.EquipmentCode).Valid {
			return m, true
		}
	}
	return Mold{}, false
}

// tool is the mold of an equipment code at t: of several rows the lowest ID.
func (w world) tool(equipment Text, t int64) (Mold, bool) {
	found, ok := Mold{}, false
	for _, m := range w.in.Molds {
		if m.holds(t) && equipment.Valid && code(m.EquipmentCode) == equipment && (!ok || m.ID < found.ID) {
			found, ok = m, true
		}
	}
	return found, ok
}

// overridden: of several entries that fit, the last one listed decides.
func (w world) overridden(counter string, t int64) (Mold, bool) {
	for _, o := range slices.Backward(w.in.Overrides) {
		if code(&o.Counter) == some(counter) && inWindow(t, o.From, o.To) {
			return w.tool(code(&o.Tool), t)
		}
	}
	return Mold{}, false
}

// carrier is the one tool whose COUNTER_CODE is this counter at t.
func (w world) carrier(counter string, t int64) (Mold, bool) {
	tools := map[Text]bool{}
	for _, m := range w.in.Molds {
		if m.holds(t) && code(m.CounterCode) == some(counter) && code(m.EquipmentCode).Valid {
			tools[code(m.EquipmentCode)] = true
		}
	}
	if len(tools) != 1 {
		return Mold{}, false
	}
	found, ok := Mold{}, false
	for _, m := range w.in.Molds {
		if m.holds(t) && code(m.CounterCode) == some(counter) && tools[code(m.EquipmentCode)] && (!ok || m.ID < found.ID) {
			found, ok = m, true
		}
	}
	return found, ok
}

// assignments builds the windows of a counter from its usable rows.
func (w world) assignments(counter string) assignments {
	if a, ok := w.assigned[counter]; ok {
		return a
	}
	counts := map[int64]map[int64]int64{} // hour → mold → shots
	for _, s := range w.in.Statistics {
		start, ok := w.usable(s, counter)
		if !ok || (s.Gone && w.hasHour(counter, start)) {
			continue
		}
		if counts[start] == nil {
			counts[start] = map[int64]int64{}
		}
		shots := null(s.ShotCount).V
		if other, ok := counts[start][*s.MoldID]; ok {
			shots = max(shots, other)
		}
		counts[start][*s.MoldID] = shots
	}
	a := assignments{conflicts: map[int64]bool{}}
	for _, start := range sortedKeys(counts) {
		a.add(start, counts[start])
	}
	w.assigned[counter] = a
	return a
}

// usable gives the start of the hour of a row that assigns the counter.
func (w world) usable(s Statistic, counter string) (int64, bool) {
	start, readable := parseHour(s.Hour, w.params.HourZone)
	return start, readable && code(s.CI) == some(counter) && s.MoldID != nil && w.hasMold(*s.MoldID)
}

// hasHour tells whether the source has a usable row for the hour: one that is
// gone was then corrected.
func (w world) hasHour(counter string, hour int64) bool {
	return slices.ContainsFunc(w.in.Statistics, func(s Statistic) bool {
		start, ok := w.usable(s, counter)
		return ok && !s.Gone && start == hour
	})
}

func (a *assignments) add(start int64, shots map[int64]int64) {
	if len(shots) > 1 {
		a.conflicts[start] = true
	}
	inForce := Int{}
	if n := len(a.windows); n > 0 {
		inForce = some(a.windows[n-1].mold)
	}
	mold := busiest(shots, inForce)
	if inForce == some(mold) {
		a.windows[len(a.windows)-1].lastRow = start
		return
	}
	if n := len(a.windows); n > 0 {
		a.windows[n-1].to = some(start)
	}
	a.windows = append(a.windows, window{mold: mold, from: start, lastRow: start})
}

// busiest is the mold with most shots, then the one in force, then the lowest.
func busiest(shots map[int64]int64, inForce Int) int64 {
	molds := sortedKeys(shots)
	best := molds[0]
	for _, m := range molds[1:] {
		if shots[m] > shots[best] || (shots[m] == shots[best] && inForce == some(m)) {
			best = m
		}
	}
	return best
}

func (a assignments) at(t int64) (window, bool) {
	for _, win := range a.windows {
		if t >= win.from && (!win.to.Valid || t < win.to.V) {
			return win, true
		}
	}
	return window{}, false
}

// hasMold tells whether MOLD ever had the tool.
func (w world) hasMold(id int64) bool {
	return slices.ContainsFunc(w.in.Molds, func(m Mold) bool { return m.ID == id && code(m.EquipmentCode).Valid })
}

// parseHour reads 'YYYYMMDDHH' on the clock of a zone, blanks around it allowed.
func parseHour(text *string, zoneName string) (int64, bool) {
	if text == nil {
		return 0, false
	}
	trimmed := strings.Trim(*text, blanks)
	if len(trimmed) != 10 || strings.Trim(trimmed, "0123456789") != "" {
		return 0, false
	}
	start, err := time.Parse("2006010215", trimmed)
	return firstShown(start.UnixMicro(), zoneName), err == nil
}

// firstShown is the first instant at which the clock of a zone showed a time;
// where it skipped it, the one at which it would have, had it not.
func firstShown(local int64, zoneName string) int64 {
	for t := local - day; t <= local+day; t += 15 * minute {
		if wallClock(t, zoneName) == local {
			return t
		}
	}
	return local - (wallClock(local-day, zoneName) - (local - day))
}
