package analysis

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"sprue/engine/pipeline"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/store"
)

// plant is a file that the pipeline has built of shots, beside what the
// reference makes of the same shots.
type plant struct {
	testing.TB
	store    *store.Store
	analysis *Analysis
	shots    []reference.Shot
	shotTime string
	rates    reference.Rates
	cfg      pipeline.Config
}

// now is the clock of the tests.
var now = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// newPlant mirrors the shots as packets, with rows of MOLD and the others that
// give each shot back its tool, part, supplier and plant, and builds.
func newPlant(t testing.TB, shots []reference.Shot, shotTime string, minShots int, more ...string) *plant {
	t.Helper()
	cfg, p := plantConfig(shotTime, minShots)
	return newPlantOf(t, shots, cfg, p, more...)
}

func plantConfig(shotTime string, minShots int) (pipeline.Config, reference.Params) {
	p := reference.DefaultParams()
	p.RunRate.ShotTime, p.RunRate.MinShots = shotTime, minShots
	cfg := pipeline.Defaults()
	cfg.Shots.ShotTime = shotTime
	cfg.RunRate.MinShots = &minShots
	cfg.Calendar.DayStart = "06:00"
	cfg.Families = []pipeline.FamilyRule{{Family: "Thirds", Supplier: 33}}
	cfg.Calendar.Shifts = []pipeline.ShiftConfig{
		{Name: "early", Start: "06:00", End: "14:15"}, {Name: "night", Start: "22:00", End: "06:00"},
	}
	return cfg, p
}

// newPlantOf is a plant with a configuration, and as the reference knows that.
func newPlantOf(t testing.TB, shots []reference.Shot, cfg pipeline.Config, p reference.Params, more ...string) *plant {
	t.Helper()
	return plantOfRows(t, append(mirrored(shots, nil), more...), shots, cfg, p)
}

// plantOfRows is one of rows of raw, which give the shots.
func plantOfRows(t testing.TB, rows []string, shots []reference.Shot, cfg pipeline.Config, p reference.Params) *plant {
	t.Helper()
	threads := 1
	if len(shots)%4 == 3 {
		threads = 2 // now and then: no answer depends on them
	}
	s := pipelinetest.Open(t, threads)
	pl := &plant{
		TB: t, store: s, analysis: New(s, Config{Clock: clock}),
		shots: shots, shotTime: p.RunRate.ShotTime, rates: reference.RunRate(shots, p), cfg: cfg,
	}
	pl.exec(together(rows)...)
	pl.build(cfg)
	return pl
}

// build makes what changed since the last one.
func (pl *plant) build(cfg pipeline.Config) {
	pl.Helper()
	build, err := pipeline.New(cfg, pl.store, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		pl.Fatal(err)
	}
	if _, err := build.Build(context.Background(), pipeline.Options{}); err != nil {
		pl.Fatal(err)
	}
}

// pin takes the place of the pins before: no pins take all away.
func (pl *plant) pin(pins ...pipeline.BaselineConfig) {
	pl.Helper()
	cfg := pl.cfg
	cfg.Quality.Baselines = pins
	pl.build(cfg)
}

func (pl *plant) exec(statements ...string) {
	pl.Helper()
	err := pl.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return fmt.Errorf("%.200s: %w", s, err)
			}
		}
		return nil
	})
	if err != nil {
		pl.Fatal(err)
	}
}

// mirrored are the rows of raw that give the shots; ids are those of their packets,
// nil for their own order.
func mirrored(shots []reference.Shot, ids []int) []string {
	var rows []string
	tools, parts := map[string]bool{}, map[reference.Int]bool{}
	for i, s := range shots {
		id := i + 1
		if ids != nil {
			id = ids[i] + 1
		}
		rows = append(rows, packet(id, s.Counter, item(s)))
		if !tools[s.EquipmentCode] {
			tools[s.EquipmentCode] = true
			rows = append(rows, dimensions(s)...)
		}
		if i == 0 || s.PartID != shots[i-1].PartID || s.EquipmentCode != shots[i-1].EquipmentCode {
			rows = append(rows, versioned("mold_part", "mold_id, part_id, cavity, switched_time",
				s.MoldID, s.PartID, s.Cavities, fmt.Sprint(s.TimeUTC*1000))...)
		}
		if !parts[s.PartID] {
			parts[s.PartID] = true
			rows = append(rows, versioned("part", "id, part_code, name", s.PartID, s.PartCode, "Lid")...)
		}
	}
	return append(rows, insert("meta.source", columns("source, synced_utc"), "test", "2026-03-20 11:30:00"))
}

func dimensions(s reference.Shot) []string {
	hour := time.UnixMicro(s.TimeUTC).UTC().Add(-time.Hour).Format("2006010215")
	rows := []string{insert("raw.statistics", columns("ci, mold_id, hour, shot_count, arrived_utc, source, batch_id"),
		s.Counter, s.MoldID, hour, 100, "2026-03-19 12:00:00", "test", 1)}
	for _, table := range [][]string{
		versioned("mold", "id, equipment_code, contracted_cycle_time, total_cavities, supplier_company_id, location_id",
			s.MoldID, s.EquipmentCode, 300, 2, s.SupplierID, s.LocationID),
		versioned("company", "id, name, tier", s.SupplierID, s.SupplierName, "T1"),
		versioned("location", "id, name, time_zone_id", s.LocationID, s.LocationName, s.TimeZone),
	} {
		rows = append(rows, table...)
	}
	return rows
}

func packet(id int, counter, items string) string {
	return insert("raw.data_shot", columns("counter_code, shot_start_time, content, packet_id, arrived_utc, source, batch_id"),
		counter, 1_773_907_200_000_000_000+id, "["+items+"]", id, "2026-03-19 12:00:00", "test", 1)
}

func item(s reference.Shot) string {
	return fmt.Sprintf(`{"ct": %g, "tempMeas": 41.5, "seq": %d, "time": %d.%06d}`,
		float64(s.CT)/1e6, s.Seq.V, s.TimeUTC/1e6, s.TimeUTC%1e6)
}

// versioned is a row of a table and of its history.
func versioned(table, names string, values ...any) []string {
	values = append([]any{columns(names)}, values...)
	return []string{insert("raw."+table, values...), insert("raw."+table+"_history", values...)}
}

type columns string

func insert(table string, values ...any) string {
	var texts []string
	for _, v := range values {
		switch v := v.(type) {
		case columns:
			table += " (" + string(v) + ")"
		case string:
			texts = append(texts, "'"+v+"'")
		case reference.Int:
			texts = append(texts, fmt.Sprint(v.V))
		case reference.Text:
			texts = append(texts, "'"+v.V+"'")
		default:
			texts = append(texts, fmt.Sprint(v))
		}
	}
	return "INSERT INTO " + table + " VALUES (" + strings.Join(texts, ", ") + ")"
}

// together puts the rows of each table into one statement.
func together(inserts []string) []string {
	rows := map[string][]string{}
	for _, text := range inserts {
		into, values, _ := strings.Cut(text, " VALUES ")
		rows[into] = append(rows[into], values)
	}
	var all []string
	for into, values := range rows {
		all = append(all, into+" VALUES "+strings.Join(values, ", "))
	}
	return all
}
