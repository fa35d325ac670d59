package reference

import (
	"cmp"
	"math"
	"slices"
)

// Life is a row of mart.end_of_life.
type Life struct {
	Tool              string
	AsOf, First, Last Int
	Initial, Designed Int
	Counted           int64
	Status            string
	Days              Int
	P10, Median, P90  Float
	Reach80, Reach100 [3]Int // at P90, Median and P10
	Reason            string // "" where a date at Median is known
	Maintained        Int
	MaintenanceShots  Int
	MaintenanceDue    Int
}

// made is what a tool made on each production day.
type made map[int64]int64

// EndOfLife computes mart.end_of_life of the production days, with one interval
// of maintenance for all tools; 0 is none.
func EndOfLife(days []Bucket, molds []Mold, orders []WorkOrder, every int64) []Life {
	tools, asOf := dailyShots(days)
	newest := newestMolds(molds)
	rows := map[string]*Life{}
	for tool, made := range tools {
		rows[tool] = &Life{Tool: tool, AsOf: asOf, First: some(made.first()), Last: some(made.last()), Counted: made.between(math.MinInt32, math.MaxInt32)}
	}
	for tool, m := range newest {
		if rows[tool] == nil && m.ValidTo != nil {
			continue
		}
		if rows[tool] == nil {
			rows[tool] = &Life{Tool: tool, AsOf: asOf}
		}
		rows[tool].Designed, rows[tool].Initial = positive(m.DesignedShot), positive(m.InitialShot)
	}
	lives := []Life{}
	for tool, l := range rows {
		l.forecast(tools[tool])
		l.maintain(tools[tool], lastPreventive(tool, molds, orders), every)
		lives = append(lives, *l)
	}
	slices.SortFunc(lives, func(a, b Life) int { return cmp.Compare(a.Tool, b.Tool) })
	return lives
}

func dailyShots(days []Bucket) (tools map[string]made, asOf Int) {
	tools = map[string]made{}
	for _, d := range days {
		if d.Shots == 0 {
			continue
		}
		if tools[d.EquipmentCode] == nil {
			tools[d.EquipmentCode] = made{}
		}
		tools[d.EquipmentCode][d.LocalDate] += d.Shots
		if !asOf.Valid || d.LocalDate > asOf.V {
			asOf = some(d.LocalDate)
		}
	}
	return tools, asOf
}

func (m made) first() int64 {
	first := int64(math.MaxInt64)
	for date := range m {
		first = min(first, date)
	}
	return first
}

func (m made) last() int64 {
	last := int64(math.MinInt64)
	for date := range m {
		last = max(last, date)
	}
	return last
}

// between counts the shots of the days from one on to another.
func (m made) between(from, to int64) int64 {
	sum := int64(0)
	for date, shots := range m {
		if date >= from && date <= to {
			sum += shots
		}
	}
	return sum
}

// daily are the shots of each of the last 60 days up to a date, idle ones too,
// from the tool's first one on.
func (m made) daily(to int64) []int64 {
	daily := []int64{}
	for date := max(m.first(), to-59); date <= to; date++ {
		daily = append(daily, m[date])
	}
	slices.Sort(daily)
	return daily
}

// tenths is a percentile of sorted days, in tenths of a shot: between two days it
// lies where their straight line is.
func tenths(daily []int64, tenth int64) int64 {
	place := tenth * int64(len(daily)-1)
	low := daily[place/10]
	high := daily[min(place/10+1, int64(len(daily)-1))]
	return low*10 + (high-low)*(place%10)
}

// newestMolds are the newest versions of MOLD's rows, one for each tool: one that
// is there still before one that is gone, then one that tells the designed shots,
// then the highest id.
func newestMolds(molds []Mold) map[string]Mold {
	tools := map[string]Mold{}
	for _, m := range newestVersions(molds) {
		tool := code(m.EquipmentCode)
		if !tool.Valid {
			continue
		}
		if best, ok := tools[tool.V]; !ok || slices.Compare(merit(m), merit(best)) > 0 {
			tools[tool.V] = m
		}
	}
	return tools
}

func merit(m Mold) []int64 {
	merit := []int64{0, 0, m.ID}
	if m.ValidTo == nil {
		merit[0] = 1
	}
	if positive(m.DesignedShot).Valid {
		merit[1] = 1
	}
	return merit
}

func newestVersions(molds []Mold) map[int64]Mold {
	newest := map[int64]Mold{}
	for _, m := range molds {
		if before, ok := newest[m.ID]; !ok || since(m) > since(before) {
			newest[m.ID] = m
		}
	}
	return newest
}

func positive(p *int64) Int {
	if v := null(p); v.V > 0 {
		return v
	}
	return Int{}
}

