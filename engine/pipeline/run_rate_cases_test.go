package pipeline

import (
	"fmt"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/engine/reference"
	"sprue/engine/store"
)

// toolShots makes shots of one tool and counter from times and cts in seconds,
// with seq 1, 2, 3….
func toolShots(zone string, times, cts []float64) []reference.Shot {
	shots := []reference.Shot{}
	for i := range times {
		shots = append(shots, reference.Shot{
			Counter: "CNT-1", Seq: reference.Int{V: int64(i + 1), Valid: true}, TimeUTC: millionths(times[i]), CT: millionths(cts[i]),
			EquipmentCode: "T-1", MoldID: 1, PartID: reference.Int{V: 1, Valid: true}, PartCode: reference.Text{V: "P-1", Valid: true}, Cavities: 2,
			LocationID: reference.Int{V: placeOf(zone), Valid: true}, TimeZone: zone,
		})
	}
	return shots
}

func placeOf(zone string) int64 {
	for _, at := range places() {
		if at.zone == zone {
			return at.id
		}
	}
	return 0
}

// ran is a store with the marts of those shots.
func ran(t testing.TB, cfg Config, shots []reference.Shot) *store.Store {
	t.Helper()
	s := openStore(t)
	prepareRunRate(t, s, cfg)
	putShots(t, s, shots, nil)
	buildRunRate(t, s, cfg, nil)
	return s
}

// epoch is 2026-01-05 00:00 UTC, a Monday, in s.
const epoch = 1767571200.0

func after(seconds ...float64) []float64 {
	times := []float64{}
	for _, s := range seconds {
		times = append(times, epoch+s)
	}
	return times
}

func wantRows(t testing.TB, s *store.Store, what, query string, want ...row) {
	t.Helper()
	compareRows(t, what, readRows(t, s, query), want)
}

func TestWorkedCase(t *testing.T) {
	cfg := Defaults()
	cfg.RunRate.MinShots = new(1)
	s := ran(t, cfg, toolShots("UTC", after(0, 30, 60.5, 100, 130, 430, 1430, 1460), []float64{30, 30, 30.5, 35, 30, 300, 999.9, 30}))
	wantRows(t, s, "intervals", "SELECT seq, class::VARCHAR, d_us / 1e6, c_us / 1e6, w_us / 1e6 FROM mart.shot_interval",
		row{1, "normal", 30, 30, 0}, row{2, "normal", 30, 30, 0}, row{3, "normal", 30.5, 30.5, 0}, row{4, "slow", 39.5, 35, 4.5},
		row{5, "normal", 30, 30, 0}, row{6, "long", 300, 30, 270}, row{7, "idle", 1000, 30, 970}, row{8, "normal", 30, 30, 0})
	wantRows(t, s, "run", `
		SELECT ref_ct, reference_method, shots, normal_shots, slow_shots, fast_shots, stop_shots, parts, run_time_us, production_time_us, downtime_us,
			stops, micro_stops, mttr_s, mtbf_s, efficiency, stability, speed_loss_us, shots_per_stop, average_ct FROM mart.run`,
		row{30, "mode", 8, 5, 1, 0, 2, 16, 1490_000_000, 245_500_000, 1244_500_000, 2, 1, 622.25, 122.75, 0.625, 245.5 / 1490, 5_000_000, 4, 185.5 / 6})
	wantRows(t, s, "stops", fmt.Sprintf("SELECT epoch(start_utc) - %f, epoch(end_utc) - %[1]f, downtime_us, kind, shots, is_micro FROM mart.stop", epoch),
		row{60.5, 65, 4_500_000, "gap", 1, true}, row{130, 1400, 1240_000_000, "idle", 2, false})
}

func TestWorkedCaseWithStartTimes(t *testing.T) {
	cfg := Defaults()
	cfg.RunRate.MinShots = new(1)
	cfg.Shots.ShotTime = "start"
	s := ran(t, cfg, toolShots("UTC", after(0, 30, 65, 365), []float64{30, 30, 300, 999.9}))
	wantRows(t, s, "intervals", "SELECT seq, class::VARCHAR, d_us / 1e6, c_us / 1e6, w_us / 1e6 FROM mart.shot_interval",
		row{1, "normal", 30, 30, 0}, row{2, "normal", 35, 30, 5}, row{3, "long", 300, 30, 270}, row{4, "idle", 30, 30, 0})
	wantRows(t, s, "run", fmt.Sprintf("SELECT epoch(start_utc) - %f, epoch(end_utc) - %[1]f, stops FROM mart.run", epoch), row{0, 395, 1})
	wantRows(t, s, "stops", fmt.Sprintf("SELECT epoch(start_utc) - %f, epoch(end_utc) - %[1]f, downtime_us, kind, shots FROM mart.stop", epoch),
		row{60, 365, 275_000_000, "long", 2})
}

func TestASilenceOfRunGapDoesNotEndTheRun(t *testing.T) {
	s := ran(t, Defaults(), toolShots("UTC", after(0, 28_800, 57_600.000001), []float64{30, 30, 30}))
	wantRows(t, s, "runs", "SELECT shots FROM mart.run", row{2}, row{1})
}

