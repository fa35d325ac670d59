package snowflake_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/sync/mirror"
	"sprue/sync/snowflaketest"
)

// TestRandomHistories changes the warehouse in random ways between syncs that
// faults hit, and some of which are stopped. After each sync that ends well the
// mirror holds what a model of it says: what is new and not older than the
// overlap; after a reconciliation what the warehouse holds, and nothing else.
func TestRandomHistories(t *testing.T) {
	enginetest.Seeds(t, 2, func(t *testing.T, seed uint64) {
		h := &history{plant: newPlant(t).minimal(), rand: rand.New(rand.NewPCG(seed, 11)), there: map[int]bool{}, held: map[int]bool{}, dirty: true}
		for n := range 20 {
			h.there[n] = true
		}
		for range 8 {
			for range 1 + h.rand.IntN(3) {
				h.step()
			}
			h.round()
		}
	})
}

// history is a warehouse with a model of its packets, by number, and of those
// that the mirror holds unmarked.
type history struct {
	*plant
	rand        *rand.Rand
	there, held map[int]bool
	mark        int  // the latest packet that has moved the watermark; 0: none yet
	dirty       bool // changed since the last sync
	columns     int
	molds       int
}

// far is a packet whose clock runs ahead: it does not move the watermark.
const far = 5000

func (h *history) step() {
	some := slices.Sorted(maps.Keys(h.there))
	switch h.rand.IntN(8) {
	case 0, 1, 2: // new ones
		from := h.mark + 1 + h.rand.IntN(30)
		h.add(span(from, from+1+h.rand.IntN(15)))
	case 3: // late ones, within the overlap or before it
		h.add([]int{h.rand.IntN(h.mark + 10)})
	case 4: // from the future
		h.add([]int{far + h.rand.IntN(10)})
	case 5: // some go
		if len(some) > 3 {
			gone := some[h.rand.IntN(len(some)-2):][:2]
			h.run(fmt.Sprintf("DELETE FROM DATA_SHOT WHERE SHOT_START_TIME IN (%d, %d)", startOf(gone[0]), startOf(gone[1])))
			delete(h.there, gone[0])
			delete(h.there, gone[1])
		}
	case 6: // a column comes, or another one goes
		h.columns++
		h.run(fmt.Sprintf("ALTER TABLE DATA_SHOT ADD COLUMN X%d NUMBER(10,2)", h.columns))
		if h.columns%2 == 0 {
			h.run(fmt.Sprintf("ALTER TABLE DATA_SHOT DROP COLUMN X%d", h.columns-1))
		}
	default: // a small table
		h.molds++
		h.run(fmt.Sprintf("UPDATE MOLD SET CONTRACTED_CYCLE_TIME = %d WHERE ID = 1", 300+h.molds), fmt.Sprintf("INSERT INTO MOLD VALUES (%d, 'T-%[1]d', 100, 1, 1)", 10+h.molds))
		return
	}
	h.dirty = true
}

func startOf(n int) int64 {
	return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour).UnixNano()
}

func (h *history) add(packets []int) {
	var rows []string
	for _, n := range packets {
		if !h.there[n] {
			rows = append(rows, packet(n))
		}
		h.there[n] = true
	}
	if len(rows) > 0 {
		h.run("INSERT INTO DATA_SHOT (COUNTER_CODE, SHOT_START_TIME, CONTENT) VALUES " + strings.Join(rows, ", "))
	}
}

// round syncs with a fault, perhaps after a sync that is stopped in the middle.
func (h *history) round() {
	opts := mirror.Options{Full: h.rand.IntN(6) == 0, Reconcile: h.rand.IntN(4) == 0}
	if h.rand.IntN(3) == 0 {
		h.stopped(opts)
	}
	h.warehouse.Inject(h.fault())
	h.sync(opts)
	h.warehouse.Heal()
	h.model(opts)
	h.wantLive(slices.Sorted(maps.Keys(h.held)))
	molds, err := h.warehouse.Run(context.Background(), "UPDATE MOLD SET ID = ID")
	if err != nil {
		h.Fatal(err)
	}
	h.want("SELECT count(*), max(contracted_cycle_time) FROM raw.mold", fmt.Sprintf("%d|%d", molds, 300+h.molds))
}

// stopped cancels a sync when it asks for packets, or for their hours, or never.
func (h *history) stopped(opts mirror.Options) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	h.ctx = ctx
	h.warehouse.Inject(snowflaketest.Fault{On: []snowflaketest.On{snowflaketest.Query, snowflaketest.Chunk}[h.rand.IntN(2)], SQL: "SHOT_START_TIME",
		After: h.rand.IntN(3), Delay: time.Hour, Do: func(*snowflaketest.Server) error { cancel(); return nil }})
	_, err := h.trySync(opts)
	h.warehouse.Heal()
	h.ctx = context.Background()
	if err == nil {
		h.model(opts)
	}
}

func (h *history) fault() snowflaketest.Fault {
	const packets = "ORDER BY \"SHOT_START_TIME\""
	faults := []snowflaketest.Fault{
		{On: snowflaketest.Chunk, SQL: packets, Cut: 30, Times: 2},
		{On: snowflaketest.Chunk, SQL: packets, Status: 403},
		{On: snowflaketest.Chunk, SQL: packets, Page: 1 + h.rand.IntN(4)},
		{On: snowflaketest.Query, Cut: 50, Times: 2},
		{On: snowflaketest.Query, SQL: packets, Code: "390112", Message: "expired"},
		{On: snowflaketest.Query, SQL: packets, Code: "390111", Message: "gone"},
		{On: snowflaketest.Query, SQL: packets, Busy: 2},
		{On: snowflaketest.Login, Cut: 10},
	}
	f := faults[h.rand.IntN(len(faults))]
	f.After = h.rand.IntN(3)
	return f
}

// model does to the held packets what a sync does.
func (h *history) model(opts mirror.Options) {
	rereads := opts.Full || opts.Reconcile
	if !rereads && !h.dirty {
		return
	}
	if opts.Reconcile {
		h.held = map[int]bool{}
	}
	from := h.mark - 48
	for n := range h.there {
		if rereads || h.mark == 0 || n >= from {
			h.held[n] = true
		}
	}
	for n := range h.held {
		if n < far && n > h.mark && h.there[n] {
			h.mark = n
		}
	}
	h.dirty = false
}
