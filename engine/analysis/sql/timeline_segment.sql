-- The stretches as a picture can show them: neighbours shorter than a pixel
-- ($pixel_us) that begin in the same one become one, in the state of most of its
-- time; a stop needs a quarter of it. So a tool has at most two for each pixel.
WITH sized AS (
    SELECT
        *,
        epoch_us(to_utc) - epoch_us(from_utc) AS length_us,
        (epoch_us(from_utc) - epoch_us($lo::TIMESTAMP)) // $pixel_us::BIGINT AS pixel,
        epoch_us(to_utc) - epoch_us(from_utc) < $pixel_us::BIGINT AS is_short
    FROM timeline_state
),
numbered AS (
    SELECT
        *,
        SUM(is_new) OVER (PARTITION BY equipment_code ORDER BY from_utc) AS stretch
    FROM (
        SELECT
            *,
            CASE
                WHEN is_short AND LAG(is_short) OVER along AND pixel = LAG(pixel) OVER along THEN 0
                ELSE 1
            END AS is_new
        FROM sized
        WINDOW along AS (PARTITION BY equipment_code ORDER BY from_utc)
    )
),
stated AS (
    SELECT
        equipment_code,
        stretch,
        state,
        MIN(from_utc) AS from_utc,
        MAX(to_utc) AS to_utc,
        arg_max(cause, (length_us, cause)) AS cause,
        CAST(SUM(shots) AS BIGINT) AS shots,
        COUNT(DISTINCT stop_no) FILTER (WHERE state = 'stop') AS stops,
        CAST(SUM(length_us) AS BIGINT) AS length_us
    FROM numbered
    GROUP BY equipment_code, stretch, state
)
SELECT
    equipment_code,
    MIN(from_utc) AS from_utc,
    MAX(to_utc) AS to_utc,
    CASE
        WHEN COALESCE(SUM(length_us) FILTER (WHERE state = 'stop'), 0) * 4 >= SUM(length_us) THEN 'stop'
        ELSE arg_max(state, (length_us, state))
    END AS state,
    arg_max(cause, (length_us, cause)) FILTER (WHERE stops > 0) AS cause,
    CAST(SUM(stops) AS BIGINT) AS stops,
    CAST(SUM(shots) AS BIGINT) AS shots,
    CAST(COALESCE(SUM(length_us) FILTER (WHERE state = 'stop'), 0) AS BIGINT) AS stop_us
FROM stated
GROUP BY equipment_code, stretch
