package mirror_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"sprue/engine/enginetest"
	"sprue/sync/mirror"
)

// TestRandomHistories adds, changes, renames, copies and removes files between
// syncs. After each sync the live packets are those of the files that there are,
// and none was ever lost.
func TestRandomHistories(t *testing.T) {
	enginetest.Seeds(t, 4, func(t *testing.T, seed uint64) {
		h := &randomHistory{plant: newPlant(t).minimal(), rand: rand.New(rand.NewPCG(seed, 7)), files: map[string][]int{}, ever: map[int]bool{}}
		h.put("DATA_SHOT.csv", []int{1, 2, 3})
		for range 12 {
			for range 1 + h.rand.IntN(4) {
				h.step()
			}
			h.sync(mirror.Options{Full: h.rand.IntN(6) == 0, Reconcile: h.rand.IntN(6) == 0})
			h.compare()
		}
	})
}

type randomHistory struct {
	*plant
	rand  *rand.Rand
	files map[string][]int // packets of each file
	ever  map[int]bool     // packets that a sync has seen
}

// put writes a file with one of two separators, so that a sync has several
// batches.
func (h *randomHistory) put(name string, packets []int) {
	comma := []string{",", ";"}[h.rand.IntN(2)]
	var b strings.Builder
	b.WriteString(strings.ReplaceAll("COUNTER_CODE,SHOT_START_TIME,CONTENT\n", ",", comma))
	for _, n := range packets {
		b.WriteString(strings.Replace(packetLine(n), ",", comma, 2))
	}
	h.write(name, b.String())
	h.files[name] = packets
}

func (h *randomHistory) step() {
	names := slices.Sorted(maps.Keys(h.files))
	some := names[h.rand.IntN(len(names))]
	fresh := fmt.Sprintf("DATA_SHOT/%d.csv", h.rand.IntN(1000))
	switch h.rand.IntN(6) {
	case 0: // grows
		h.put(some, append(slices.Clone(h.files[some]), h.rand.IntN(60)))
	case 1: // is replaced
		h.put(some, h.packets())
	case 2: // goes
		if len(names) > 1 {
			h.plant.remove(some)
			delete(h.files, some)
		}
	case 3: // is renamed
		packets := h.files[some]
		h.write(fresh, "")
		if err := os.Rename(h.path(some), h.path(fresh)); err != nil {
			h.Fatal(err)
		}
		delete(h.files, some)
		h.files[fresh] = packets
	case 4: // is copied
		h.put(fresh, h.files[some])
	default:
		h.put(fresh, h.packets())
	}
}

func (h *randomHistory) packets() []int {
	packets := make([]int, 1+h.rand.IntN(12))
	for i := range packets {
		packets[i] = h.rand.IntN(60)
	}
	return packets
}

func (h *randomHistory) compare() {
	h.Helper()
	live := map[int]bool{}
	for _, packets := range h.files {
		for _, n := range packets {
			live[n], h.ever[n] = true, true
		}
	}
	h.want("SELECT (content -> '$[0].seq')::INTEGER FROM raw.data_shot WHERE deleted_utc IS NULL ORDER BY 1", lines(live)...)
	h.want("SELECT (content -> '$[0].seq')::INTEGER FROM raw.data_shot ORDER BY 1", lines(h.ever)...)
	h.want("SELECT count(*) FROM meta.source_file WHERE table_name = 'DATA_SHOT'", fmt.Sprint(len(h.files)))
}

func lines(set map[int]bool) (all []string) {
	for _, n := range slices.Sorted(maps.Keys(set)) {
		all = append(all, fmt.Sprint(n))
	}
	return all
}
