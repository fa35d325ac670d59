package pipeline

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/spc"
	"sprue/engine/store"
)

// featureDays is how many production days the plants of these tests have, from the
// 5th of January 2026 on.
const (
	featureFrom = 20_458
	featureDays = 24
)

// madeShot is a shot of one of the tools, as a counter sends it.
type madeShot struct {
	tool        int
	at          int64 // s since 1970
	ct          float64
	temperature float64 // NaN where none was measured
}

// dated is what happens to a tool at an instant, s since 1970.
type dated struct {
	tool  int
	at    int64
	value int64 // part, or designed shots
}

// featurePlant is all that the sources tell of three tools.
type featurePlant struct {
	shots    []madeShot
	switches []dated // to another part
	designed []dated // from the second version of MOLD on
	orders   []dated // completed, PREVENTIVE
}

// The clock of the plant is 7 h ahead of UTC, and its day begins at 06:00.
const aheadOfUTC = (7 - 6) * 3600

func featureDay(at int64) int64 { return (at + aheadOfUTC) / 86_400 }

// somePlant runs over midnight, stops for a while now and then, rests on some days and
// changes parts; the third tool does neither, so that its one run has the reference of
// its first days up to the middle, and that of its later, slower ones in the end.
func somePlant(rnd *rand.Rand) (p featurePlant) {
	for tool := 1; tool <= 3; tool++ {
		p.switches = append(p.switches, dated{tool, 0, 7})
		part := int64(7)
		at := int64(featureFrom*86_400) - aheadOfUTC + rnd.Int64N(20_000)
		for at < (featureFrom+featureDays)*86_400-aheadOfUTC {
			day := featureDay(at) - featureFrom
			level := 4000 + 5*day*int64(tool%3)
			if tool == 3 && day >= 8 {
				level += 400
			}
			s := madeShot{tool: tool, ct: float64(level+10*rnd.Int64N(10)) / 10, temperature: float64(600+rnd.Int64N(20)) / 10}
			pause := int64(0)
			switch rnd.IntN(30) {
			case 0:
				s.ct = float64(9500+rnd.Int64N(480)) / 10 // above twice every mode
			case 1:
				s.ct = 999.9
			case 2, 3:
				pause = 60 + rnd.Int64N(7_000)
			case 4:
				s.temperature = math.NaN()
			case 5:
				if rnd.IntN(8) == 0 && tool < 3 {
					pause = 86_400 + rnd.Int64N(86_400)
				}
			}
			at += int64(s.ct) + 1 + pause
			s.at = at
			p.shots = append(p.shots, s)
			if rnd.IntN(200*tool) == 0 && tool < 3 {
				part = 15 - part
				p.switches = append(p.switches, dated{tool, at + 1, part})
			}
			if rnd.IntN(500) == 0 {
				p.orders = append(p.orders, dated{tool, at, 0})
			}
			if rnd.IntN(700) == 0 {
				p.designed = append(p.designed, dated{tool, at, 5_000 + rnd.Int64N(5_000)})
			}
		}
	}
	return p
}

// before is what was told up to the end of a production day.
func (p featurePlant) before(day int64) (past featurePlant) {
	end := (day+1)*86_400 - aheadOfUTC
	for _, s := range p.shots {
		if s.at < end {
			past.shots = append(past.shots, s)
		}
	}
	upTo := func(all []dated) (told []dated) {
		for _, d := range all {
			if d.at < end {
				told = append(told, d)
			}
		}
		return told
	}
	past.switches, past.designed, past.orders = upTo(p.switches), upTo(p.designed), upTo(p.orders)
	return past
}

// then is that, and what another plant tells later.
func (p featurePlant) then(day int64, other featurePlant) featurePlant {
	end := (day+1)*86_400 - aheadOfUTC
	all := p.before(day)
	for _, s := range other.shots {
		if s.at >= end {
			all.shots = append(all.shots, s)
		}
	}
	add := func(to *[]dated, from []dated) {
		for _, d := range from {
			if d.at >= end {
				*to = append(*to, d)
			}
		}
	}
	add(&all.switches, other.switches)
	add(&all.designed, other.designed)
	add(&all.orders, other.orders)
	return all
}

// build puts the plant into a file of its own and builds it.
func (p featurePlant) build(t *testing.T, made []byte) *store.Store {
	t.Helper()
	s := pipelinetest.OpenCopy(t, made, 1)
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, p.statements())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cfg := Defaults()
	cfg.Calendar.DayStart = "06:00"
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	return s
}

