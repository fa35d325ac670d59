-- What the sentence says of the latest weeks: how many there are of each kind, and
-- the one that matters most.
SELECT
    COUNT(*) AS all_processes,
    COUNT(*) FILTER (WHERE verdict <> 'none') AS all_judged,
    COUNT(*) FILTER (WHERE verdict = 'slower') AS all_slower,
    COUNT(*) FILTER (WHERE verdict = 'faster') AS all_faster,
    COUNT(*) FILTER (WHERE verdict IN ('wider', 'narrower')) AS all_spread,
    (
        SELECT {
            'tool': w.equipment_code, 'verdict': w.verdict, 'since': w.since_date, 'share': w.shift_share, 'ratio': w.spread_ratio,
            'reason': w.reason
        }
        FROM latest w
        ORDER BY
            list_position(['slower', 'faster', 'wider', 'narrower', 'same', 'none'], w.verdict),
            ABS(w.shift_share) DESC,
            w.equipment_code
        LIMIT 1
    ) AS first
FROM latest
