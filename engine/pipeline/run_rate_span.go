package pipeline

const rebuildAll = `
	CREATE OR REPLACE TEMP TABLE rebuild_tool AS
	WITH tool AS (
		SELECT c.equipment_code, CAST(sum(s.shots) AS BIGINT) AS shots
		FROM (SELECT context_no, count(*) AS shots FROM core.shot GROUP BY context_no) s
		JOIN core.shot_context c ON c.context_no = s.context_no
		GROUP BY c.equipment_code
	)
	SELECT
		equipment_code,
		first_instant() AS from_utc, last_instant() AS to_utc,
		first_instant() AS read_from_utc, last_instant() AS read_to_utc,
		first_instant() AS session_from_utc, last_instant() AS session_to_utc,
		shots,
		CAST((sum(shots) OVER (ORDER BY equipment_code) - shots) // %d AS INTEGER) AS chunk
	FROM tool`

// A run, or a session, can be rebuilt alone where no other one of its tool shares its time:
// those that touch (equal times, at a part change) form an island. What can
// change lies between the start of the last island that starts before the
// changed shots and the end of the first one that ends after them: before and
// after, each shot has the neighbours that it had.
const widen = `
	CREATE OR REPLACE TEMP TABLE %[1]s AS
	WITH dirty AS (%[3]s),
	run AS (
		SELECT r.equipment_code, r.first_shot_utc, r.last_shot_utc
		FROM %[2]s r
		SEMI JOIN dirty d ON d.equipment_code = r.equipment_code
	),
	marked AS (
		SELECT
			equipment_code, first_shot_utc, last_shot_utc,
			CASE WHEN first_shot_utc <= max(last_shot_utc) OVER (
				PARTITION BY equipment_code ORDER BY first_shot_utc, last_shot_utc ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
			) THEN 0 ELSE 1 END AS is_new
		FROM run
	),
	numbered AS (
		SELECT
			equipment_code, first_shot_utc, last_shot_utc,
			sum(is_new) OVER (PARTITION BY equipment_code ORDER BY first_shot_utc, last_shot_utc ROWS UNBOUNDED PRECEDING) AS island
		FROM marked
	),
	island AS (
		SELECT equipment_code, min(first_shot_utc) AS first_utc, max(last_shot_utc) AS last_utc
		FROM numbered
		GROUP BY equipment_code, island
	),
	span AS (
		SELECT
			d.equipment_code,
			coalesce(max(i.first_utc) FILTER (WHERE i.first_utc < d.from_utc), first_instant()) AS from_utc,
			coalesce(min(i.last_utc) FILTER (WHERE i.last_utc >= d.to_utc) + INTERVAL 1 MICROSECOND, last_instant()) AS to_utc
		FROM dirty d
		LEFT JOIN island i ON i.equipment_code = d.equipment_code
		GROUP BY d.equipment_code, d.from_utc, d.to_utc
	)
	SELECT
		s.equipment_code,
		s.from_utc,
		s.to_utc,
		coalesce(max(i.last_utc) FILTER (WHERE i.last_utc < s.from_utc), s.from_utc) AS read_from_utc,
		coalesce(min(i.first_utc) FILTER (WHERE i.first_utc >= s.to_utc) + INTERVAL 1 MICROSECOND, s.to_utc) AS read_to_utc
	FROM span s
	LEFT JOIN island i ON i.equipment_code = s.equipment_code
	GROUP BY s.equipment_code, s.from_utc, s.to_utc`

// dirtySpan is where shots changed.
const dirtySpan = "SELECT equipment_code, min(from_utc) AS from_utc, max(to_utc) AS to_utc FROM dirty_tool GROUP BY equipment_code"

// rebuiltSpan is where shots, or which of them are idle, changed: that does not
// before the changed shots in a run that is carried on. The first and the last shot
// of other runs are what they were, so that a session may begin or end with them.
const rebuiltSpan = `
	SELECT
		s.equipment_code,
		CASE WHEN c.run_id IS NOT NULL THEN d.from_utc ELSE s.from_utc + INTERVAL 1 MICROSECOND END AS from_utc,
		CASE WHEN s.to_utc = last_instant() THEN s.to_utc ELSE s.to_utc - INTERVAL 1 MICROSECOND END AS to_utc
	FROM rebuild_span s
	JOIN (` + dirtySpan + `) d ON d.equipment_code = s.equipment_code
	LEFT JOIN carried_run c ON c.equipment_code = s.equipment_code`

