-- The slots that the window cuts, and what of them it takes: [lo, hi).
SELECT
    run_id,
    part_id,
    slot_start_utc,
    GREATEST(slot_start_utc, $from_utc::TIMESTAMP) AS lo,
    -- A slot ends where the next one with data begins: what lies
    -- between them is empty.
    LEAST(
        COALESCE(LEAD(slot_start_utc) OVER (PARTITION BY run_id, part_id, hour_utc ORDER BY slot_start_utc), hour_utc + INTERVAL 1 HOUR),
        $to_utc::TIMESTAMP
    ) AS hi
FROM slot
WHERE is_cut
