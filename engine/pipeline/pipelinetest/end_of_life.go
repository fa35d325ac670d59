package pipelinetest

import (
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckEndOfLife compares mart.end_of_life and mart.forecast_score with what the
// reference computed.
func CheckEndOfLife(t testing.TB, s *store.Store, lives []reference.Life, forecasts []reference.Forecast, when string) {
	t.Helper()
	want := []string{}
	for _, l := range lives {
		want = append(want, line(l.Tool, l.AsOf, l.First, l.Last, l.Initial, l.Counted, l.Designed, l.Status, l.Days, l.P10, l.Median, l.P90,
			l.Reach80[0], l.Reach80[1], l.Reach80[2], l.Reach100[0], l.Reach100[1], l.Reach100[2], l.Reason,
			l.Maintained, l.MaintenanceShots, l.MaintenanceDue))
	}
	CheckLines(t, when+": end_of_life", Lines(t, s, `
		SELECT equipment_code, `+dayNumber("as_of_date", "first_date", "last_date")+`, initial_shots, counted_shots, designed_shots, status, days,
			daily_p10, daily_median, daily_p90, `+
		dayNumber("date_80_p90", "date_80_median", "date_80_p10", "date_100_p90", "date_100_median", "date_100_p10")+`, coalesce(reason, ''), `+
		dayNumber("maintenance_date")+", maintenance_shots, "+dayNumber("maintenance_due")+`
		FROM mart.end_of_life`), want)
	scores := []string{}
	for _, f := range forecasts {
		scores = append(scores, line(f.Tool, f.Date, f.Days, f.Median, f.Expected, f.Made, f.Error))
	}
	CheckLines(t, when+": forecast_score", Lines(t, s, `
		SELECT equipment_code, `+dayNumber("forecast_date")+`, days, daily_median, CAST(expected_shots AS BIGINT), made_shots, error_share
		FROM mart.forecast_score`), scores)
}

// dayNumber are columns of dates as the reference counts them.
func dayNumber(columns ...string) string {
	list := ""
	for i, c := range columns {
		if i > 0 {
			list += ", "
		}
		list += "(" + c + " - DATE '1970-01-01')::BIGINT AS " + c
	}
	return list
}
