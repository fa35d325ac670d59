-- model: session_limit
-- kind:  temp
-- grain: one row per session in scope with an approved cycle time: the limits of its cycles
-- key:   session_no
-- l1_below_us  lower limit of level 1, µs: that MOLD has at the session's last shot, else that of the configuration
-- l1_above_us  upper one
-- l2_below_us  lower limit of level 2, µs; it is at least as wide as level 1
-- l2_above_us  upper one
WITH width AS (
    SELECT
        b.session_no,
        b.approved_us,
        CAST(round(limit_width(b.approved_us, v.share1, v.seconds1 * 1000000, q.level1)) AS BIGINT) AS width1_us,
        CAST(round(limit_width(b.approved_us, v.share2, v.seconds2 * 1000000, q.level2)) AS BIGINT) AS width2_us
    FROM session_bound b
    CROSS JOIN core.setting_quality q
    LEFT JOIN core.cycle_limit v
      ON v.equipment_code = b.equipment_code
     AND v.mold_id = b.last_mold_id
     AND v.from_utc <= from_epoch_us(b.last_t_us)
     AND v.to_utc > from_epoch_us(b.last_t_us)
    WHERE b.approved_us IS NOT NULL
)
SELECT
    w.session_no,
    w.approved_us - w.width1_us AS l1_below_us,
    w.approved_us + w.width1_us AS l1_above_us,
    w.approved_us - greatest(w.width1_us, w.width2_us) AS l2_below_us,
    w.approved_us + greatest(w.width1_us, w.width2_us) AS l2_above_us
FROM width w
