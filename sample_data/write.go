package sampledata

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"sprue/engine"
)

// format writes tables as files.
type format interface {
	suffix() string
	shots(w io.Writer, rows []row) error
	small(w io.Writer, t *table) error
}

// row is a packet as it is written.
type row struct {
	counter string
	start   int64
	content []byte
	arrival int64
}

func formatOf(name string) format {
	switch name {
	case "csv":
		return csvFormat{}
	case "ndjson":
		return linesFormat{}
	default:
		return parquetFormat{}
	}
}

// Write fills a folder with a sample set and tells what it planted. The folder
// is changed at the end only, file by file, and files that come out the same
// are left alone; a write that is cut off leaves the folder as it was, but for
// a hidden folder that the next write removes.
func Write(ctx context.Context, o Options) (Truth, error) {
	o = o.withDefaults()
	if err := o.validate(); err != nil {
		return Truth{}, err
	}
	s, p, err := newSet(o)
	if err != nil {
		return Truth{}, err
	}
	target, err := openFolder(s.Dir)
	if err != nil {
		return Truth{}, err
	}
	truth, err := s.write(ctx, p, target)
	if err == nil {
		err = target.install()
	}
	if err != nil {
		err = errors.Join(err, target.discard())
		if ctx.Err() != nil {
			return Truth{}, fmt.Errorf("write sample data to %s: %w", o.Dir, ctx.Err())
		}
		return Truth{}, o.stopped(err)
	}
	return truth, nil
}

// stopped says why the set was not written to its end.
func (o Options) stopped(err error) error {
	if engine.IsDiskFull(err) {
		return &engine.Error{Code: engine.CodeFile, Doing: "write sample data to " + o.Dir, Message: "the disk is full",
			Hint: "free some space, name a folder on another disk or ask for fewer --shots; nothing of it was left", Cause: err}
	}
	return o.fail("it stopped", err)
}

// dayWork is all that arrives on a UTC day, on its way to a file.
type dayWork struct {
	day     int64
	batches []batch
}

// write makes the days one after the other, each tool on its own, while the
// days before are still being compressed.
func (s *set) write(ctx context.Context, p plan, target *folder) (Truth, error) {
	truth := Truth{
		Generator: generator, Seed: s.Seed, From: s.From, To: s.To, Anchor: s.Anchor, Target: s.Shots, FaultsSet: s.Options.Faults,
		Load: p.load, Weekends: p.weekends, Pace: p.pace, Stories: s.stories,
	}
	book := newFaultBook()
	free := make(chan *dayWork, s.Workers+1)
	for range cap(free) {
		free <- &dayWork{batches: make([]batch, len(s.recorders))}
	}
	writers, inner := errgroup.WithContext(ctx)
	writers.SetLimit(s.Workers)
	for d := dayNumber(s.From); d < dayNumber(s.To) && inner.Err() == nil; d++ {
		work := <-free
		work.day = d
		s.makeDay(work)
		truth.count(work, book)
		writers.Go(func() error {
			defer func() { free <- work }()
			return s.writeDay(inner, work, target)
		})
		s.Progress(truth.Shots, s.Shots)
	}
	if err := writers.Wait(); err != nil {
		return Truth{}, err
	}
	if err := ctx.Err(); err != nil {
		return Truth{}, err
	}
	s.finish(&truth, book)
	return truth, s.writeSmall(truth, target)
}

// makeDay runs all tools over a day. The recorders' buffers change places with
// those of a day that has been written, so nothing is copied.
func (s *set) makeDay(work *dayWork) {
	last := work.day == dayNumber(s.To)-1
	groups := s.groups()
	var makers errgroup.Group
	makers.SetLimit(s.Workers)
	for _, group := range groups {
		makers.Go(func() error {
			for _, i := range group {
				r := s.recorders[i]
				r.out, work.batches[i] = work.batches[i], r.out
				r.runDay(work.day, last)
				r.out, work.batches[i] = work.batches[i], r.out
			}
			return nil
		})
	}
	_ = makers.Wait() // makers give no errors
}

