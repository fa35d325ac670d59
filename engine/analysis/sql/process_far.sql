-- The shots around those that are farther from their median than the floor of the MAD
-- allows: of few shots the MAD has to be known.
SELECT
    place,
    shot_time_utc,
    ct_us,
    middle,
    UNNEST(RANGE(place - 5, place + 6)) AS other
FROM near
WHERE ABS(ct_us - middle) > 3 * 1.4826 * 100000