// A run of weeks, to which an hour is added, need not be rebuilt from its
// start, as long as its reference stays. It is cut at a full UTC hour (every
// slot is): its time from there on is summed anew, from the shots from the last
// one before the cut on. Between the cut and the changed shots lies at least
// one shot, so that all before the cut have the neighbours that they had; and
// no stop that starts, or has its first shot, before the cut reaches that last
// shot, so that all of them are over. The changed shots are 10 min away from it: further back they
// decide no estimate of a temperature.
const carryRuns = `
	INSERT INTO carried_run
	WITH candidate AS (
		SELECT r.*, d.from_utc AS dirty_utc
		FROM rebuild_span s
		JOIN (` + dirtySpan + `) d ON d.equipment_code = s.equipment_code
		JOIN mart.run r ON r.equipment_code = s.equipment_code AND r.first_shot_utc = s.from_utc
		WHERE r.reference_method = 'mode'
		QUALIFY count(*) OVER (PARTITION BY r.equipment_code) = 1
	),
	alone AS (
		SELECT c.*
		FROM candidate c
		ANTI JOIN mart.run o
		  ON o.equipment_code = c.equipment_code AND o.run_id <> c.run_id
		 AND o.first_shot_utc <= c.last_shot_utc AND o.last_shot_utc >= c.first_shot_utc
	),
	slot AS (
		SELECT a.run_id, s.slot_start_utc, max(s.last_shot_utc) AS last_shot_utc, any_value(a.dirty_utc) AS dirty_utc
		FROM mart.run_rate_slot s
		JOIN alone a ON a.run_id = s.run_id
		WHERE s.shots > 0
		GROUP BY a.run_id, s.slot_start_utc
	),
	sequence AS (
		SELECT
			run_id, slot_start_utc, last_shot_utc, dirty_utc,
			max(last_shot_utc) OVER earlier AS before_utc
		FROM slot
		WINDOW earlier AS (PARTITION BY run_id ORDER BY slot_start_utc ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
	),
	possible AS (
		SELECT s.run_id, s.slot_start_utc AS cut_utc, s.before_utc AS from_utc
		FROM sequence s
		JOIN (SELECT run_id, min(last_shot_utc) AS last_shot_utc FROM slot GROUP BY run_id) e ON e.run_id = s.run_id
		WHERE s.slot_start_utc = date_trunc('hour', s.slot_start_utc)
		  AND s.last_shot_utc < s.dirty_utc
		  AND s.before_utc <= s.dirty_utc - INTERVAL 10 MINUTE
		  AND s.before_utc > e.last_shot_utc
		QUALIFY row_number() OVER (PARTITION BY s.run_id ORDER BY s.slot_start_utc DESC) <= 48
	),
	recent_stop AS (
		SELECT t.run_id, t.start_utc, t.first_shot_utc, t.last_shot_utc
		FROM mart.stop t
		JOIN (SELECT run_id, min(from_utc) AS since_utc FROM possible GROUP BY run_id) p ON p.run_id = t.run_id
		WHERE t.last_shot_utc >= p.since_utc
	),
	cut AS (
		SELECT p.run_id, max(p.cut_utc) AS cut_utc, max(p.from_utc) AS from_utc
		FROM possible p
		ANTI JOIN recent_stop t
		  ON t.run_id = p.run_id AND least(t.start_utc, t.first_shot_utc) < p.cut_utc AND t.last_shot_utc >= p.from_utc
		GROUP BY p.run_id
	)
	SELECT
		a.equipment_code, a.run_id, a.first_shot_utc, a.start_utc, a.start_local,
		a.mold_id, a.part_id, a.first_part_code, a.first_location_id, a.ref_ct,
		c.from_utc, c.cut_utc
	FROM cut c
	JOIN alone a ON a.run_id = c.run_id`

