package analysis

import (
	"testing"
	"time"
)

func TestDataSentence(t *testing.T) {
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	score := func(v float64, status string) Dimensions { return Dimensions{Overall: &v, Status: status} }
	for want, d := range map[string]DataQuality{
		"No data in this range": {},
		"Yes: the data are ok, 100 of 100. Nothing is in quarantine, no shot is missing":          {All: DataScore{Dimensions: score(100, "ok")}},
		"Yes: the data are ok, over 99.9 of 100. 1 item in quarantine":                            {All: DataScore{Dimensions: score(99.96, "ok")}, Reasons: []QuarantineReason{{Items: 1}}},
		"Mostly: the data are to be watched, 91.5 of 100. 7 shots never came, 1 anomaly not over": {All: DataScore{Dimensions: score(91.5, "watch"), Missing: 7}, Anomalies: []DataAnomaly{{}, {To: &day}}},
		"With care: the data are poor, 61.2 of 100. The lowest score is that of MX-2, 40.0":       {All: DataScore{Dimensions: score(61.23, "poor")}, Tools: []DataScore{{Tool: "MX-1"}, {Tool: "MX-2", Dimensions: score(40, "poor")}, {Tool: "MX-3", Dimensions: score(90, "watch")}}},
	} {
		if got := dataSentence(d); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
