package pipeline_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/store"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
)

// TestFilesAreTheReference goes the whole way, from files to the run rate: rows
// of random hostile histories come in files of every format, cut anyhow, late,
// twice, moved, rewritten and gone again; several syncs mirror them, with a
// build after some. The reference gets the same rows, never through a file:
// what they give depends neither on the files nor on the order of arrival.
func TestFilesAreTheReference(t *testing.T) {
	enginetest.Seeds(t, 5, func(t *testing.T, seed uint64) {
		p := newPlant(t, seed)
		const syncs = 4
		for n := range syncs {
			p.deliver()
			p.sync()
			if n == syncs-1 || p.rnd.IntN(3) > 0 {
				p.build(fmt.Sprint("sync ", n))
			}
			if t.Failed() {
				return
			}
			for range 1 + p.rnd.IntN(3) {
				p.history.Step()
			}
		}
	})
}

// plant is a folder of files, the mirror of it, and what the mirror must hold.
type plant struct {
	*testing.T
	rnd     *rand.Rand
	history *pipelinetest.History
	folder  *folder
	store   *store.Store
	mirror  mirror.Config
	cfg     pipeline.Config
	params  reference.Params
	packets *large[reference.Packet]
	hours   *large[reference.Statistic]
	small   []dimension
	input   reference.Input // the small tables as they are held
}

func newPlant(t *testing.T, seed uint64) *plant {
	t.Helper()
	s := pipelinetest.Open(t, 1+int(seed%2))
	rnd := rand.New(rand.NewPCG(seed, 21))
	p := &plant{T: t, rnd: rnd, history: pipelinetest.New(20_000 + seed), folder: newFolder(t, rnd), store: s, cfg: pipeline.Defaults(), params: reference.DefaultParams()}
	p.setUp()
	return p
}

// setUp chooses what the configuration says.
func (p *plant) setUp() {
	src := mirror.SourceConfig{Name: "plant", Deletes: []string{"mark", "mirror"}[p.rnd.IntN(2)]}
	arrives := p.rnd.IntN(2) == 0
	if arrives {
		src.Cursor = "ARRIVED_AT"
	}
	p.mirror.Sources = []mirror.SourceConfig{src}
	if p.rnd.IntN(2) == 0 {
		p.cfg.Calendar.DayStart, p.params.Calendar.DayStart = "05:30", (5*time.Hour + 30*time.Minute).Microseconds()
	}
	p.cfg.Build.BatchUploadSize = 1 + p.rnd.IntN(60)
	p.packets = newLarge(p.folder, packetTable(arrives), packetKey)
	p.hours = newLarge(p.folder, statisticTable(), statisticKey)
	p.packets.forgets, p.hours.forgets = src.Deletes == "mirror", src.Deletes == "mirror"
	p.small = dimensions(p)
}

// deliver brings the files up to date with the history.
func (p *plant) deliver() {
	p.packets.deliver(p.history.Input.Packets, false)
	there := slices.DeleteFunc(slices.Clone(p.history.Input.Statistics), func(s reference.Statistic) bool { return s.Gone })
	p.hours.deliver(there, true)
	for _, d := range p.small {
		d.deliver()
	}
}

// sync mirrors the folder, and tells what the mirror must hold now.
func (p *plant) sync() {
	p.Helper()
	now := p.history.Now()
	m, err := mirror.New(p.mirror, p.store, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	if err != nil {
		p.Fatal(err)
	}
	src, err := files.New(files.Config{Name: "plant", Path: p.folder.dir})
	if err != nil {
		p.Fatal(err)
	}
	options := mirror.Options{Full: p.rnd.IntN(5) == 0, Reconcile: p.rnd.IntN(5) == 0}
	if _, err := m.Sync(context.Background(), []source.Source{src}, options); err != nil {
		p.Fatal(err)
	}
	p.packets.synced(now)
	p.hours.synced(now)
	for _, d := range p.small {
		d.synced(now)
	}
	p.checkRaw()
}

// build builds, now and then all anew, and compares every table.
func (p *plant) build(when string) {
	p.Helper()
	clock := func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }
	pl, err := pipeline.New(p.cfg, p.store, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		p.Fatal(err)
	}
	report, err := pl.Build(context.Background(), pipeline.Options{Full: p.rnd.IntN(6) == 0})
	if err != nil {
		p.Fatal(err)
	}
	in := p.input
	in.Packets, in.Statistics = p.heldPackets(), p.heldStatistics()
	want := reference.Master(in, p.params)
	when += ", " + report.Kind
	pipelinetest.CheckMaster(p, p.store, want, when)
	pipelinetest.CheckRates(p, p.store, reference.RunRate(want.Shots, p.params, want.LeftOut...), when)
}

// checkRaw compares the large tables of the mirror with what they must hold:
// each row once, with its arrival, and marked where no file has it any more.
func (p *plant) checkRaw() {
	p.Helper()
	pipelinetest.CheckLines(p, "raw.data_shot", pipelinetest.Lines(p, p.store, `
		SELECT coalesce(upper(trim(counter_code, chr(32) || chr(9))), ''), coalesce(shot_start_time::VARCHAR, ''), coalesce(content, ''),
			epoch_us(arrived_utc), deleted_utc IS NOT NULL FROM raw.data_shot`), p.packets.lines(func(r reference.Packet, first time.Time) time.Time {
		if p.packets.has("ARRIVED_AT") {
			return r.ArrivedUTC
		}
		return first
	}))
	pipelinetest.CheckLines(p, "raw.statistics", pipelinetest.Lines(p, p.store, `
		SELECT coalesce(upper(trim(ci, chr(32) || chr(9))), ''), coalesce(trim(hour), ''), coalesce(mold_id::VARCHAR, ''),
			epoch_us(arrived_utc), deleted_utc IS NOT NULL FROM raw.statistics`), p.hours.lines(func(_ reference.Statistic, first time.Time) time.Time { return first }))
}

// heldPackets are the packets of the mirror. Their ids are the mirror's to
// give; all else is what was delivered.
func (p *plant) heldPackets() []reference.Packet {
	p.Helper()
	rows, err := p.store.Query(context.Background(), "SELECT packet_id, counter_code, shot_start_time, content, arrived_utc FROM raw.data_shot")
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	packets := []reference.Packet{}
	for rows.Next() {
		var held reference.Packet
		if err := rows.Scan(&held.PacketID, &held.CounterCode, &held.ShotStartTime, &held.Content, &held.ArrivedUTC); err != nil {
			p.Fatal(err)
		}
		delivered := p.packets.rows[packetKey(held)]
		delivered.PacketID, delivered.ArrivedUTC = held.PacketID, held.ArrivedUTC
		packets = append(packets, delivered)
	}
	if err := rows.Err(); err != nil {
		p.Fatal(err)
	}
	return packets
}

func (p *plant) heldStatistics() []reference.Statistic {
	statistics := []reference.Statistic{}
	for key := range p.hours.arrived {
		row := p.hours.rows[key]
		row.Gone = p.hours.gone[key]
		statistics = append(statistics, row)
	}
	return statistics
}
