package snowflake_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/sync/mirror"
	"sprue/sync/snowflaketest"
)

// TestHistories changes a warehouse in random ways between syncs that faults hit,
// and some of which are stopped or killed. After each sync that ends well the
// mirror holds what a model says: what is new and not older than the overlap;
// after a reconciliation what the warehouse holds, and nothing else.
func TestHistories(t *testing.T) {
	all := newLanes(t)
	enginetest.Seeds(t, histories, func(t *testing.T, seed uint64) {
		h := newHistory(all.take(t), seed)
		rounds := 1 + int(seed%2)
		if seed%30 == 0 {
			rounds = 6
		}
		for range rounds {
			for range 1 + h.rand.IntN(4) {
				h.step()
			}
			h.round()
		}
	})
}

// histories in a usual run, of which every thirtieth is a long one and every second
// has but one sync that ends well: a sync takes 80 ms of a processor with the race
// detector. A soak takes 10,000.
const histories = 300

// killed is one in how many histories loses its process.
const killed = 60

// mirrored are the tables of a history by turns: all of them in one cost as much as
// three histories.
func mirrored(seed uint64) []string {
	return [][]string{{"MOLD", "STATISTICS", "DATA_SHOT"}, {"DATA_SHOT"}, {"DATA_SHOT"}, {"MOLD", "STATISTICS"}, {"MOLD", "DATA_SHOT"}}[seed%5]
}

// history is a warehouse with a model of what it and its mirror hold.
type history struct {
	*lane
	rand    *rand.Rand
	packets *rowset
	hours   *rowset
	molds   map[int]string // cycle time and weight, by number
	weight  int            // how the column of weights is declared: 0 not, 1 and 2 as numbers, 3 as text
	counts  int            // makes values that were not there before
	columns int
	kills   bool
	journal []string
}

func newHistory(l *lane, seed uint64) *history {
	h := &history{lane: l, rand: rand.New(rand.NewPCG(seed, 11)), packets: newRowset(48 * time.Hour), hours: newRowset(72 * time.Hour),
		molds: map[int]string{}, kills: seed%killed == 0}
	l.Cleanup(func() {
		if l.Failed() {
			l.Logf("what happened:\n%s", strings.Join(h.journal, "\n"))
		}
	})
	l.source.BatchMB = []int{1, 128}[h.rand.IntN(2)]
	l.cfg.Sources[0].Tables = mirrored(seed)
	l.cfg.Sources[0].Deletes = []string{"mark", "mirror"}[h.rand.IntN(2)]
	l.cfg.CounterPattern = []string{"", "", "CNT-*", "cnt-[12]"}[h.rand.IntN(4)]
	h.addPackets(0, 20+h.rand.IntN(30))
	h.addHours(0, 6)
	h.addMold()
	h.addMold()
	return h
}

func (h *history) note(format string, args ...any) {
	h.journal = append(h.journal, fmt.Sprintf(format, args...))
}

// change runs a statement of the history.
func (h *history) change(sql string) {
	h.Helper()
	h.note("  %.300s", sql)
	h.run(sql)
}

// lets tells whether the pattern lets a counter in.
func (h *history) lets(counter int) bool {
	return h.cfg.CounterPattern != "cnt-[12]" || counter == 1 || counter == 2
}

// round syncs with a fault, perhaps after a sync that ends in the middle.
func (h *history) round() {
	opts := mirror.Options{Full: h.rand.IntN(8) == 0, Reconcile: h.rand.IntN(3) == 0}
	if h.kills || h.rand.IntN(3) == 0 {
		h.interrupt(opts)
		if h.rand.IntN(2) == 0 {
			h.step()
		}
	}
	fault, then := h.fault()
	h.note("sync, full %v, reconcile %v, fault %+v", opts.Full, opts.Reconcile, fault)
	h.warehouse.Inject(fault)
	h.sync(opts)
	h.warehouse.Heal()
	for _, rows := range []*rowset{h.packets, h.hours} {
		rows.synced(opts, h.now.Add(-time.Hour))
	}
	then()
	h.compare()
}

// compare holds the mirror against the model, and looks at what holds always.
func (h *history) compare() {
	h.Helper()
	marks := h.cfg.Sources[0].Deletes == "mark"
	var wrong []string
	if h.mirrors("DATA_SHOT") {
		wrong = append(wrong, h.packets.compare(h.rows("SELECT trim(content), '', deleted_utc::VARCHAR FROM raw.data_shot"), marks)...)
	}
	if h.mirrors("STATISTICS") {
		wrong = append(wrong, h.hours.compare(h.rows("SELECT ci || ' ' || hour, shot_count, deleted_utc::VARCHAR FROM raw.statistics"), marks)...)
	}
	if h.mirrors("MOLD") {
		wrong = append(wrong, h.compareMolds()...)
	}
	if got := h.rows(`SELECT count(*) FILTER (rows_read <> rows_new + rows_changed + rows_unchanged + rows_left_out OR rows_unchanged < 0),
		count(*) - count(DISTINCT batch_id) FROM meta.sync_batch`); got[0] != "0|0" {
		wrong = append(wrong, "lines of the ledger that do not add up, and with one number: "+got[0])
	}
	if len(wrong) > 0 {
		h.Fatalf("the mirror is not as the model says:\n%s\n%s", strings.Join(wrong, "\n"), h.log.String())
	}
}

