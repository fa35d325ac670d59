-- The approved cycle time of each tool and the limits around it as steps in
-- [$lo, $hi]: those of the tool, in percent or seconds, else those of the
-- configuration; level 2 is at least as wide as level 1.
WITH version AS (
    SELECT
        mold_id,
        equipment_code,
        share1,
        seconds1,
        share2,
        seconds2,
        from_utc,
        to_utc
    FROM core.cycle_limit
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
),
-- A tool that no counter was ever on has a step too, without limits.
edge AS (
    SELECT equipment_code, $lo::TIMESTAMP AS at_utc FROM approved
    UNION
    SELECT unnest($tools::VARCHAR[]), $lo::TIMESTAMP
    UNION
    SELECT equipment_code, from_utc FROM version WHERE from_utc > $lo::TIMESTAMP AND from_utc < $hi::TIMESTAMP
    UNION
    SELECT equipment_code, from_utc FROM approved WHERE from_utc > $lo::TIMESTAMP AND from_utc < $hi::TIMESTAMP
),
placed AS (
    SELECT
        e.equipment_code,
        e.at_utc,
        a.approved_us / 1000000 AS approved_ct,
        v.share1,
        v.seconds1,
        v.share2,
        v.seconds2
    FROM edge e
    LEFT JOIN approved a
        ON a.equipment_code = e.equipment_code
        AND a.from_utc <= e.at_utc
        AND a.to_utc > e.at_utc
    LEFT JOIN version v
        ON v.equipment_code = e.equipment_code
        AND v.from_utc <= e.at_utc
        AND v.to_utc > e.at_utc
    QUALIFY ROW_NUMBER() OVER (PARTITION BY e.equipment_code, e.at_utc ORDER BY v.from_utc DESC, v.mold_id) = 1
),
wide AS (
    SELECT
        equipment_code,
        at_utc,
        approved_ct,
        limit_width(approved_ct, share1, seconds1, level1) AS width1,
        limit_width(approved_ct, share2, seconds2, level2) AS width2
    FROM placed
    CROSS JOIN core.setting_quality
),
changed AS (
    SELECT
        equipment_code,
        at_utc,
        approved_ct,
        width1,
        GREATEST(width1, width2) AS width2
    FROM wide
    WINDOW along AS (PARTITION BY equipment_code ORDER BY at_utc)
    QUALIFY ROW_NUMBER() OVER along = 1
        OR approved_ct IS DISTINCT FROM LAG(approved_ct) OVER along
        OR width1 IS DISTINCT FROM LAG(width1) OVER along
        OR GREATEST(width1, width2) IS DISTINCT FROM LAG(GREATEST(width1, width2)) OVER along
)
SELECT
    equipment_code,
    at_utc AS from_utc,
    COALESCE(LEAD(at_utc) OVER (PARTITION BY equipment_code ORDER BY at_utc), $hi::TIMESTAMP) AS to_utc,
    approved_ct::DOUBLE AS approved_ct,
    CASE WHEN approved_ct IS NOT NULL THEN (approved_ct - width1)::DOUBLE END AS l1_below,
    CASE WHEN approved_ct IS NOT NULL THEN (approved_ct + width1)::DOUBLE END AS l1_above,
    CASE WHEN approved_ct IS NOT NULL THEN (approved_ct - width2)::DOUBLE END AS l2_below,
    CASE WHEN approved_ct IS NOT NULL THEN (approved_ct + width2)::DOUBLE END AS l2_above
FROM changed
