package reference

import "cmp"

// Bridge is a row of mart.loss_bridge: steps in parts and in hours.
type Bridge struct {
	BucketKey
	Nominal int64
	Parts   BridgeSteps
	Hours   BridgeSteps
}

// BridgeSteps lead from Optimal to Good: all but Fast are taken away.
type BridgeSteps struct{ Optimal, Stop, MicroStop, Slow, Fast, Blocked, Good Billionths }

// LossBridge makes the bridge of each day, with the tools' nominal cavities.
func LossBridge(days []ToolDay, molds []Mold) []Bridge {
	nominal := nominalCavities(days, molds)
	rows := []Bridge{}
	for _, d := range days {
		n := nominal[d.EquipmentCode]
		cycles := Billionths(n)
		parts := BridgeSteps{
			Stop: cycles * d.StopCycles, MicroStop: cycles * d.MicroStopCycles, Slow: cycles * d.SlowCycles, Fast: cycles * d.FastCycles,
			Blocked: billionths(n*d.BridgeShots-d.BridgeParts, 1, 1), Good: billionths(d.BridgeParts, 1, 1),
		}
		hours := BridgeSteps{
			Stop: inHours(d.StopTime), MicroStop: inHours(d.MicroStopTime), Slow: inHours(d.Slow), Fast: inHours(d.Fast),
			Good: billionths(d.BridgeCavity, hour*n, 1),
		}
		hours.Blocked = inHours(d.BridgeApproved) - hours.Good
		parts.Optimal, hours.Optimal = parts.possible(), hours.possible()
		rows = append(rows, Bridge{d.BucketKey, n, parts, hours})
	}
	return rows
}

func inHours(us int64) Billionths { return billionths(us, hour, 1) }

func (s BridgeSteps) possible() Billionths {
	return s.Good + s.Blocked + s.Stop + s.MicroStop + s.Slow - s.Fast
}

// nominalCavities are the TOTAL_CAVITIES above 0 of the tool's last version of
// MOLD that has them, else the most that one of its shots made.
func nominalCavities(days []ToolDay, molds []Mold) map[string]int64 {
	nominal, last := map[string]int64{}, map[string]Mold{}
	for _, d := range days {
		nominal[d.EquipmentCode] = max(nominal[d.EquipmentCode], d.MaxCavities.V)
	}
	for _, m := range molds {
		tool := code(m.EquipmentCode).V
		if before, ok := last[tool]; null(m.TotalCavities).V > 0 && (!ok || cmp.Or(since(m)-since(before), m.ID-before.ID) > 0) {
			last[tool], nominal[tool] = m, *m.TotalCavities
		}
	}
	return nominal
}

// since is the instant from which a version holds, 0 from the beginning.
func since(m Mold) int64 {
	if m.ValidFrom == nil {
		return 0
	}
	return m.ValidFrom.UnixMicro()
}