// groups keeps the two tools that share a counter in one hand, in order.
func (s *set) groups() [][]int {
	groups := [][]int{}
	for i := range s.recorders {
		if i == counterTaker {
			groups[counterGiver] = append(groups[counterGiver], i)
		} else {
			groups = append(groups, []int{i})
		}
	}
	return groups
}

func (t *Truth) count(work *dayWork, book faultBook) {
	for i := range work.batches {
		b := &work.batches[i]
		t.Shots += b.shots
		t.Items += b.items
		t.Packets += int64(len(b.packets))
		for _, f := range b.faults {
			book.add(f)
		}
	}
}

func (s *set) writeDay(ctx context.Context, work *dayWork, target *folder) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	name := time.Unix(work.day*86_400, 0).UTC().Format(time.DateOnly)
	out := formatOf(s.Format)
	err := target.create(filepath.Join("DATA_SHOT", name+out.suffix()), func(w io.Writer) error { return out.shots(w, work.rows()) })
	if err != nil {
		return err
	}
	hours := s.statistics(work)
	return target.create(filepath.Join("STATISTICS", name+out.suffix()), func(w io.Writer) error { return out.small(w, hours) })
}

// rows are in the order of arrival.
func (w *dayWork) rows() []row {
	rows := []row{}
	for i := range w.batches {
		b := &w.batches[i]
		for k := range b.packets {
			p := &b.packets[k]
			rows = append(rows, row{p.counter, p.start, p.content(b.text), p.arrival})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.arrival, b.arrival) })
	return rows
}

func (s *set) statistics(work *dayWork) *table {
	t := newStatistics()
	for i := range work.batches {
		for _, h := range work.batches[i].hours {
			m := s.tools[i]
			t.add(h.counter, m.id, m.code, time.Unix(h.hour*3600, 0).UTC().Format("2006010215"), h.shots)
		}
	}
	slices.SortStableFunc(t.rows, func(a, b []any) int { return cmp.Compare(a[3].(string), b[3].(string)) })
	return t
}

// finish adds what is known at the end only.
func (s *set) finish(truth *Truth, book faultBook) {
	for i := range min(s.faults.zones, len(s.tools)) {
		k := len(s.tools) - 1 - i
		book.add(fault{unknownZone, FaultPlace{Counter: s.tools[k].carries[0].counter.code, Shots: s.recorders[k].total, Detail: fmt.Sprintf("tool %s, zone %q", s.tools[k].code, oddZones()[i])}})
	}
	if s.faults.dense {
		for i, m := range s.tools {
			if i%12 == 5 {
				book.add(fault{junkSwitchedTime, FaultPlace{Detail: "tool " + m.code}})
			}
		}
	}
	truth.Faults, truth.Days = book.list(), book.listDays()
	for i, m := range s.tools {
		truth.Tools = append(truth.Tools, ToolTruth{
			Tool: m.code, Counter: m.counterAt(s.To.UnixMilli()).code, Plant: m.plant.name, ApprovedCT: round1(m.approved),
			Bias: m.bias, Poor: m.slow > 0.15, Shots: s.recorders[i].total,
		})
	}
}

func (s *set) writeSmall(truth Truth, target *folder) error {
	out := formatOf(s.Format)
	for _, t := range s.dimensions() {
		if err := target.create(t.name+out.suffix(), func(w io.Writer) error { return out.small(w, t) }); err != nil {
			return err
		}
	}
	return truth.write(filepath.Join(target.partial(), truthFile))
}

// create writes a file of the set to come.
func (f *folder) create(name string, fill func(io.Writer) error) error {
	path := filepath.Join(f.partial(), name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(out, 256<<10)
	if err := fill(w); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, err), out.Close())
	}
	return errors.Join(w.Flush(), out.Close())
}