func (p featurePlant) statements() string {
	rows := []string{"INSERT INTO raw.location_history (id, name, time_zone_id) VALUES (1, 'Plant', 'Asia/Bangkok')"}
	for tool := 1; tool <= 3; tool++ {
		rows = append(rows, fmt.Sprintf("INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-%d', %[1]d, '2026010100')", tool))
		from, designed := "NULL", int64(4_000*tool)
		for _, d := range append(p.designed, dated{tool, math.MaxInt64, 0}) {
			if d.tool != tool {
				continue
			}
			to := fmt.Sprintf("make_timestamp(%d)", d.at*1_000_000)
			if d.at == math.MaxInt64 {
				to = "NULL"
			}
			rows = append(rows, fmt.Sprintf(`INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, location_id, designed_shot, initial_shot, valid_from, valid_to)
				VALUES (%d, 'T-%[1]d', 4000, 2, 1, %d, 100, %s, %s)`, tool, designed, from, to))
			from, designed = to, d.value
		}
	}
	for _, d := range p.switches {
		rows = append(rows, fmt.Sprintf("INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time) VALUES (%d, %d, 2, '%d')", d.tool, d.value, d.at*1_000_000_000))
		if d.at > 0 { // the other one is no longer made
			rows = append(rows, fmt.Sprintf("INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time) VALUES (%d, %d, 0, '%d')", d.tool, 15-d.value, d.at*1_000_000_000))
		}
	}
	for i, d := range p.orders {
		rows = append(rows, fmt.Sprintf("INSERT INTO raw.work_order (id, mold_id, order_type, status, completed_at) VALUES (%d, %d, 'PREVENTIVE', 'COMPLETED', make_timestamp(%d))", i, d.tool, d.at*1_000_000))
	}
	type packet struct {
		tool int
		day  int64
	}
	contents := map[packet][]string{}
	for i, s := range p.shots {
		at := packet{s.tool, s.at / 86_400}
		temperature := "null"
		if !math.IsNaN(s.temperature) {
			temperature = fmt.Sprint(s.temperature)
		}
		contents[at] = append(contents[at], fmt.Sprintf(`{"ct": %v, "tempMeas": %s, "seq": %d, "time": "%d"}`, s.ct, temperature, i+1, s.at))
	}
	for at, content := range contents {
		rows = append(rows, fmt.Sprintf("INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc) VALUES ('CNT-%d', %d, '[%s]', %d, TIMESTAMP '2026-06-01')",
			at.tool, at.day*86_400_000_000_000, strings.Join(content, ", "), int64(at.tool)*100_000+at.day))
	}
	return strings.Join(rows, ";\n")
}

// featureColumns are the numbers that the tests compare, in this order.
const featureColumns = `shots, parts, ct_shots, ct_mean, ct_p50, temp_shots, normal_share, slow_share, fast_share, long_share, idle_share, approved_ct, ct_deviation,
	stops, downtime_us, mttr_s, mtbf_s, slope_7d, slope_28d, days_since_part_change, shots_since_maintenance, age_shots, age_share`

func readFeatures(t *testing.T, s *store.Store, columns, where string) map[string][]float64 {
	t.Helper()
	return readNumbers(t, s, "SELECT equipment_code || ' ' || coalesce(part_id, 0) || ' ' || (local_date - DATE '1970-01-01'), "+columns+" FROM mart.features_tool_day WHERE "+where)
}

// TestFeaturesAreTheReference: every feature again, shot by shot.
func TestFeaturesAreTheReference(t *testing.T) {
	made := madeFile(t)
	enginetest.Seeds(t, 1, func(t *testing.T, seed uint64) {
		p := somePlant(rand.New(rand.NewPCG(seed, 61)))
		s := p.build(t, made)
		checkNumbers(t, readFeatures(t, s, featureColumns+", stops_next_7d, ct_deviation_next_7d", "TRUE"), p.features(), nil)
	})
}

