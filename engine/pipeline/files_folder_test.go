package pipeline_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"sprue/engine/reference"
)

// large is a large table of a source: rows in files, cut anyhow.
type large[T any] struct {
	*folder
	sourceTable[T]
	key     func(T) string
	forgets bool                 // the mirror deletes what vanishes
	rows    map[string]T         // by key, as last delivered
	late    map[string]bool      // rows that no file has yet
	files   map[string][]string  // keys of the rows of each file
	arrived map[string]time.Time // rows that the mirror holds: when it first saw them
	gone    map[string]bool      // held rows that no file has any more
}

func newLarge[T any](f *folder, t sourceTable[T], key func(T) string) *large[T] {
	return &large[T]{folder: f, sourceTable: t, key: key, rows: map[string]T{}, late: map[string]bool{}, files: map[string][]string{},
		arrived: map[string]time.Time{}, gone: map[string]bool{}}
}

// deliver brings the files up to date with the rows of now: some come late,
// some twice, some in a file that was there before. Of rows with one key the
// first counts, or the last where values change.
func (l *large[T]) deliver(now []T, changes bool) {
	current := map[string]T{}
	for _, r := range now {
		if _, ok := current[l.key(r)]; !ok || changes {
			current[l.key(r)] = r
		}
	}
	fresh := slices.Collect(maps.Keys(l.late))
	clear(l.late)
	for _, key := range slices.Sorted(maps.Keys(current)) {
		old, known := l.rows[key]
		switch {
		case !known || !l.delivered(key):
			if _, held := l.arrived[key]; !held || changes {
				l.rows[key] = current[key]
			}
			fresh = append(fresh, key)
		case changes && !reflect.DeepEqual(old, current[key]):
			l.rows[key] = current[key]
			l.rewrite(func(keys []string) []string { return keys }, key)
		}
	}
	l.vanish(current)
	l.bring(current, fresh)
	l.move()
}

func (l *large[T]) delivered(key string) bool {
	for _, keys := range l.files {
		if slices.Contains(keys, key) {
			return true
		}
	}
	return false
}

// vanish takes out what the history has no more; the last row stays.
func (l *large[T]) vanish(current map[string]T) {
	for _, key := range slices.Sorted(maps.Keys(l.rows)) {
		if _, stays := current[key]; !stays && l.delivered(key) && l.others(key) {
			l.rewrite(func(keys []string) []string { return slices.DeleteFunc(keys, func(k string) bool { return k == key }) }, key)
		}
	}
}

// others tells whether the files have rows beside that one.
func (l *large[T]) others(key string) bool {
	for _, keys := range l.files {
		if slices.ContainsFunc(keys, func(k string) bool { return k != key }) {
			return true
		}
	}
	return false
}

// rewrite writes the files that have a row anew.
func (l *large[T]) rewrite(change func([]string) []string, key string) {
	for _, path := range slices.Sorted(maps.Keys(l.files)) {
		if slices.Contains(l.files[path], key) {
			l.put(path, change(slices.Clone(l.files[path])))
		}
	}
}

// put writes a file of those rows; one without rows is removed.
func (l *large[T]) put(path string, keys []string) {
	delete(l.files, path)
	if len(keys) == 0 {
		l.remove(path)
		return
	}
	rows := []record{}
	for _, key := range keys {
		rows = append(rows, l.record(l.rows[key], l.rnd))
	}
	l.write(path, l.columns, rows)
	l.files[path] = keys
}

// bring writes what is new into files, mostly; some of it is late, and some
// rows come again.
func (l *large[T]) bring(current map[string]T, fresh []string) {
	slices.Sort(fresh)
	fresh = slices.Compact(fresh)
	l.rnd.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
	parts := make([][]string, 1+l.rnd.IntN(3))
	for i, key := range fresh {
		if _, stays := current[key]; !stays {
			continue
		}
		if i > 0 && l.rnd.IntN(6) == 0 {
			l.late[key] = true
			continue
		}
		for range 1 + l.rnd.IntN(8)/7 {
			part := l.rnd.IntN(len(parts))
			parts[part] = append(parts[part], key)
		}
	}
	for _, keys := range parts {
		if len(keys) > 0 && l.rnd.IntN(3) == 0 {
			keys = append(keys, l.some()...)
		}
		if len(keys) > 0 {
			l.put(l.fresh(l.name), keys)
		}
	}
}