// A session of days is cut as a run is, at a full UTC hour with at least one shot
// between it and the changed ones: its pieces before the cut stay, and with them
// its start. Without an approved cycle time its start may move with its mode.
const carrySessions = `
	INSERT INTO carried_session
	WITH candidate AS (
		SELECT a.*, d.from_utc AS dirty_utc
		FROM session_span s
		JOIN (` + rebuiltSpan + `) d ON d.equipment_code = s.equipment_code
		JOIN mart.ana_shot_made a ON a.equipment_code = s.equipment_code AND a.first_shot_utc = s.from_utc
		WHERE a.approved_ct IS NOT NULL
		QUALIFY count(*) OVER (PARTITION BY a.equipment_code) = 1
	),
	alone AS (
		SELECT c.*
		FROM candidate c
		ANTI JOIN mart.ana_shot_made o
		  ON o.equipment_code = c.equipment_code AND o.session_id <> c.session_id
		 AND o.first_shot_utc <= c.last_shot_utc AND o.last_shot_utc >= c.first_shot_utc
	),
	slot AS (
		SELECT a.session_id, s.slot_start_utc, max(s.last_shot_utc) AS last_shot_utc, any_value(a.dirty_utc) AS dirty_utc
		FROM mart.ana_slot s
		JOIN alone a ON a.session_id = s.session_id
		GROUP BY a.session_id, s.slot_start_utc
	),
	sequence AS (
		SELECT
			session_id, slot_start_utc, last_shot_utc, dirty_utc,
			max(last_shot_utc) OVER (PARTITION BY session_id ORDER BY slot_start_utc ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_utc
		FROM slot
	),
	cut AS (
		SELECT session_id, max(slot_start_utc) AS cut_utc, max(before_utc) AS from_utc
		FROM sequence
		WHERE slot_start_utc = date_trunc('hour', slot_start_utc)
		  AND last_shot_utc < dirty_utc
		  AND before_utc IS NOT NULL
		GROUP BY session_id
	)
	SELECT
		a.equipment_code, a.session_id, a.mold_id, a.part_code, a.supplier_id, a.location_id,
		a.approved_ct, a.l1_below, a.l1_above, a.l2_below, a.l2_above,
		a.start_utc, a.start_local, a.local_date, a.first_shot_utc, a.first_seq, a.first_counter_code,
		a.is_start, a.stop_factor, c.from_utc, c.cut_utc
	FROM cut c
	JOIN alone a ON a.session_id = c.session_id`

// The shots around a carried run's scope are its own: from the last one of an
// earlier slot on, and those of 10 min, for estimates of temperatures.
const rebuildSpans = `
	CREATE OR REPLACE TEMP TABLE rebuild_tool AS
	WITH carried AS (
		SELECT c.equipment_code, c.from_utc, max(s.last_shot_utc) AS read_from_utc
		FROM carried_run c
		JOIN mart.run_rate_slot s ON s.run_id = c.run_id AND s.shots > 0 AND s.last_shot_utc < c.from_utc
		GROUP BY c.equipment_code, c.from_utc
	),
	span AS (
		SELECT
			s.equipment_code,
			coalesce(c.from_utc, s.from_utc) AS from_utc,
			s.to_utc,
			least(
				coalesce(least(c.read_from_utc, c.from_utc - INTERVAL 10 MINUTE), s.read_from_utc),
				coalesce(f.from_utc, e.read_from_utc)
			) AS read_from_utc,
			greatest(s.read_to_utc, e.read_to_utc) AS read_to_utc,
			coalesce(f.cut_utc, e.from_utc) AS session_from_utc,
			e.to_utc AS session_to_utc
		FROM rebuild_span s
		JOIN session_span e ON e.equipment_code = s.equipment_code
		LEFT JOIN carried c ON c.equipment_code = s.equipment_code
		LEFT JOIN carried_session f ON f.equipment_code = s.equipment_code
	),
	day AS (
		SELECT utc_day FROM shot_day
		WHERE utc_day BETWEEN (SELECT CAST(min(read_from_utc) AS DATE) FROM span) AND (SELECT CAST(max(read_to_utc) AS DATE) FROM span)
	),
	counted AS (
		SELECT s.equipment_code, count(*) AS shots
		FROM core.shot m
		JOIN day d ON d.utc_day = m.utc_day
		JOIN core.shot_context c ON c.context_no = m.context_no
		JOIN span s
		  ON s.equipment_code = c.equipment_code
		 AND m.shot_time_utc >= s.read_from_utc
		 AND m.shot_time_utc < s.read_to_utc
		GROUP BY s.equipment_code
	)
	SELECT
		s.*,
		coalesce(n.shots, 0) AS shots,
		CAST((sum(coalesce(n.shots, 0)) OVER (ORDER BY s.equipment_code) - coalesce(n.shots, 0)) // %d AS INTEGER) AS chunk
	FROM span s
	LEFT JOIN counted n ON n.equipment_code = s.equipment_code`