func (h *history) mirrors(table string) bool { return slices.Contains(h.cfg.Sources[0].Tables, table) }

func (h *history) compareMolds() (wrong []string) {
	h.Helper()
	var molds []string
	for _, id := range slices.Sorted(maps.Keys(h.molds)) {
		molds = append(molds, fmt.Sprintf("%d|%s", id, h.molds[id]))
	}
	if got := h.rows(h.moldSQL()); !slices.Equal(got, molds) {
		wrong = append(wrong, fmt.Sprintf("molds are %v, want %v", got, molds))
	}
	for what, query := range map[string]string{
		"molds that differ from their open version": "SELECT count(*) FROM raw.mold m FULL JOIN (SELECT * FROM raw.mold_history WHERE valid_to IS NULL) v USING (id, contracted_cycle_time) WHERE m.source IS NULL OR v.source IS NULL",
		"versions that overlap":                     "SELECT count(*) FROM (SELECT valid_from < lag(valid_to) OVER (PARTITION BY id ORDER BY valid_from NULLS FIRST) AS bad FROM raw.mold_history) WHERE bad",
	} {
		if got := h.rows(query); got[0] != "0" {
			wrong = append(wrong, got[0]+" "+what)
		}
	}
	return wrong
}

// moldSQL reads weights from whichever column they went to: numbers and text have one
// each, and that of the other kind is empty once it is no longer delivered.
func (h *history) moldSQL() string {
	parts := []string{"NULL"}
	for _, column := range h.rows("SELECT column_name FROM information_schema.columns WHERE table_schema = 'raw' AND table_name = 'mold' AND column_name LIKE 'weight%' ORDER BY 1") {
		parts = append(parts, "TRY_CAST("+column+" AS DOUBLE)::VARCHAR", column+"::VARCHAR")
	}
	return "SELECT id, contracted_cycle_time, coalesce(" + strings.Join(parts, ", ") + ") FROM raw.mold ORDER BY id"
}

// interrupt syncs and ends it somewhere: called off, or with the process.
func (h *history) interrupt(opts mirror.Options) {
	fault := snowflaketest.Fault{On: []snowflaketest.On{snowflaketest.Query, snowflaketest.Chunk}[h.rand.IntN(2)], After: h.rand.IntN(8), Delay: time.Hour}
	var err error
	if h.kills {
		err = h.killed(opts, fault)
	} else {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		fault.Do = func(*snowflaketest.Server) error { cancel(); return nil }
		h.ctx = ctx
		h.warehouse.Inject(fault)
		_, err = h.trySync(opts)
		h.ctx = context.Background()
	}
	h.warehouse.Heal()
	h.note("sync, full %v, reconcile %v, ends after %d of %s: %v", opts.Full, opts.Reconcile, fault.After, fault.On, err)
	for _, rows := range []*rowset{h.packets, h.hours} {
		if err == nil {
			rows.synced(opts, h.now)
		} else {
			rows.stopped(opts, h.now)
		}
	}
	h.now = h.now.Add(time.Minute)
}

// fault is one that a sync comes through. What it has done to the source then comes
// into the model.
func (h *history) fault() (f snowflaketest.Fault, then func()) {
	const packets = "ORDER BY \"SHOT_START_TIME\""
	var struck atomic.Bool
	does := func(sql string) func(*snowflaketest.Server) error {
		return func(s *snowflaketest.Server) error {
			struck.Store(true)
			_, err := s.Run(context.Background(), sql)
			return err
		}
	}
	h.columns++
	late := 3000 + 3*h.columns
	for !h.lets(counterOf(late)) { // others move the watermark too, which the model leaves out
		late++
	}
	kinds := []snowflaketest.Fault{
		{},
		{On: snowflaketest.Chunk, SQL: packets, Cut: 30, Times: 2},
		{On: snowflaketest.Chunk, SQL: packets, Status: 403},
		{On: snowflaketest.Chunk, Status: 503},
		{On: snowflaketest.Chunk, SQL: packets, Page: 1 + h.rand.IntN(4)},
		{On: snowflaketest.Query, Cut: 50, Times: 2},
		{On: snowflaketest.Query, SQL: packets, Code: "390112", Message: "expired"},
		{On: snowflaketest.Query, SQL: packets, Code: "390111", Message: "gone"},
		{On: snowflaketest.Login, Cut: 10},
		{On: snowflaketest.Query, SQL: packets, Do: does(fmt.Sprintf("ALTER TABLE DATA_SHOT ADD COLUMN X%d NUMBER(10,2)", h.columns))},
		{On: snowflaketest.Query, SQL: packets, Do: does("INSERT INTO DATA_SHOT (COUNTER_CODE, SHOT_START_TIME, CONTENT) VALUES " + packetRow(late, 0))},
	}
	kind := h.rand.IntN(len(kinds))
	f = kinds[kind]
	f.After = h.rand.IntN(3)
	return f, func() {
		if !struck.Load() {
			return
		}
		h.packets.changed = true
		if kind == len(kinds)-1 { // nobody can say whether it was seen
			h.packets.there[packetKey(late, 0)] = row{at: hourOf(late)}
			h.packets.doubt(packetKey(late, 0))
			h.packets.high = later(h.packets.high, latest(h.packets.there, h.now, func(row) bool { return true }))
		}
	}
}
