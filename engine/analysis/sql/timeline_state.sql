-- One row for each unbroken stretch in one state; two stops are two. A stop goes as
-- far as time is planned: what lies in a break, a holiday or a planned stop is none.
WITH named AS (
    SELECT
        a.equipment_code,
        a.from_utc,
        a.to_utc,
        CASE
            WHEN a.from_utc >= $mirrored::TIMESTAMP THEN 'not mirrored'
            WHEN a.is_doubtful THEN 'no data'
            WHEN a.is_stop AND (a.is_planned OR c.location_id IS NULL) THEN 'stop'
            WHEN a.is_stop THEN 'planned off'
            WHEN a.is_run AND a.is_slow THEN 'slow'
            WHEN a.is_run THEN 'run'
            WHEN a.is_lost THEN 'no data'
            WHEN NOT a.is_planned AND c.location_id IS NOT NULL THEN 'planned off'
            ELSE 'off'
        END AS state,
        CASE WHEN a.is_doubtful OR (a.is_stop AND (a.is_planned OR c.location_id IS NULL)) THEN a.stop_no ELSE 0 END AS stop_no,
        a.cause,
        a.shots
    FROM timeline_atom a
    JOIN known_tool t ON t.equipment_code = a.equipment_code
    LEFT JOIN (SELECT DISTINCT location_id FROM planned) c ON c.location_id = t.location_id
    WHERE a.to_utc > a.from_utc
),
numbered AS (
    SELECT
        *,
        SUM(is_new) OVER (PARTITION BY equipment_code ORDER BY from_utc) AS stretch
    FROM (
        SELECT
            *,
            CASE
                WHEN state = LAG(state) OVER along AND stop_no = LAG(stop_no) OVER along THEN 0
                ELSE 1
            END AS is_new
        FROM named
        WINDOW along AS (PARTITION BY equipment_code ORDER BY from_utc)
    )
)
SELECT
    equipment_code,
    MIN(from_utc) AS from_utc,
    MAX(to_utc) AS to_utc,
    ANY_VALUE(state) AS state,
    ANY_VALUE(stop_no) AS stop_no,
    CASE WHEN ANY_VALUE(stop_no) > 0 THEN ANY_VALUE(cause) END AS cause,
    CASE WHEN ANY_VALUE(stop_no) > 0 THEN ANY_VALUE(shots) ELSE 0 END AS shots
FROM numbered
GROUP BY equipment_code, stretch