// used are all shots of its life.
func (l Life) used() int64 { return l.Initial.V + l.Counted }

func (l *Life) forecast(made made) {
	l.Status = "unknown"
	if l.Designed.Valid {
		l.Status = "ok"
		if 100*l.used() >= 80*l.Designed.V {
			l.Status = "watch"
		}
		if l.used() >= l.Designed.V {
			l.Status = "over"
		}
	}
	speeds := [3]int64{}
	if len(made) > 0 {
		daily := made.daily(l.AsOf.V)
		l.Days = some(int64(len(daily)))
		speeds = [3]int64{tenths(daily, 9), tenths(daily, 5), tenths(daily, 1)}
		l.P90, l.Median, l.P10 = some(float64(speeds[0])/10), some(float64(speeds[1])/10), some(float64(speeds[2])/10)
	}
	for i, speed := range speeds {
		l.Reach80[i] = l.reach(made, 80, speed)
		l.Reach100[i] = l.reach(made, 100, speed)
	}
	l.Reason = l.why(speeds[1])
}

// reach is the day on which so many % of the life are used.
func (l Life) reach(made made, percent, speed int64) Int {
	if !l.Designed.Valid {
		return Int{}
	}
	if 100*l.used() >= percent*l.Designed.V {
		return l.reached(made, percent)
	}
	if l.Days.V < 7 || speed == 0 {
		return Int{}
	}
	days := int64(math.Ceil(float64(percent*l.Designed.V-100*l.used()) / 10 / float64(speed)))
	if days > 36525 {
		return Int{}
	}
	return some(l.AsOf.V + days)
}

// reached goes along the days that are mirrored.
func (l Life) reached(made made, percent int64) Int {
	sum := l.Initial.V
	if 100*sum >= percent*l.Designed.V {
		return Int{}
	}
	for date := l.First.V; ; date++ {
		sum += made[date]
		if 100*sum >= percent*l.Designed.V {
			return some(date)
		}
	}
}

func (l Life) why(median int64) string {
	switch {
	case !l.Designed.Valid:
		return "no_designed_shots"
	case l.Reach100[1].Valid:
		return ""
	case l.Status == "over":
		return "before_mirror"
	case l.Days.V < 7:
		return "too_few_days"
	case median == 0:
		return "no_shots"
	}
	return "far"
}

func (l *Life) maintain(made made, at Int, every int64) {
	l.Maintained = at
	if !at.Valid || !l.First.Valid || at.V < l.First.V-1 {
		return
	}
	l.MaintenanceShots = some(made.between(at.V+1, math.MaxInt32))
	if every == 0 {
		return
	}
	left := every - l.MaintenanceShots.V
	switch {
	case left <= 0:
		l.MaintenanceDue = l.AsOf
	case l.Days.V >= 7 && l.Median.V > 0 && math.Ceil(float64(left)/l.Median.V) <= 36525:
		l.MaintenanceDue = some(l.AsOf.V + int64(math.Ceil(float64(left)/l.Median.V)))
	}
}

func lastPreventive(tool string, molds []Mold, orders []WorkOrder) Int {
	newest, last := newestVersions(molds), Int{}
	for _, o := range orders {
		m, ok := newest[o.MoldID]
		done := code(o.Status).V == "COMPLETED" && code(o.OrderType).V == "PREVENTIVE" && o.CompletedDay != nil
		if ok && done && code(m.EquipmentCode) == some(tool) && (!last.Valid || *o.CompletedDay > last.V) {
			last = some(*o.CompletedDay)
		}
	}
	return last
}

// Forecast is a row of mart.forecast_score.
type Forecast struct {
	Tool     string
	Date     int64
	Days     int64
	Median   Float
	Expected int64
	Made     Int
	Error    Float
}

// Forecasts computes mart.forecast_score of the production days.
func Forecasts(days []Bucket) []Forecast {
	tools, asOf := dailyShots(days)
	sundays := map[int64]bool{}
	for _, made := range tools {
		for date := range made {
			sundays[date+6-floorMod(date+3, 7)] = true
		}
	}
	rows := []Forecast{}
	for tool, made := range tools {
		for sunday := range sundays {
			daily := made.daily(sunday)
			if sunday > asOf.V || len(daily) < 7 || made.between(sunday-59, sunday) == 0 {
				continue
			}
			f := Forecast{Tool: tool, Date: sunday, Days: int64(len(daily)), Median: some(float64(tenths(daily, 5)) / 10), Expected: tenths(daily, 5) * 28 / 10}
			if sunday+28 <= asOf.V {
				f.Made = some(made.between(sunday+1, sunday+28))
				f.Error = ratio(max(f.Expected-f.Made.V, f.Made.V-f.Expected), f.Made.V)
			}
			rows = append(rows, f)
		}
	}
	return rows
}
