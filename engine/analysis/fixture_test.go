package analysis

import (
	"context"
	_ "embed"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sprue/engine/reference"
	"sprue/engine/store"
)

//go:embed testdata/marts.sql
var martsSQL string

// plant is a file whose marts are those of shots, computed by the reference.
type plant struct {
	testing.TB
	store    *store.Store
	analysis *Analysis
	rates    reference.Rates
	params   reference.Params
}

// now is the clock of the tests.
var now = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

func newPlant(t testing.TB, shots []reference.Shot, p reference.Params) *plant {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{Path: filepath.Join(t.TempDir(), "plant.duckdb")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	pl := &plant{TB: t, store: s, rates: reference.RunRate(shots, p), params: p}
	pl.analysis = New(s, Config{Clock: func() time.Time { return now }})
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, martsSQL); err != nil {
			return err
		}
		for _, insert := range together(pl.inserts(p)) {
			if _, err := tx.Exec(ctx, insert); err != nil {
				return fmt.Errorf("%s: %w", insert, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pl
}

// inserts are the statements that fill the marts.
func (pl *plant) inserts(p reference.Params) []string {
	all := []string{insert("core.setting_run_rate", 0, nil, nil, nil, p.RunRate.RunGap, p.RunRate.BreakOnPartChange,
		0.05, 2.0, 999.9, 2.0, "mode", p.RunRate.MinShots, p.RunRate.ShotTime, p.RunRate.MicroStop)}
	places := map[string]bool{}
	for _, s := range pl.rates.Shots {
		if !places[s.EquipmentCode] {
			places[s.EquipmentCode] = true
			all = append(all, pl.periods(s, p)...)
			all = append(all, insert("raw.mold", columns("id, equipment_code"), s.MoldID, s.EquipmentCode))
		}
	}
	for _, in := range pl.rates.Intervals {
		ref := any(nil)
		if in.RefCT.Valid {
			ref = float64(in.RefCT.V) / 1e6
		}
		all = append(all, insert("mart.shot_interval", in.Shot.EquipmentCode, id(in.Run), in.Shot.Counter, in.Shot.Seq,
			at(in.Shot.TimeUTC), float64(in.Shot.CT)/1e6, ref, in.Class, in.D, in.C, in.W, doubtful(in, in.W)))
		all = append(all, insert("core.master_shot", in.Shot.Counter, in.Shot.Seq, at(in.Shot.TimeUTC), date(in.Shot.UTCDay),
			in.Shot.EquipmentCode, in.Shot.PartID, in.Shot.Cavities, 100))
	}
	for _, r := range pl.rates.Runs {
		f := r.Figures
		all = append(all, insert("mart.run", id(r.Key), r.Key.EquipmentCode, r.MoldID, r.PartID,
			at(r.StartUTC), at(r.EndUTC), at(r.StartLocal), at(r.EndLocal), float64(r.RefCT.V)/1e6, r.ReferenceMethod,
			f.Shots, f.NormalShots, f.SlowShots, f.FastShots, f.StopShots, f.Parts, f.RunTime, f.ProductionTime,
			f.Downtime, f.Doubtful, f.Stops, f.MicroStops, f.SpeedLoss, f.SpeedGain, f.Efficiency(), f.Stability(),
			f.MTTR(), f.MTBF(), f.ShotsPerStop(), f.AverageCT(), r.QualityScore, f.CT, at(pl.firstShot(r.Key)), at(pl.lastShot(r.Key))))
	}
	for i, s := range pl.rates.Stops {
		all = append(all, insert("mart.stop", uint64(i+1), id(s.Run), s.Run.EquipmentCode, at(s.StartUTC), at(s.EndUTC),
			at(s.StartLocal), s.Downtime, s.Kind, s.Shots, s.IsMicro, date(pl.stopDay(s, p)), pl.partOf(s.Run), nil,
			nil, nil, nil, nil))
	}
	all = append(all, pl.slots(p)...)
	for _, b := range pl.rates.Days {
		all = append(all, pl.bucket("mart.run_rate_day", b, date(b.LocalDate)))
	}
	for _, b := range pl.rates.Shifts {
		all = append(all, pl.bucket("mart.run_rate_shift", b, date(b.LocalDate), b.Shift))
	}
	return all
}

func (pl *plant) bucket(table string, b reference.Bucket, keys ...any) string {
	var s reference.Shot
	for _, shot := range pl.rates.Shots {
		if shot.EquipmentCode == b.EquipmentCode && shot.PartID == b.PartID {
			s = shot
		}
	}
	f := b.Figures
	values := append([]any{b.EquipmentCode, b.PartID}, keys...)
	return insert(table, append(values, s.LocationID, s.LocationName, s.SupplierID, s.SupplierName, s.PartCode,
		f.Shots, f.NormalShots, f.SlowShots, f.FastShots, f.StopShots, f.Parts, f.RunTime, f.ProductionTime,
		f.Downtime, f.Doubtful, f.Stops, f.MicroStops, f.SpeedLoss, f.SpeedGain, f.CT, 100.0)...)
}

// periods are those of the shot's counter: a new one at each change of offset.
func (pl *plant) periods(s reference.Shot, p reference.Params) []string {
	zone, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		pl.Fatal(err)
	}
	calendar := calendarOf(p, s)
	var all []string
	from := "-infinity"
	for t := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); ; {
		_, offset := t.Zone()
		_, end := t.ZoneBounds()
		to := "infinity"
		if !end.IsZero() && end.Year() < 2027 {
			to = at(end.UnixMicro())
		}
		all = append(all, insert("core.counter_period", s.Counter, from, to, s.EquipmentCode, s.MoldID, s.PartID, s.SupplierID,
			s.LocationID, s.LocationName, s.TimeZone, int64(offset)*1e6, calendar.DayStart))
		if to == "infinity" {
			return all
		}
		from, t = to, end
	}
}

type columns string

func insert(table string, values ...any) string {
	var texts []string
	for _, v := range values {
		switch v := v.(type) {
		case columns:
			table += " (" + string(v) + ")"
		case nil:
			texts = append(texts, "NULL")
		case string:
			texts = append(texts, "'"+v+"'")
		case reference.Int:
			texts = append(texts, nullable(v.V, v.Valid))
		case reference.Float:
			texts = append(texts, nullable(v.V, v.Valid))
		case reference.Text:
			texts = append(texts, nullable("'"+v.V+"'", v.Valid))
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

func nullable(v any, valid bool) string {
	if !valid {
		return "NULL"
	}
	return fmt.Sprint(v)
}

func at(us int64) string { return time.UnixMicro(us).UTC().Format("2006-01-02 15:04:05.000000") }

func date(days int64) string { return time.Unix(days*86400, 0).UTC().Format(time.DateOnly) }

func id(k reference.RunKey) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, k)
	return h.Sum64()
}
