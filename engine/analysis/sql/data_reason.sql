-- What is in quarantine by its reason, most first, with the newest of each as it
-- was sent.
SELECT
    reason,
    MIN(level) AS level,
    COUNT(*) AS items,
    COUNT(DISTINCT counter_code) AS counters,
    MIN(first_seen_utc) AS first_seen_utc,
    MAX(last_seen_utc) AS last_seen_utc,
    LEFT(ARG_MAX(raw, ROW(COALESCE(shot_time_utc, last_seen_utc), packet_id, COALESCE(item, 0))), 400) AS sample,
    ARG_MAX(counter_code, ROW(COALESCE(shot_time_utc, last_seen_utc), packet_id, COALESCE(item, 0))) AS counter_code
FROM quarantined
GROUP BY reason
ORDER BY items DESC, reason