// TestNoFeatureKnowsTheFuture: features of the days up to one are the same whatever
// comes after it: nothing, or other shots, stops, parts, orders and versions of MOLD.
// A target is there only once its days are over, and stays then.
func TestNoFeatureKnowsTheFuture(t *testing.T) {
	made := madeFile(t)
	enginetest.Seeds(t, 1, func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 62))
		p, other := somePlant(rnd), somePlant(rnd)
		day := featureFrom + 10 + rnd.Int64N(5)
		upTo := fmt.Sprintf("local_date - DATE '1970-01-01' <= %d", day)
		over := fmt.Sprintf("local_date - DATE '1970-01-01' < %d AND target_reason IS NULL", day-7)
		now := p.before(day).build(t, made)
		columns := featureColumns + ", " + strings.Join(otherFeatures(t, now), ", ")
		want, targets := readFeatures(t, now, columns, "TRUE"), readFeatures(t, now, "stops_next_7d, ct_deviation_next_7d", "target_reason IS NULL")
		for name, next := range map[string]featurePlant{"what came": p, "something else": p.then(day, other)} {
			s := next.build(t, made)
			checkNumbers(t, readFeatures(t, s, columns, upTo), want, nil)
			checkNumbers(t, readFeatures(t, s, "stops_next_7d, ct_deviation_next_7d", over), targets, nil)
			if t.Failed() {
				t.Fatalf("day %d, then %s", day, name)
			}
		}
	})
}

