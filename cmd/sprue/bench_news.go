package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sprue/engine/snapshot"
	"sprue/engine/store"
)

// The steps after the first build; what those of the first three bring in is held
// back until then.
const (
	newDay  = "one new day"
	newHour = "one new hour"
	late    = "late packet"

	firstSnapshot  = "first snapshot"
	secondSnapshot = "snapshot after a day"
	restoreStep    = "restore"
)

// lateDays before the last day lies the late packet, or as far back as the sample
// goes.
const lateDays = 30

// heldPart is what is taken out of a file: the rows that fulfil a condition, and
// the part that its rest belongs to; "": the rest stays.
type heldPart struct {
	file, where string
	part, rest  string
}

// holdBack takes the last day, of it the last hour, and an older packet out of
// the sample.
func (b *bench) holdBack(ctx context.Context) error {
	days, err := b.workedDays(ctx)
	if err != nil {
		return err
	}
	last, old := days[len(days)-1], days[max(0, len(days)-1-lateDays)] // no sample is shorter than two weeks
	parts := []heldPart{
		{old, "(COUNTER_CODE, SHOT_START_TIME) = (SELECT (COUNTER_CODE, SHOT_START_TIME) FROM held ORDER BY strlen(CONTENT) DESC, COUNTER_CODE, SHOT_START_TIME LIMIT 1)", late, ""},
		{last, "SHOT_START_TIME > (SELECT max(SHOT_START_TIME) - 3600000000000 FROM held)", newHour, newDay},
		{filepath.Join(b.dir, "data", "STATISTICS", filepath.Base(last)), "HOUR = (SELECT max(HOUR) FROM held)", newHour, newDay},
	}
	return b.withStore(ctx, func(s *store.Store) error {
		return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			for _, p := range parts {
				if err := b.hold(ctx, tx, p); err != nil {
					return fmt.Errorf("hold %s back: %w", p.file, err)
				}
			}
			return nil
		})
	})
}

// workedDays are the files of packets that have any, in the order of their days:
// on most Sundays nothing runs.
func (b *bench) workedDays(ctx context.Context) (days []string, err error) {
	files := filepath.Join(store.GlobQuoted(b.dir), "data", "DATA_SHOT", "*.parquet")
	err = b.withStore(ctx, func(s *store.Store) error {
		rows, err := s.Query(ctx, "SELECT DISTINCT filename FROM read_parquet("+store.Literal(files)+", filename = TRUE) ORDER BY filename")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var day string
			if err := rows.Scan(&day); err != nil {
				return err
			}
			days = append(days, day)
		}
		return rows.Err()
	})
	return days, err
}

func (b *bench) hold(ctx context.Context, tx *store.Tx, p heldPart) error {
	if _, err := tx.Exec(ctx, "CREATE OR REPLACE TEMP TABLE held AS FROM read_parquet("+store.Literal(p.file)+")"); err != nil {
		return err
	}
	if err := os.Remove(p.file); err != nil {
		return err
	}
	rest := p.file
	if p.rest != "" {
		rest = b.held(p.rest, p.file)
	}
	for _, out := range []struct{ file, is string }{{b.held(p.part, p.file), "IS TRUE"}, {rest, "IS NOT TRUE"}} {
		if err := os.MkdirAll(filepath.Dir(out.file), 0o700); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, fmt.Sprintf("COPY (FROM held WHERE (%s) %s) TO %s (FORMAT parquet)", p.where, out.is, store.Literal(out.file))); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, "DROP TABLE held")
	return err
}

// held is where a part of a file waits: in a folder of the part, as it will lie in
// the sample.
func (b *bench) held(part, file string) string {
	name := strings.ReplaceAll(part, " ", "-") + "-" + filepath.Base(file)
	return filepath.Join(b.dir, "held", part, filepath.Base(filepath.Dir(file)), name)
}

// bringIn puts a part back into the sample.
func (b *bench) bringIn(part string) error {
	from := filepath.Join(b.dir, "held", part)
	return errors.Join(os.CopyFS(filepath.Join(b.dir, "data"), os.DirFS(from)), os.RemoveAll(from))
}

// news measures what comes in after the first build, and the versions before and
// after a day of it.
func (b *bench) news(ctx context.Context) ([]benchStep, error) {
	const restored = "restored.duckdb"
	var steps []benchStep
	for _, step := range []benchStep{
		{name: firstSnapshot, args: []string{"snapshot", "create"}},
		{name: newDay, args: []string{"run"}},
		{name: secondSnapshot, args: []string{"snapshot", "create"}, bar: "≤ 3 %, ≤ 5 s"},
		{name: newHour, args: []string{"run"}, bar: "≤ 5 s"},
		{name: late, args: []string{"run"}, bar: "≤ 5 s"},
		// Into a file beside, so that the pages are those of a file that was built.
		{name: restoreStep, args: []string{"snapshot", "restore", "latest", "--db", restored}, bar: "≥ 2 M rows/s"},
	} {
		before := b.shots
		if step.args[0] == "run" {
			if err := b.bringIn(step.name); err != nil {
				return nil, err
			}
		}
		if err := b.child(ctx, &step); err != nil {
			return nil, err
		}
		if step.args[0] == "run" {
			if err := b.withData(ctx, func(s *store.Store) (err error) { b.shots, err = shotsIn(ctx, s); return err }); err != nil {
				return nil, err
			}
			step.shots = b.shots - before
		}
		steps = append(steps, step)
	}
	return steps, errors.Join(b.sizeSnapshots(steps), store.RemoveIfThere(filepath.Join(b.dir, restored)))
}

// sizeSnapshots tells what the versions wrote, and how many rows came back.
func (b *bench) sizeSnapshots(steps []benchStep) error {
	all, err := b.library().List()
	if err != nil {
		return err
	}
	own := snapshot.OwnBytes(all)
	for i := range steps {
		switch steps[i].name {
		case firstSnapshot:
			steps[i].mb = float64(all[0].Bytes()) / 1e6
		case secondSnapshot:
			steps[i].mb = float64(own[1]) / 1e6
			steps[i].percent = 100 * float64(own[1]) / float64(all[0].Bytes())
		case restoreStep:
			steps[i].rows = all[1].Rows()
		}
	}
	return nil
}
