package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sprue/engine/models"
	"sprue/engine/store"
)

// compare counts the shots, looks into the build, and sets the floor beside it.
func (b *bench) compare(ctx context.Context, steps []benchStep) ([]benchStep, error) {
	sampled := b.shots
	err := b.withData(ctx, func(s *store.Store) (err error) {
		if b.shots, err = shotsIn(ctx, s); err != nil {
			return err
		}
		inside, err := insideBuild(ctx, s)
		if err != nil {
			return err
		}
		size, err := sizeOfFile(ctx, s)
		for i := range steps {
			if steps[i].name == buildStep {
				steps[i].size = &size
			}
		}
		steps = append(steps, inside...)
		return err
	})
	var floor float64
	for i := range steps {
		steps[i].shots, steps[i].rated = b.shots, true
		switch steps[i].name {
		case sampleStep:
			steps[i].shots = sampled
		case floorStep:
			floor = steps[i].seconds
		}
	}
	for i := range steps {
		if name := steps[i].name; floor > 0 && (name == buildStep || name == masterStep) {
			steps[i].floor = steps[i].seconds / floor
		}
	}
	return steps, err
}

func shotsIn(ctx context.Context, s *store.Store) (shots int64, err error) {
	if err := s.QueryRow(ctx, "SELECT count(*) FROM core.master_shot").Scan(&shots); err != nil {
		return 0, fmt.Errorf("count the shots: %w", err)
	}
	return shots, nil
}

// The parts of a build.
const (
	masterStep  = "raw to master"
	qualityStep = "data quality"
	signedStep  = "master and quality"
	runRateStep = "run rate"
	allStep     = "run rate and analyses"
)

// ofQuality tells whether a model is one of data quality: all that begins with
// data, and the hours and late packets that these are counted from.
func ofQuality(name string) bool {
	return strings.HasPrefix(name, "mart.data_") || name == "core.shot_hour" || name == "late_packet"
}

// ofAnalyses tells whether a model goes beyond the run rate: losses, sessions, the days
// and events of processes, baselines and weeks.
func ofAnalyses(name string) bool {
	return name == "rate_loss" || name == "day_value" || slices.ContainsFunc(
		[]string{"mart.roi_", "session_", "mart.ana_", "mart.process_", "stretch_", "mart.baba_"},
		func(start string) bool { return strings.HasPrefix(name, start) })
}

// insideBuild divides the last build: what the models of data quality took, those
// of the folder mart, and all the rest.
func insideBuild(ctx context.Context, s *store.Store) ([]benchStep, error) {
	seconds, err := secondsOfModels(ctx, s)
	if err != nil {
		return nil, err
	}
	all, err := models.All()
	if err != nil {
		return nil, err
	}
	runRate, quality := benchStep{name: runRateStep, bar: "≥ 0.7 M shots/s"}, benchStep{name: qualityStep}
	marts := benchStep{name: allStep, bar: "≥ 0.6 M shots/s"}
	for _, model := range all {
		switch {
		case ofQuality(model.Name):
			quality.seconds += seconds[model.Name]
		case ofAnalyses(model.Name):
			marts.seconds += seconds[model.Name]
		case strings.HasPrefix(model.Path, "mart/"):
			runRate.seconds += seconds[model.Name]
		}
	}
	marts.seconds += runRate.seconds
	master := benchStep{name: masterStep, bar: "≥ 0.8 M shots/s, ≤ 2.5 × the floor"}
	err = s.QueryRow(ctx, `
		SELECT epoch(finished_utc - started_utc) FROM meta.build ORDER BY build_id DESC LIMIT 1`).Scan(&master.seconds)
	master.seconds -= marts.seconds + quality.seconds
	both := benchStep{name: signedStep, bar: "≥ 0.56 M shots/s", seconds: master.seconds + quality.seconds}
	return []benchStep{master, quality, both, runRate, marts}, err
}

func secondsOfModels(ctx context.Context, s *store.Store) (seconds map[string]float64, err error) {
	rows, err := s.Query(ctx, `
		SELECT model, seconds FROM meta.build_model WHERE build_id = (SELECT max(build_id) FROM meta.build)`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	seconds = map[string]float64{}
	for rows.Next() {
		var model string
		var took float64
		if err := rows.Scan(&model, &took); err != nil {
			return nil, err
		}
		seconds[model] = took
	}
	return seconds, rows.Err()
}