// TestAStopGrowsBackOverAnHour: the run is carried on from ten o'clock. A
// micro-stop waits from then on only, but its shot lies before ten; with the new
// shot it is a part of a longer stop.
func TestAStopGrowsBackOverAnHour(t *testing.T) {
	p := &plant{cfg: Defaults()}
	p.cfg.RunRate.MinShots, p.cfg.RunRate.ShotTime = new(1), new("start")
	all := toolShots("UTC", after(28_800, 28_830, 32_400, 35_955, 35_985, 36_060, 36_720), []float64{30, 30, 30, 30, 30, 30, 30})
	for i := range all {
		all[i].ApprovedCT = reference.Int{V: 30_000_000, Valid: true}
	}
	p.shots = all[:6]
	s := ran(t, p.cfg, p.shots)
	wantRows(t, s, "before", "SELECT stop_us, micro_stop_us FROM mart.roi_tool_day", row{7_065_000_000, 45_000_000})
	p.shots = all
	spans := []span{{"T-1", all[6].TimeUTC, all[6].TimeUTC + 1}}
	putShots(t, s, p.shots, spans)
	buildRunRate(t, s, p.cfg, spans)
	wantRows(t, s, "after", "SELECT stop_us, micro_stop_us FROM mart.roi_tool_day", row{7_740_000_000, 0})
	compareRates(t, s, p, "after")
}

func TestClassesAtTheirLimits(t *testing.T) {
	cts := []float64{28.499499, 28.4995, 28.5, 31.5, 31.500499, 31.5005, 60, 60.000499, 60.0005, 999.899499, 999.8995, 999.9}
	want := []string{"fast", "normal", "normal", "normal", "normal", "slow", "slow", "slow", "long", "long", "idle", "idle"}
	shots, rows := toolShots("UTC", after(make([]float64, len(cts))...), cts), []row{}
	for i := range shots {
		shots[i].TimeUTC += int64(i) * 30_000_000
		shots[i].ApprovedCT = reference.Int{V: 30_000_000, Valid: true}
		rows = append(rows, row{i + 1, want[i]})
	}
	wantRows(t, ran(t, Defaults(), shots), "classes", "SELECT seq, class::VARCHAR FROM mart.shot_interval", rows...)
}

// TestDaysOfAnOtherLength lets a tool run through a change of offset without a
// stop: the local day is as long as it is, and no time is lost.
func TestDaysOfAnOtherLength(t *testing.T) {
	for _, c := range []struct {
		zone, date string
		day        time.Duration
		hours      int           // buckets of that day
		longest    time.Duration // of them
		shortest   time.Duration
	}{
		{"Europe/Berlin", "2026-03-29", 23 * time.Hour, 23, time.Hour, time.Hour},
		{"Europe/Berlin", "2026-10-25", 25 * time.Hour, 25, time.Hour, time.Hour},
		{"America/New_York", "2026-11-01", 25 * time.Hour, 25, time.Hour, time.Hour},
		{"Australia/Lord_Howe", "2026-04-05", 24*time.Hour + 30*time.Minute, 24, 90 * time.Minute, time.Hour},
		{"Australia/Lord_Howe", "2026-10-04", 23*time.Hour + 30*time.Minute, 24, time.Hour, 30 * time.Minute},
		{"Pacific/Chatham", "2026-04-05", 25 * time.Hour, 26, time.Hour, 15 * time.Minute}, // 03:45 is 02:45 again
		{"Asia/Kathmandu", "2026-04-05", 24 * time.Hour, 24, time.Hour, time.Hour},
	} {
		t.Run(c.zone+" "+c.date, func(t *testing.T) {
			t.Parallel()
			date, _ := time.Parse(time.DateOnly, c.date)
			times, cts := []float64{}, []float64{}
			for at := date.Add(-15 * time.Hour); at.Before(date.Add(39 * time.Hour)); at = at.Add(50 * time.Second) {
				times, cts = append(times, float64(at.Unix())), append(cts, 50)
			}
			s := ran(t, Defaults(), toolShots(c.zone, times, cts))
			wantRows(t, s, "day", "SELECT run_time_us FROM mart.run_rate_day WHERE local_date = DATE '"+c.date+"'", row{c.day.Microseconds()})
			wantRows(t, s, "hours", `
				SELECT count(*), max(run_time_us), min(run_time_us), sum(run_time_us)::BIGINT FROM mart.run_rate_hour
				WHERE bucket_start_local::DATE = DATE '`+c.date+`'`,
				row{c.hours, c.longest.Microseconds(), c.shortest.Microseconds(), c.day.Microseconds()})
		})
	}
}

func TestTimeIsKeptInEveryGrouping(t *testing.T) {
	enginetest.Seeds(t, 4, func(t *testing.T, seed uint64) {
		p := newPlant(1_000_000 + seed)
		s := ran(t, p.cfg, p.shots)
		const figures = "sum(run_time_us)::BIGINT, sum(production_time_us)::BIGINT, sum(downtime_us)::BIGINT, sum(shots)::BIGINT, sum(parts)::BIGINT, sum(stops)::BIGINT, sum(doubtful_us)::BIGINT"
		want := readRows(t, s, "SELECT "+figures+" FROM mart.run")
		for _, table := range []string{"run_rate_hour", "run_rate_day", "run_rate_shift", "run_rate_slot"} {
			wantRows(t, s, table, "SELECT "+figures+" FROM mart."+table, want...)
			wantRows(t, s, table+": parts of the time", "SELECT count(*) FROM mart."+table+" WHERE run_time_us <> production_time_us + downtime_us OR shots <> normal_shots + slow_shots + fast_shots + stop_shots", row{0})
		}
		wantRows(t, s, "intervals", "SELECT sum(d_us)::BIGINT, sum(c_us)::BIGINT, sum(w_us)::BIGINT FROM mart.shot_interval", want[0][:3])
	})
}
