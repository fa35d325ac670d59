package main

import (
	"context"

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
