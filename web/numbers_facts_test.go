package web_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// question is a filter as an address and as SQL.
type question struct {
	name   string
	query  string // of the address
	from   string // production day or instant; the window is half-open
	to     string
	scope  string // condition on the columns that marts and shots have in common
	silent bool   // compare=none
}

func (q question) hours() bool { return strings.Contains(q.from, ":") }

func instant(text string) time.Time {
	for _, form := range []string{time.DateOnly, "2006-01-02 15:04"} {
		if t, err := time.Parse(form, text); err == nil {
			return t
		}
	}
	panic("a window of this test: " + text)
}

// before is the window of equal length before; of one that goes on, as many full
// hours as have passed of it.
func (q question) before() question {
	form := time.DateOnly
	if q.hours() {
		form = "2006-01-02 15:04"
	}
	from := instant(q.from)
	to := from
	if ahead := instant(q.to).Sub(quarterPast); ahead > 0 {
		to = to.Add(-ahead).Truncate(hour)
	}
	q.from, q.to = from.Add(-instant(q.to).Sub(from)).Format(form), to.Format(form)
	return q
}

// window is the condition on a local day and on an instant.
func (q question) window(day, at string) string {
	column, kind := day, "DATE"
	if q.hours() {
		column, kind = at, "TIMESTAMP"
	}
	return fmt.Sprintf("%[1]s >= %[2]s '%[3]s' AND %[1]s < %[2]s '%[4]s' AND (%[5]s)", column, kind, q.from, q.to, q.scope)
}

// dayPieces are the figures of whole production days.
const dayPieces = `SELECT *, local_date::TIMESTAMP AS step, quality_score * shots AS score FROM mart.run_rate_day WHERE `

// hourPieces are cut out of the intervals of the shots, half an hour each: no
// clock of these plants has other edges. Waiting comes before the cycle.
const hourPieces = `
SELECT
    i.equipment_code, m.part_id, m.part_code, m.supplier_id, m.supplier_name, m.location_id, m.location_name,
    CAST(h.at + (m.shot_time_local - m.shot_time_utc) AS DATE) AS local_date,
    date_trunc('hour', h.at + (m.shot_time_local - m.shot_time_utc)) - (m.shot_time_local - m.shot_time_utc) AS step,
    CASE WHEN is_in THEN 1 ELSE 0 END AS shots,
    CASE WHEN is_in AND class = 'normal' THEN 1 ELSE 0 END AS normal_shots,
    CASE WHEN is_in AND class = 'slow' THEN 1 ELSE 0 END AS slow_shots,
    CASE WHEN is_in AND class = 'fast' THEN 1 ELSE 0 END AS fast_shots,
    CASE WHEN is_in AND class IN ('long', 'idle') THEN 1 ELSE 0 END AS stop_shots,
    p.c_us + p.w_us AS run_time_us, p.c_us AS production_time_us, p.w_us AS downtime_us,
    CASE WHEN i.doubtful_us > 0 THEN p.w_us ELSE 0 END AS doubtful_us,
    0 AS stops, 0 AS micro_stops,
    CASE WHEN is_in AND class = 'slow' THEN GREATEST(0, i.c_us - round(i.ref_ct * 1e6)::BIGINT) ELSE 0 END AS speed_loss_us,
    CASE WHEN is_in AND class IN ('normal', 'slow', 'fast') THEN round(i.ct * 1e6)::BIGINT ELSE 0 END AS ct_us,
    CASE WHEN is_in THEN m.quality_score ELSE 0 END AS score
FROM mart.shot_interval i
JOIN core.master_shot m
    ON m.counter_code = i.counter_code AND m.shot_time_utc = i.shot_time_utc AND m.seq IS NOT DISTINCT FROM i.seq
CROSS JOIN LATERAL (
    SELECT unnest(range(time_bucket(INTERVAL 30 MINUTE, i.shot_time_utc - to_microseconds(i.d_us)), i.shot_time_utc + INTERVAL 1 MICROSECOND, INTERVAL 30 MINUTE)) AS at
) h
CROSS JOIN LATERAL (SELECT h.at + INTERVAL 30 MINUTE AS until) u
CROSS JOIN LATERAL (
    SELECT
        i.shot_time_utc >= h.at AND i.shot_time_utc < u.until AS is_in,
        GREATEST(0, epoch_us(LEAST(i.shot_time_utc, u.until)) - epoch_us(GREATEST(i.shot_time_utc - to_microseconds(i.c_us), h.at))) AS c_us,
        GREATEST(0, epoch_us(LEAST(i.shot_time_utc - to_microseconds(i.c_us), u.until)) - epoch_us(GREATEST(i.shot_time_utc - to_microseconds(i.d_us), h.at))) AS w_us
) p
WHERE (is_in OR p.c_us + p.w_us > 0) AND `

