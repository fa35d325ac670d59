-- The settings that the runs are judged by, with the shots of these runs: the
-- nearest, as a build chooses them; millionths and µs.
WITH run AS (
    SELECT
        run_id,
        equipment_code,
        first_part_code,
        first_location_id,
        shots
    FROM mart.run
    WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
        AND ($read_from::TIMESTAMP IS NULL OR end_utc >= $read_from::TIMESTAMP)
        AND ($read_to::TIMESTAMP IS NULL OR start_utc < $read_to::TIMESTAMP)
),
entry AS (
    SELECT
        r.run_id,
        r.shots,
        nearness(e.part_code, e.equipment_code, e.location_id, e.place) AS nearness,
        e.tolerance,
        e.gap_slack
    FROM run r
    JOIN core.setting_run_rate e
        ON (e.part_code IS NULL OR e.part_code = r.first_part_code)
        AND (e.equipment_code IS NULL OR e.equipment_code = r.equipment_code)
        AND (e.location_id IS NULL OR e.location_id = r.first_location_id)
),
chosen AS (
    SELECT
        run_id,
        ANY_VALUE(shots) AS shots,
        CAST(ROUND(1000000 * max_by(tolerance, nearness) FILTER (WHERE tolerance IS NOT NULL)) AS BIGINT) AS tolerance_ppm,
        ct_us(max_by(gap_slack, nearness) FILTER (WHERE gap_slack IS NOT NULL)) AS gap_slack_us
    FROM entry
    GROUP BY run_id
)
SELECT 'tolerance' AS setting, tolerance_ppm AS value, SUM(shots)::BIGINT AS shots
FROM chosen
GROUP BY ALL
UNION ALL
SELECT 'gap_slack', gap_slack_us, SUM(shots)::BIGINT
FROM chosen
GROUP BY ALL
ORDER BY ALL
