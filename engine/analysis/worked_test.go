package analysis

import (
	"math"
	"testing"
	"time"

	"sprue/engine/reference"
)

func micros(s float64) int64 { return int64(math.Round(s * 1e6)) }

func number(v int64) reference.Int { return reference.Int{V: v, Valid: true} }

func name(v string) reference.Text { return reference.Text{V: v, Valid: true} }

// workedCase is the case of the contract, on one tool in Pune.
func workedCase() []reference.Shot {
	start := time.Date(2026, 3, 19, 8, 0, 0, 0, time.UTC).UnixMicro()
	times := []float64{0, 30, 60.5, 100, 130, 430, 1430, 1460}
	cts := []float64{30, 30, 30.5, 35, 30, 300, 999.9, 30}
	var shots []reference.Shot
	for i := range times {
		shots = append(shots, reference.Shot{
			Counter: "CNT-1", Seq: number(int64(i + 1)), TimeUTC: start + micros(times[i]), CT: micros(cts[i]), ApprovedCT: number(30e6),
			EquipmentCode: "MX-1", MoldID: 1, Cavities: 2, TimeZone: "Asia/Kolkata",
			PartID: number(7), PartCode: name("P-7"), LocationID: number(4), LocationName: name("Pune"),
			SupplierID: number(3), SupplierName: name("Moldworks"),
		})
	}
	return shots
}

// workedFigures are those of the contract.
func workedFigures() Figures {
	return Figures{
		Shots: 8, NormalShots: 5, SlowShots: 1, StopShots: 2, Parts: 16,
		RunTimeUS: micros(1490), ProductionTimeUS: micros(245.5), DowntimeUS: micros(1244.5),
		Stops: 2, MicroStops: 1, SpeedLossUS: micros(5), CTUS: micros(185.5),
	}
}

// workedPlant has, beside the worked case, an exact duplicate of its first
// shot, a shot with a cycle of 0 s and one of a counter on no tool.
func workedPlant(t testing.TB) *plant {
	shots := workedCase()
	return newPlant(t, shots, "end", 1,
		packet(101, "CNT-1", item(shots[0])),
		packet(102, "CNT-1", `{"ct": 0, "tempMeas": 41.5, "seq": 9, "time": 1773907200}`),
		packet(103, "CNT-9", `{"ct": 30, "tempMeas": 41.5, "seq": 5, "time": 1773907200}`))
}

// A build takes longer than all the questions, so they share one.
func TestWorkedPlant(t *testing.T) {
	pl := workedPlant(t)
	for name, check := range map[string]func(*testing.T, *plant){
		"Trust":             checkTrust,
		"Overview":          checkOverview,
		"WorkedCase":        checkWorkedCase,
		"WindowsAndKeys":    checkWindowsAndKeys,
		"UnknownNames":      checkUnknownNames,
		"WindowWithoutData": checkWindowWithoutData,
		"Trace":             checkTrace,
		"TraceOfNothing":    checkTraceOfNothing,
		"WorkedShots":       checkWorkedShots,
		"TraceOfItems":      checkTraceOfItems,
		"WorkedPictures":    checkWorkedPictures,
		"WorkedROI":         checkWorkedROI,
		"WorkedSessions":    checkWorkedSessions,
		"MethodsLoss":       checkMethodsLoss,
	} {
		t.Run(name, func(t *testing.T) { check(t, pl) })
	}
}
