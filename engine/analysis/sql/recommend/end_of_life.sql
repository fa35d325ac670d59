-- Tools that near their designed shots, or are over them. Life is as of the last
-- production day with shots, so windows that end before it say nothing of it.
SELECT
    l.equipment_code,
    NULL::BIGINT AS part_id,
    'end_of_life' AS rule,
    CASE l.status WHEN 'over' THEN 'major' ELSE 'action' END AS severity,
    m.days,
    m.shots,
    NULL::DOUBLE AS base,
    json_object(
        'used_share', l.used_share,
        'shots', l.shots,
        'designed_shots', l.designed_shots,
        'as_of_date', l.as_of_date,
        'daily_median', l.daily_median,
        'date_100_median', l.date_100_median,
        'date_100_p90', l.date_100_p90,
        'date_100_p10', l.date_100_p10,
        'reason', l.reason
    )::VARCHAR AS facts
FROM life l
JOIN made m ON m.equipment_code = l.equipment_code
WHERE l.as_of_date <= $to_date::DATE
    -- Shares have a last digit of their own; a month is a twelfth of a year.
    AND (ROUND(l.used_share, 9) > $life_share::DOUBLE OR (l.date_100_median - l.as_of_date) * 12 < $life_months::DOUBLE * 365.25)