// otherFeatures are all columns of numbers that featureColumns leave out, but for keys
// and targets.
func otherFeatures(t *testing.T, s *store.Store) (names []string) {
	t.Helper()
	for name := range readNumbers(t, s, `
		SELECT column_name, 0 FROM duckdb_columns()
		WHERE table_name = 'features_tool_day' AND data_type IN ('BIGINT', 'DOUBLE', 'INTEGER') AND column_name NOT LIKE '%_next_7d'`) {
		if !slices.Contains(strings.FieldsFunc(featureColumns, func(r rune) bool { return strings.ContainsRune(", \n\t", r) }), name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// featureKey names a row.
type featureKey struct {
	tool, part, day int64
}

func (k featureKey) String() string { return fmt.Sprintf("T-%d %d %d", k.tool, k.part, k.day) }

// partAt is the part that a tool made at an instant.
func (p featurePlant) partAt(tool int, at int64) (part int64) {
	for _, d := range p.switches {
		if d.tool == tool && d.at <= at {
			part = d.value
		}
	}
	return part
}

// seenShot is a shot with what is known of it when it comes.
type seenShot struct {
	madeShot
	key    featureKey
	d      float64 // s since the shot before it in its run; NaN for the first
	change bool    // the tool made another part before
}

// seen are the shots of a tool in their order.
func (p featurePlant) seen(tool int) (all []seenShot) {
	for _, s := range p.shots {
		if s.tool != tool {
			continue
		}
		next := seenShot{s, featureKey{int64(tool), p.partAt(tool, s.at), featureDay(s.at)}, math.NaN(), false}
		if n := len(all); n > 0 {
			next.change = all[n-1].key.part != next.key.part
			if gap := float64(s.at - all[n-1].at); !next.change && gap <= 8*3600 {
				next.d = gap
			}
		}
		all = append(all, next)
	}
	return all
}

// features are the rows of mart.features_tool_day.
func (p featurePlant) features() map[string][]float64 {
	rows := map[string][]float64{}
	last := int64(0)
	for _, s := range p.shots {
		last = max(last, featureDay(s.at))
	}
	for tool := 1; tool <= 3; tool++ {
		shots := p.seen(tool)
		byDay := map[featureKey][]seenShot{}
		for _, s := range shots {
			byDay[s.key] = append(byDay[s.key], s)
		}
		seen := p.stopsSeen(shots, byDay)
		for key, all := range byDay {
			row := dayFeatures(all, seen[key])
			row = append(row, slopeOf(byDay, key, 7, 4), slopeOf(byDay, key, 28, 10))
			row = append(row, p.history(tool, shots, key.day)...)
			rows[key.String()] = append(row, targetsOf(byDay, seen, key, last)...)
		}
	}
	return rows
}

// stopped is what was seen of stops on a day.
type stopped struct{ stops, downtime float64 }

// stopsSeen judges each shot by the mode of its own day.
func (p featurePlant) stopsSeen(shots []seenShot, byDay map[featureKey][]seenShot) map[featureKey]stopped {
	all, waited := map[featureKey]stopped{}, false
	for _, s := range shots {
		mode := modeOf(byDay[s.key])
		w := 0.0
		switch {
		case math.IsNaN(s.d):
		case s.ct >= 999.9 || s.ct > 2*mode:
			w = s.d - min(mode, s.d)
		case s.d-s.ct > 2:
			w = s.d - s.ct
		}
		if w > 0 {
			at := all[s.key]
			at.downtime += w
			if !waited {
				at.stops++
			}
			all[s.key] = at
		}
		waited = w > 0
	}
	return all
}

// modeOf is the most frequent tenth of a second, the least of several; 0 where all
// shots are idle.
func modeOf(shots []seenShot) float64 {
	counts := map[int64]int{}
	for _, s := range shots {
		if s.ct < 999.9 {
			counts[int64(math.Round(s.ct*10))]++
		}
	}
	best := int64(0)
	for _, tenth := range slices.Sorted(maps.Keys(counts)) {
		if counts[tenth] > counts[best] {
			best = tenth
		}
	}
	return float64(best) / 10
}

func cyclesOf(shots []seenShot) (cts []float64) {
	for _, s := range shots {
		if s.ct < 999.9 {
			cts = append(cts, s.ct)
		}
	}
	return cts
}

// dayFeatures are those that a day alone decides, up to mtbf_s.
func dayFeatures(shots []seenShot, seen stopped) []float64 {
	count, cts, mode, temperatures := float64(len(shots)), cyclesOf(shots), modeOf(shots), 0.0
	classes, cycles := map[string]float64{}, 0.0
	for _, ct := range cts {
		class := "normal"
		switch {
		case ct > 2*mode:
			class, ct = "long", mode
		case math.Round(ct*1000) > math.Round(mode*1050):
			class = "slow"
		case math.Round(ct*1000) < math.Round(mode*950):
			class = "fast"
		}
		classes[class]++
		cycles += ct
	}
	for _, s := range shots {
		if !math.IsNaN(s.temperature) {
			temperatures++
		}
	}
	mean, median := math.NaN(), math.NaN()
	if len(cts) > 0 {
		mean, median = spc.Mean(cts), spc.Median(cts)
	}
	row := []float64{count, 2 * count, float64(len(cts)), mean, median, temperatures}
	for _, class := range []string{"normal", "slow", "fast", "long"} {
		row = append(row, classes[class]/count)
	}
	row = append(row, 1-float64(len(cts))/count, 400, median/400-1, seen.stops, seen.downtime*1e6)
	if seen.stops == 0 || len(cts) == 0 {
		cycles = math.NaN()
	}
	return append(row, over(seen.downtime, seen.stops), over(cycles, seen.stops))
}

func over(sum, count float64) float64 {
	if count == 0 {
		return math.NaN()
	}
	return sum / count
}

// slopeOf is Theil–Sen's of the medians of the last days with 20 shots.
func slopeOf(byDay map[featureKey][]seenShot, key featureKey, window int64, least int) float64 {
	var x, y []float64
	for day := key.day - window + 1; day <= key.day; day++ {
		if cts := cyclesOf(byDay[featureKey{key.tool, key.part, day}]); len(cts) >= leastOfDay {
			x, y = append(x, float64(day)), append(y, spc.Median(cts))
		}
	}
	if len(cyclesOf(byDay[key])) < leastOfDay || len(x) < least {
		return math.NaN()
	}
	t, _ := spc.TheilSen(x, y)
	return t.Slope
}

// history is what the days up to one say of a tool: since its last part and its last
// maintenance, and its age.
func (p featurePlant) history(tool int, shots []seenShot, day int64) []float64 {
	change, order, made, since := math.NaN(), int64(-1), 0.0, math.NaN()
	for _, o := range p.orders {
		if date := o.at / 86_400; o.tool == tool && date < day && date >= shots[0].key.day-1 {
			order = max(order, date)
		}
	}
	if order >= 0 {
		since = 0
	}
	for _, s := range shots {
		if s.key.day > day {
			break
		}
		if s.change {
			change = float64(day - s.key.day)
		}
		made++
		if s.key.day > order {
			since++
		}
	}
	designed := float64(4_000 * tool)
	for _, d := range p.designed {
		if d.tool == tool && d.at/86_400 < day {
			designed = float64(d.value)
		}
	}
	return []float64{change, since, made + 100, (made + 100) / designed}
}

// targetsOf are the stops and the deviation of the next seven days, once they are over.
func targetsOf(byDay map[featureKey][]seenShot, seen map[featureKey]stopped, key featureKey, last int64) []float64 {
	stops, made, cts := 0.0, 0, []float64{}
	for day := key.day + 1; day <= key.day+7; day++ {
		at := featureKey{key.tool, key.part, day}
		stops += seen[at].stops
		made += len(byDay[at])
		for _, ct := range cyclesOf(byDay[at]) {
			if ct < 950 { // long beside every mode
				cts = append(cts, ct)
			}
		}
	}
	if key.day+7 >= last || made == 0 {
		return []float64{math.NaN(), math.NaN()}
	}
	if len(cts) == 0 {
		return []float64{stops, math.NaN()}
	}
	return []float64{stops, spc.Mean(cts)/400 - 1}
}