const hourStops = `
UNION ALL BY NAME
SELECT
    equipment_code, part_id, part_code, supplier_id, supplier_name, location_id, location_name, local_date,
    date_trunc('hour', start_local) - (start_local - start_utc) AS step, 1 AS stops, is_micro::INTEGER AS micro_stops
FROM mart.stop WHERE `

func (q question) pieces() string {
	if q.hours() {
		scope := strings.NewReplacer("equipment_code", "i.equipment_code").Replace(q.scope)
		cut := q
		cut.scope = scope
		near := fmt.Sprintf(" AND i.shot_time_utc >= TIMESTAMP '%s' AND i.shot_time_utc < TIMESTAMP '%s' + INTERVAL 1 DAY", q.from, q.to) // an interval is shorter than a run_gap
		return hourPieces + cut.window("", "h.at") + near + hourStops + q.window("", "start_utc")
	}
	return dayPieces + q.window("local_date", "")
}

// with names what most statements are about: the pieces of the window and of
// the one before, its stops, and its shots with their class.
func (q question) with() string {
	return "WITH piece AS (" + q.pieces() + "), earlier AS (" + q.before().pieces() + "), stop AS (SELECT * FROM mart.stop WHERE " + q.window("local_date", "start_utc") + `),
shot AS (
    SELECT m.* EXCLUDE (ct), i.ct, i.class, i.w_us, i.run_id, i.ref_ct
    FROM core.master_shot m
    JOIN mart.shot_interval i ON i.counter_code = m.counter_code AND i.shot_time_utc = m.shot_time_utc AND i.seq IS NOT DISTINCT FROM m.seq
    WHERE ` + strings.ReplaceAll(q.window("m.local_date", "m.shot_time_utc"), "equipment_code", "m.equipment_code") + ") "
}

// sums are the additive figures of a group.
const sums = `
    COALESCE(SUM(shots), 0)::BIGINT AS shots, COALESCE(SUM(normal_shots), 0)::BIGINT AS normal, COALESCE(SUM(slow_shots), 0)::BIGINT AS slow,
    COALESCE(SUM(fast_shots), 0)::BIGINT AS fast, COALESCE(SUM(stop_shots), 0)::BIGINT AS halted,
    COALESCE(SUM(run_time_us), 0)::BIGINT AS run, COALESCE(SUM(production_time_us), 0)::BIGINT AS busy, COALESCE(SUM(downtime_us), 0)::BIGINT AS down,
    COALESCE(SUM(doubtful_us), 0)::BIGINT AS doubtful, COALESCE(SUM(stops), 0)::BIGINT AS stops, COALESCE(SUM(micro_stops), 0)::BIGINT AS micro,
    COALESCE(SUM(speed_loss_us), 0)::BIGINT AS slowly, COALESCE(SUM(ct_us), 0)::BIGINT AS ct,
    COALESCE(SUM(downtime_us + speed_loss_us), 0)::BIGINT AS loss, COALESCE(SUM(score), 0)::DOUBLE AS score `

// record is a row by the names of its columns.
type record map[string]any

func (r record) n(name string) int64 {
	switch v := r[name].(type) {
	case nil:
		return 0
	case int32:
		return int64(v)
	case int64:
		return v
	}
	panic(fmt.Sprintf("%s is a %T", name, r[name]))
}

func (r record) f(name string) float64 { v, _ := r[name].(float64); return v }
func (r record) s(name string) string  { v, _ := r[name].(string); return v }
func (r record) t(name string) time.Time {
	v, _ := r[name].(time.Time)
	return v
}
func (r record) is(name string) bool { v, _ := r[name].(bool); return v }

// ask runs a statement on the file itself.
func (p *plant) ask(t testing.TB, query string) []record {
	t.Helper()
	rows, err := p.store.Query(t.Context(), query)
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []record
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		r := record{}
		for i, name := range names {
			r[name] = values[i]
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func (p *plant) one(t testing.TB, query string) record {
	t.Helper()
	all := p.ask(t, query)
	if len(all) != 1 {
		t.Fatalf("%d rows of %s", len(all), query)
	}
	return all[0]
}
