package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sprue/engine/store"
)

const floorStep = "floor"

// floorSQL parses the packets and writes the shots: no mapping, no checks, no
// figures.
const floorSQL = `
CREATE TABLE core.bench_floor AS
SELECT
    counter_code,
    shot.seq AS seq,
    make_timestamp(TRY_CAST(TRY_CAST(shot.time AS DOUBLE) * 1000000 AS BIGINT)) AS shot_time_utc,
    shot.ct AS ct,
    shot.tempMeas AS temperature
FROM (
    SELECT counter_code, unnest(from_json(content, '[{"ct":"DOUBLE","tempMeas":"DOUBLE","seq":"BIGINT","time":"VARCHAR"}]')) AS shot
    FROM raw.data_shot
    WHERE json_valid(content)
)`

// floorCommand is for bench alone: the floor needs a process of its own too.
func (a *app) floorCommand() *cobra.Command {
	cmd := &cobra.Command{Use: floorStep, Hidden: true}
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		return a.withData(ctx, func(s *store.Store) error {
			for _, statement := range []string{floorSQL, "DROP TABLE core.bench_floor"} {
				err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
					_, err := tx.Exec(ctx, statement)
					return err
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// compare counts the shots, looks into the build, and sets the floor beside it.
func (b *bench) compare(ctx context.Context, steps []benchStep) ([]benchStep, error) {
	if err := b.readConfig(b.config); err != nil {
		return nil, err
	}
	err := b.withData(ctx, func(s *store.Store) error {
		inside, err := insideBuild(ctx, s)
		if err != nil {
			return err
		}
		if err := s.QueryRow(ctx, "SELECT count(*) FROM core.master_shot").Scan(&b.shots); err != nil {
			return fmt.Errorf("count the shots: %w", err)
		}
		steps = append(steps, inside...)
		return nil
	})
	var floor float64
	for i := range steps {
		steps[i].shots = b.shots
		if steps[i].name == floorStep {
			floor = steps[i].seconds
		}
	}
	for i := range steps {
		if name := steps[i].name; floor > 0 && (name == "build" || strings.HasPrefix(name, "build: core")) {
			steps[i].floor = steps[i].seconds / floor
		}
	}
	return steps, err
}

// insideBuild adds up the models of each schema.
func insideBuild(ctx context.Context, s *store.Store) (steps []benchStep, err error) {
	rows, err := s.Query(ctx, `
		SELECT split_part(model, '.', 1), sum(seconds)
		FROM meta.build_model
		WHERE build_id = (SELECT arg_max(build_id, started_utc) FROM meta.build)
		GROUP BY ALL
		ORDER BY ALL`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var step benchStep
		if err := rows.Scan(&step.name, &step.seconds); err != nil {
			return nil, err
		}
		step.name = "build: " + step.name
		steps = append(steps, step)
	}
	return steps, rows.Err()
}
