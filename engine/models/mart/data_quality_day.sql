-- model:   mart.data_quality_day
-- grain:   one row per tool and local production day on which it sent anything, or has a gap
-- key:     equipment_code, local_date
-- rebuild: the tools of the counters and UTC days that changed, on these days and the ones beside them
-- equipment_code  the tool; items count for the tool that their counter is on at their time
-- local_date      local production day
-- items           items in packets: shots, bad_items, conflicts and duplicates
-- shots           rows of core.master_shot
-- bad_items       items that fail the checks of packet or shot (levels 1 and 2), in core.quarantine
-- broken_packets  of these, packets that cannot be read
-- conflicts       items in core.quarantine as duplicate_conflict
-- duplicates      exact copies, in core.duplicate
-- flawed          shots with the flag no_seq or bad_temperature
-- missing         shots that never came, in mart.missing_shot; of a gap at most one for each second
-- values_there    values there of those in values_expected
-- values_expected time, ct, seq and tempMeas of each shot; tempMeas only where the tool sent one on that day
-- lost_points     sum of the weights of the shots' flags of level 4, at most 100 a shot
-- late            shots that arrived more than 48 h late, not in the source's first sync
-- validity        share of items that pass the checks of packet and shot, 0..100; NULL without items
-- uniqueness      share of items that are no copy of another one, 0..100; NULL without items
-- completeness    shots there / (there and missing), times the share of values there, 0..100; NULL where nothing was expected
-- consistency     100 minus the mean weight of the flags of level 4, 0..100; NULL without shots
-- timeliness      share of shots that arrived within 48 h, 0..100; NULL without shots
-- overall         their mean, weighted 30, 10, 30, 20, 10; what is NULL takes no part
-- status          ok from 95, watch from 80, poor below
WITH shot AS (
    SELECT
        c.equipment_code,
        h.local_date,
        CAST(sum(h.shots) AS BIGINT) AS shots,
        CAST(sum(CASE WHEN has_flag(h.dq_flags, 3) THEN h.shots ELSE 0 END) AS BIGINT) AS flawed,
        CAST(sum(CASE WHEN has_flag(h.dq_flags, 1) THEN 0 ELSE h.shots END) AS BIGINT) AS seqs,
        CAST(sum(h.temperatures) AS BIGINT) AS temperatures,
        CAST(sum(h.shots * consistency_loss(h.dq_flags)) AS BIGINT) AS lost_points,
        CAST(sum(h.late) AS BIGINT) AS late
    FROM core.shot_hour h
    JOIN core.shot_context c ON c.context_no = h.context_no
    SEMI JOIN scope_quality_day q ON q.equipment_code = c.equipment_code AND q.local_date = h.local_date
    GROUP BY c.equipment_code, h.local_date
),
item AS (
    SELECT
        e.counter_code,
        coalesce(e.shot_time_utc, CAST(e.utc_day AS TIMESTAMP)) AS at_utc,
        CASE WHEN e.level <= 2 THEN 1 ELSE 0 END AS bad_items,
        CASE WHEN e.level = 1 THEN 1 ELSE 0 END AS broken_packets,
        CASE WHEN e.reason = 'duplicate_conflict' THEN 1 ELSE 0 END AS conflicts,
        0 AS duplicates
    FROM core.quarantine e
    WHERE e.reason <> 'unmapped'
      AND e.utc_day IN (SELECT d.utc_day FROM scope_quality_utc_day d)
    UNION ALL
    SELECT
        d.counter_code,
        d.shot_time_utc,
        0,
        0,
        0,
        1
    FROM core.duplicate d
    WHERE d.utc_day IN (SELECT u.utc_day FROM scope_quality_utc_day u)
),
placed AS (
    SELECT
        p.equipment_code,
        local_day(i.at_utc, p.offset_us, p.day_start_us) AS local_date,
        CAST(sum(i.bad_items) AS BIGINT) AS bad_items,
        CAST(sum(i.broken_packets) AS BIGINT) AS broken_packets,
        CAST(sum(i.conflicts) AS BIGINT) AS conflicts,
        CAST(sum(i.duplicates) AS BIGINT) AS duplicates
    FROM item i
    JOIN core.counter_period p
      ON p.counter_code = i.counter_code
     AND p.from_utc <= i.at_utc
     AND i.at_utc < p.to_utc
    WHERE p.equipment_code IS NOT NULL
    GROUP BY ALL
),
-- A counter that jumps by more numbers than seconds went by has not made them.
gap AS (
    SELECT
        g.equipment_code,
        g.local_date,
        CAST(sum(least(g.shots, floor_div(epoch_us(g.to_utc) - epoch_us(g.from_utc), 1000000))) AS BIGINT) AS missing
    FROM mart.missing_shot g
    GROUP BY g.equipment_code, g.local_date
),
counted AS (
    SELECT
        q.equipment_code,
        q.local_date,
        coalesce(s.shots, 0) + coalesce(i.bad_items, 0) + coalesce(i.conflicts, 0) + coalesce(i.duplicates, 0) AS items,
        coalesce(s.shots, 0) AS shots,
        coalesce(i.bad_items, 0) AS bad_items,
        coalesce(i.broken_packets, 0) AS broken_packets,
        coalesce(i.conflicts, 0) AS conflicts,
        coalesce(i.duplicates, 0) AS duplicates,
        coalesce(s.flawed, 0) AS flawed,
        coalesce(g.missing, 0) AS missing,
        coalesce(2 * s.shots + s.seqs + s.temperatures, 0) AS values_there,
        coalesce(3 * s.shots + CASE WHEN s.temperatures > 0 THEN s.shots ELSE 0 END, 0) AS values_expected,
        coalesce(s.lost_points, 0) AS lost_points,
        coalesce(s.late, 0) AS late
    FROM scope_quality_day q
    LEFT JOIN shot s ON s.equipment_code = q.equipment_code AND s.local_date = q.local_date
    LEFT JOIN placed i ON i.equipment_code = q.equipment_code AND i.local_date = q.local_date
    LEFT JOIN gap g ON g.equipment_code = q.equipment_code AND g.local_date = q.local_date
),
scored AS (
    SELECT
        *,
        share_score(items - bad_items - flawed, items) AS validity,
        share_score(items - conflicts - duplicates, items) AS uniqueness,
        completeness_score(shots, missing, values_there, values_expected) AS completeness,
        share_score(100 * shots - lost_points, 100 * shots) AS consistency,
        share_score(shots - late, shots) AS timeliness
    FROM counted
    WHERE items > 0
       OR missing > 0
)
SELECT
    equipment_code,
    local_date,
    items,
    shots,
    bad_items,
    broken_packets,
    conflicts,
    duplicates,
    flawed,
    missing,
    values_there,
    values_expected,
    lost_points,
    late,
    validity,
    uniqueness,
    completeness,
    consistency,
    timeliness,
    overall_score(validity, uniqueness, completeness, consistency, timeliness) AS overall,
    score_status(overall_score(validity, uniqueness, completeness, consistency, timeliness)) AS status
FROM scored
