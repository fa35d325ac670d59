package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/store"
)

// TestEndOfLifeIsTheReference: both views are made of production days and MOLD
// alone, so random ones are put there without shots, and a file serves all seeds.
func TestEndOfLifeIsTheReference(t *testing.T) {
	cfg := Defaults()
	cfg.Maintenance.EveryShots = 60
	s := openSmall(t, 0)
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	var alone sync.Mutex
	enginetest.Seeds(t, 8, func(t *testing.T, seed uint64) {
		alone.Lock()
		defer alone.Unlock()
		rnd := rand.New(rand.NewPCG(seed, 6))
		days, in := someLives(rnd)
		if err := pipelinetest.Write(context.Background(), s, in); err != nil {
			t.Fatal(err)
		}
		writeDays(t, s, days)
		pipelinetest.CheckEndOfLife(t, s, reference.EndOfLife(days, in.Molds, in.WorkOrders, cfg.Maintenance.EveryShots), reference.Forecasts(days), "views")
	})
}

// someLives are tools of all ages, of which some rest at weekends and some stop.
func someLives(rnd *rand.Rand) (days []reference.Bucket, in reference.Input) {
	const from = 20_000
	for id := range int64(20) {
		tool := fmt.Sprintf("T-%d", min(id, 18))
		first, last := from+rnd.Int64N(100), from+100+rnd.Int64N(30)
		rest, most := rnd.Int64N(3), 1+rnd.Int64N(9)
		made := int64(0)
		for date := first; date <= last && id%7 < 6; date++ {
			if date%7 < rest*2 || rnd.IntN(12) == 0 {
				continue
			}
			for part := range int64(1 + rnd.IntN(2)) {
				b := reference.Bucket{BucketKey: reference.BucketKey{LocalDate: date, EquipmentCode: tool, PartID: reference.Int{V: part, Valid: true}}}
				b.Shots = rnd.Int64N(most + 1)
				made += b.Shots
				days = append(days, b)
			}
		}
		in.Molds = append(in.Molds, reference.Mold{
			ID: id, EquipmentCode: &tool,
			DesignedShot: anyOf(rnd, nil, new(made), new(2*made+1), new(40*made+7), new(int64(-4)), new(int64(1)<<39)),
			InitialShot:  anyOf(rnd, nil, new(int64(0)), new(int64(-3)), new(made/3), new(made)),
		})
		in.WorkOrders = append(in.WorkOrders, reference.WorkOrder{
			ID: id, MoldID: id, OrderType: anyOf(rnd, new("PREVENTIVE"), new("preventive"), new("CORRECTIVE")),
			Status: anyOf(rnd, new("COMPLETED"), new("completed "), new("OPEN")), CompletedDay: new(last - rnd.Int64N(60)),
		})
	}
	return days, in
}

func anyOf[T any](rnd *rand.Rand, all ...*T) *T { return all[rnd.IntN(len(all))] }

func writeDays(t *testing.T, s *store.Store, days []reference.Bucket) {
	t.Helper()
	rows := make([]string, len(days))
	for i, d := range days {
		rows[i] = fmt.Sprintf("('%s', %d, DATE '1970-01-01' + %d, %d)", d.EquipmentCode, d.PartID.V, d.LocalDate, d.Shots)
	}
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM mart.run_rate_day; INSERT INTO mart.run_rate_day (equipment_code, part_id, local_date, shots) VALUES "+strings.Join(rows, ", "))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
