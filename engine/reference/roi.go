package reference

import (
	"math/big"
	"slices"
)

// ToolDay is a row of mart.roi_tool_day; durations in µs, parts and cycles in
// billionths.
type ToolDay struct {
	BucketKey
	Shots, LossShots, GainShots int64
	Loss, Gain                  int64
	LostParts, GainedParts      Billionths
	CT, Approved                int64
	ProductionTime, Downtime    int64
	DowntimeParts               *Billionths // nil without an approved cycle time
	BridgeShots, BridgeParts    int64
	WithoutApproved             int64
	Interval                    int64
	StopTime, MicroStopTime     int64
	Slow, Fast                  int64
	StopCycles, MicroStopCycles Billionths
	SlowCycles, FastCycles      Billionths
	BridgeApproved              int64 // Σ approved cycle time
	BridgeCavity                int64 // Σ approved cycle time × cavities
	MaxCavities                 Int
}

// Billionths are a sum of ratios, each rounded half up to nine digits.
type Billionths int64

// billionths is a / b × cavities.
func billionths(a, b, cavities int64) Billionths {
	num := new(big.Int).Mul(big.NewInt(a), big.NewInt(cavities*2_000_000_000))
	num.Add(num, big.NewInt(b))
	return Billionths(num.Div(num, big.NewInt(2*b)).Int64())
}

// equalShots are the shots of a day with one approved cycle time (NULL without
// one) and as many cavities.
type equalShots struct {
	day      BucketKey
	approved Int
	cavities int64
}

// beside are the sums of such shots that are divided by their cycle time.
type beside struct{ loss, gain, downtime, stop, micro, slow, fast int64 }

// toolDays compares every cycle and interval with the approved cycle time. An
// interval counts in the day of its shot, downtime where it lies.
func (rates *Rates) toolDays(p Params) []ToolDay {
	kind := days(p)
	rows, sums := map[BucketKey]*ToolDay{}, map[equalShots]*beside{}
	at := func(t int64, clock, s Shot) (*ToolDay, *beside) {
		key := kind.bucket(t, clock)
		key.EquipmentCode, key.PartID = s.EquipmentCode, s.PartID
		equal := equalShots{key, s.ApprovedCT, s.Cavities}
		if rows[key] == nil {
			rows[key] = &ToolDay{BucketKey: key}
		}
		if sums[equal] == nil {
			sums[equal] = &beside{}
		}
		return rows[key], sums[equal]
	}
	for _, in := range rates.Intervals {
		row, sum := at(in.Shot.TimeUTC, in.Shot, in.Shot)
		row.addShot(in, sum, p.onTarget(in.Shot))
		from, to := in.cycle()
		for _, c := range pieces(from, to, in.ends, kind) {
			row, _ := at(c.from, in.ends, in.Shot)
			row.ProductionTime += c.to - c.from
		}
		from, to = in.waiting()
		for _, w := range pieces(from, to, in.ends, kind) {
			row, sum := at(w.from, in.ends, in.Shot)
			row.Downtime += w.to - w.from
			sum.downtime += w.to - w.from
		}
	}
	for _, stop := range rates.Stops {
		for _, in := range stop.series {
			if row, sum := at(in.Shot.TimeUTC, in.Shot, in.Shot); in.Shot.ApprovedCT.Valid {
				row.addWaiting(in, sum, stop.IsMicro)
			}
		}
	}
	for equal, sum := range sums {
		if equal.approved.Valid {
			rows[equal.day].divide(*sum, equal.approved.V, equal.cavities)
		}
	}
	all := []ToolDay{}
	for _, row := range rows {
		all = append(all, *row)
	}
	slices.SortFunc(all, func(a, b ToolDay) int { return compareKeys(a.BucketKey, b.BucketKey) })
	return all
}

func (d *ToolDay) addShot(in Interval, sum *beside, tolerance int64) {
	d.MaxCavities = some(max(d.MaxCavities.V, in.Shot.Cavities))
	if !in.Shot.ApprovedCT.Valid {
		d.WithoutApproved++
		return
	}
	approved := in.Shot.ApprovedCT.V
	d.BridgeShots++
	d.BridgeParts += in.Shot.Cavities
	d.Interval += in.D
	d.BridgeApproved += approved
	d.BridgeCavity += approved * in.Shot.Cavities
	d.Slow += max(0, in.C-approved)
	d.Fast += max(0, approved-in.C)
	sum.slow += max(0, in.C-approved)
	sum.fast += max(0, approved-in.C)
	if in.Class == "long" || in.Class == "idle" {
		return
	}
	d.Shots++
	d.CT += in.Shot.CT
	d.Approved += approved
	excess := in.Shot.CT - approved
	switch {
	case excess*1_000_000 > approved*tolerance:
		d.LossShots++
		d.Loss += excess
		sum.loss += excess
	case -excess*1_000_000 > approved*tolerance:
		d.GainShots++
		d.Gain -= excess
		sum.gain -= excess
	}
}

func (d *ToolDay) addWaiting(in Interval, sum *beside, isMicro bool) {
	if isMicro {
		d.MicroStopTime += in.W
		sum.micro += in.W
		return
	}
	d.StopTime += in.W
	sum.stop += in.W
}

func (d *ToolDay) divide(sum beside, approved, cavities int64) {
	d.LostParts += billionths(sum.loss, approved, cavities)
	d.GainedParts += billionths(sum.gain, approved, cavities)
	if d.DowntimeParts == nil {
		d.DowntimeParts = new(Billionths)
	}
	*d.DowntimeParts += billionths(sum.downtime, approved, cavities)
	d.StopCycles += billionths(sum.stop, approved, 1)
	d.MicroStopCycles += billionths(sum.micro, approved, 1)
	d.SlowCycles += billionths(sum.slow, approved, 1)
	d.FastCycles += billionths(sum.fast, approved, 1)
}
