-- What the shots of each key made.
SELECT
    word,
    number,
    day,
    hour_utc,
    MAX(part_code) AS part_code,
    COUNT(DISTINCT session_id) AS sessions,
    SUM(shots_made)::BIGINT AS shots_made,
    SUM(parts_made)::BIGINT AS parts_made,
    SUM(shots_below)::BIGINT AS shots_below,
    SUM(shots_within)::BIGINT AS shots_within,
    SUM(shots_above)::BIGINT AS shots_above,
    SUM(shots_beyond_l2)::BIGINT AS shots_beyond_l2,
    SUM(shots_idle)::BIGINT AS shots_idle,
    SUM(production_time_us)::BIGINT AS production_time_us,
    SUM(idle_time_us)::BIGINT AS idle_time_us
FROM piece
GROUP BY word, number, day, hour_utc
