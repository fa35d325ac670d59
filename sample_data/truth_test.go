package sampledata

import (
	"strings"
	"testing"
)

func hostileSet(t *testing.T) (Truth, []rawPacket) {
	o := small(t)
	o.Faults, o.Shots = "hostile", 40_000
	truth := mustWrite(t, o)
	return truth, readPackets(t, o.Dir)
}

func TestCleanHasNoFaults(t *testing.T) {
	o := small(t)
	truth := mustWrite(t, o)
	packets := readPackets(t, o.Dir)
	next := map[string]int64{}
	shots := int64(0)
	for _, p := range packets {
		for _, s := range p.shots() {
			if last := next[s.counter]; last != 0 && s.seq != last {
				t.Fatalf("%s: seq %d after %d", s.counter, s.seq, last-1)
			}
			next[s.counter] = s.seq + 1
			shots++
			if s.ct >= 999.9 || s.temp < 40 || s.temp > 90 {
				t.Fatalf("%+v", s)
			}
		}
	}
	if len(truth.Faults) != 0 || shots != truth.Shots || shots != truth.Items || int64(len(packets)) != truth.Packets {
		t.Errorf("%d shots in %d packets; %d of %d are told, faults %v", shots, len(packets), truth.Shots, truth.Packets, truth.Faults)
	}
}

func TestTypicalIsMild(t *testing.T) {
	o := small(t)
	o.Faults, o.Shots = "typical", 40_000
	truth := mustWrite(t, o)
	for _, f := range truth.Faults {
		if limit := truth.Shots / 100; f.Shots > limit && f.Kind != unknownZone {
			t.Errorf("%s: %d of %d shots", f.Kind, f.Shots, truth.Shots)
		}
	}
}

func TestEveryFaultIsPlanted(t *testing.T) {
	truth, packets := hostileSet(t)
	for _, kind := range []string{
		repeatedPackets, exactDuplicates, conflicting, missingSeqs, latePackets, brokenJSON, junkFields, untidyCodes,
		shuffledItems, emptyPackets, unmappedCounter, unknownZone, idleSentinel, junkSwitchedTime,
	} {
		if len(truth.fault(kind).Places) == 0 {
			t.Errorf("no %s", kind)
		}
	}
	items := int64(0)
	for _, p := range packets {
		items += p.items()
	}
	if items != truth.Items || int64(len(packets)) != truth.Packets {
		t.Errorf("%d items in %d packets; the truth says %d in %d", items, len(packets), truth.Items, truth.Packets)
	}
}

func TestDuplicatesAreTold(t *testing.T) {
	truth, packets := hostileSet(t)
	type key struct {
		counter string
		seq     int64
		at      float64
	}
	rows, values := map[rawPacket]int{}, map[key]map[float64]int{}
	for _, p := range packets {
		p.file, p.Counter = "", strings.ToUpper(strings.TrimSpace(p.Counter))
		rows[p]++
		if rows[p] > 1 {
			continue
		}
		for _, s := range p.shots() {
			k := key{s.counter, s.seq, s.at}
			if values[k] == nil {
				values[k] = map[float64]int{}
			}
			values[k][s.ct]++
		}
	}
	repeated, exact, other := int64(0), int64(0), int64(0)
	for _, n := range rows {
		repeated += int64(n - 1)
	}
	for _, cts := range values {
		other += int64(len(cts) - 1)
		for _, n := range cts {
			exact += int64(n - 1)
		}
	}
	if want := truth.fault(repeatedPackets).Packets; repeated != want {
		t.Errorf("%d repeated packets, the truth says %d", repeated, want)
	}
	if want := truth.fault(exactDuplicates).Shots; exact != want {
		t.Errorf("%d exact duplicates, the truth says %d", exact, want)
	}
	if want := truth.fault(conflicting).Shots; other != want {
		t.Errorf("%d conflicting duplicates, the truth says %d", other, want)
	}
}

// TestMissingSeqsAreTold compares the holes in each counter's seq with all
// that explains one.
func TestMissingSeqsAreTold(t *testing.T) {
	truth, packets := hostileSet(t)
	type shotID struct {
		counter string
		seq     int64
	}
	seen, low, high := map[shotID]bool{}, map[string]int64{}, map[string]int64{}
	for _, p := range packets {
		for _, s := range p.shots() {
			seen[shotID{s.counter, s.seq}] = true
			if low[s.counter] == 0 || s.seq < low[s.counter] {
				low[s.counter] = s.seq
			}
			high[s.counter] = max(high[s.counter], s.seq)
		}
	}
	explained := map[shotID]string{}
	for _, kind := range []string{missingSeqs, brokenJSON, junkFields} {
		for _, p := range truth.fault(kind).Places {
			for seq := p.Seq; seq <= p.ToSeq; seq++ {
				explained[shotID{p.Counter, seq}] = kind
			}
		}
	}
	for id, kind := range explained {
		if kind != junkFields && seen[id] {
			t.Errorf("%v arrived, though %s", id, kind)
		}
	}
	for counter := range low {
		for seq := low[counter]; seq <= high[counter]; seq++ {
			id := shotID{counter, seq}
			if !seen[id] && explained[id] == "" {
				t.Errorf("%v is missing, and the truth does not say why", id)
			}
		}
	}
}

func TestPlacesOfPackets(t *testing.T) {
	truth, packets := hostileSet(t)
	arrived := map[string]map[int64]string{}
	for _, p := range packets {
		for _, s := range p.shots() {
			if arrived[s.counter] == nil {
				arrived[s.counter] = map[int64]string{}
			}
			arrived[s.counter][s.seq] = p.file
		}
	}
	for _, p := range truth.fault(latePackets).Places {
		if got := arrived[p.Counter][p.Seq]; got < p.Time.AddDate(0, 0, 2).Format("2006-01-02") {
			t.Errorf("%s seq %d of %s came on %s", p.Counter, p.Seq, p.Time, got)
		}
	}
	for _, p := range truth.fault(unmappedCounter).Places {
		if arrived[p.Counter][p.Seq] == "" {
			t.Errorf("%s seq %d did not come", p.Counter, p.Seq)
		}
	}
	for _, tool := range truth.Tools {
		for _, p := range truth.fault(unmappedCounter).Places {
			if tool.Counter == p.Counter {
				t.Errorf("%s carries %s", tool.Tool, p.Counter)
			}
		}
	}
}

func TestTruthOnDisk(t *testing.T) {
	o := small(t)
	o.Faults, o.Shots = "typical", 4_000
	want := mustWrite(t, o)
	got, err := ReadTruth(o.Dir)
	if err != nil || got.Shots != want.Shots || len(got.Stories) != len(want.Stories) || len(got.Faults) != len(want.Faults) {
		t.Errorf("read %d shots, %v", got.Shots, err)
	}
}

// TestFaultDaysAddUp: what is told by tool and day is told by kind.
func TestFaultDaysAddUp(t *testing.T) {
	truth, _ := hostileSet(t)
	for _, kind := range []string{exactDuplicates, conflicting, missingSeqs, latePackets, brokenJSON, junkFields, unmappedCounter} {
		sum := int64(0)
		for _, day := range truth.Days {
			if day.Kind == kind {
				sum += day.Shots
			}
		}
		if want := truth.fault(kind).Shots; sum != want {
			t.Errorf("%s: %d shots by day, %d in all", kind, sum, want)
		}
	}
}