// some are rows that the files have already.
func (l *large[T]) some() []string {
	keys := []string{}
	for _, path := range slices.Sorted(maps.Keys(l.files)) {
		for _, key := range l.files[path] {
			if l.rnd.IntN(4) == 0 {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// move renames a file, cuts one in two, or makes one of two: the rows stay.
func (l *large[T]) move() {
	paths := slices.Sorted(maps.Keys(l.files))
	path, other := paths[l.rnd.IntN(len(paths))], paths[l.rnd.IntN(len(paths))]
	keys := l.files[path]
	half := l.rnd.IntN(len(keys) + 1)
	switch l.rnd.IntN(5) {
	case 0:
		delete(l.files, path)
		l.files[l.rename(path, l.name)] = keys
	case 1:
		l.put(path, nil)
		for _, part := range [][]string{keys[:half], keys[half:]} {
			if len(part) > 0 {
				l.put(l.fresh(l.name), part)
			}
		}
	case 2:
		if path == other {
			return
		}
		all := slices.Concat(keys, l.files[other])
		l.put(path, nil)
		l.put(other, nil)
		l.put(l.fresh(l.name), all)
	}
}

// synced tells what the mirror holds after a sync.
func (l *large[T]) synced(now time.Time) {
	for key := range l.rows {
		_, held := l.arrived[key]
		switch has := l.delivered(key); {
		case has && !held:
			l.arrived[key] = now
		case has:
			delete(l.gone, key)
		case held && l.forgets:
			delete(l.arrived, key)
		case held:
			l.gone[key] = true
		}
	}
}

// lines are the held rows as text.
func (l *large[T]) lines(arrival func(T, time.Time) time.Time) []string {
	lines := []string{}
	for key, first := range l.arrived {
		fields := strings.Split(key, "\x1f")
		lines = append(lines, strings.Join(append(fields, fmt.Sprint(arrival(l.rows[key], first).UnixMicro()), fmt.Sprint(l.gone[key])), " | "))
	}
	return lines
}

// dimension is a small table of a source.
type dimension interface {
	deliver()
	synced(now time.Time)
}

// small is a table that is read whole, and what the mirror holds of it.
type small[T any] struct {
	*folder
	sourceTable[T]
	key      func(T) string
	validity func(*T) *reference.Validity
	current  func() []T // the history's versions
	held     *[]T
	files    []string
	now      []T
}

// deliver writes the rows of now into a file or two, if they are others, and
// now and then though they are not.
func (s *small[T]) deliver() {
	rows, keys := []T{}, map[string]bool{}
	for _, r := range s.current() {
		if s.validity(&r).ValidTo == nil && !keys[s.key(r)] {
			*s.validity(&r) = reference.Validity{}
			keys[s.key(r)] = true
			rows = append(rows, r)
		}
	}
	if len(s.files) > 0 && reflect.DeepEqual(rows, s.now) && s.rnd.IntN(3) > 0 {
		return
	}
	for _, path := range s.files {
		s.remove(path)
	}
	s.files, s.now = nil, rows
	half := s.rnd.IntN(len(rows) + 1)
	parts := [][]T{rows}
	if s.rnd.IntN(2) == 0 && half > 0 && half < len(rows) {
		parts = [][]T{rows[:half], rows[half:]}
	}
	for _, part := range parts {
		s.files = append(s.files, s.writeRows(part))
	}
}

func (s *small[T]) writeRows(rows []T) string {
	records := []record{}
	for _, r := range rows {
		records = append(records, s.record(r, s.rnd))
	}
	path := s.fresh(s.name)
	if len(rows) == 0 {
		path = s.freshAs(s.name, ".csv") // a header says that there is none
	}
	s.write(path, s.columns, records)
	return path
}

// synced closes the versions whose row is another one or gone, and begins those
// that are new: from the beginning of time, if there was none of that key.
func (s *small[T]) synced(now time.Time) {
	versions := *s.held
	open := func(r T) bool {
		return slices.ContainsFunc(versions, func(v T) bool {
			return s.validity(&v).ValidTo == nil && s.key(v) == s.key(r)
		})
	}
	for i := range versions {
		v := s.validity(&versions[i])
		plain := versions[i]
		*s.validity(&plain) = reference.Validity{}
		if v.ValidTo == nil && !slices.ContainsFunc(s.now, func(r T) bool { return reflect.DeepEqual(r, plain) }) {
			v.ValidTo = &now
		}
	}
	for _, r := range s.now {
		if open(r) {
			continue
		}
		if slices.ContainsFunc(versions, func(v T) bool { return s.key(v) == s.key(r) }) {
			s.validity(&r).ValidFrom = &now
		}
		versions = append(versions, r)
	}
	*s.held = versions
}
