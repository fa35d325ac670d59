-- model: mold_part_version
-- kind:  temp
-- grain: one row per version of a row of MOLD_PART that can be used
-- key:   mold_id, part_id, switched_utc, from_utc
-- SWITCHED_TIME is whole epoch ns; what is finer than µs is cut off.
WITH written AS (
    SELECT
        mold_id,
        part_id,
        cavity,
        valid_from,
        valid_to,
        number_parts(number_text(switched_time)) AS parts
    FROM raw.mold_part_history
    WHERE part_id IS NOT NULL
      AND NOT regexp_matches(switched_time, '[.eE]')
      AND number_text(switched_time) IS NOT NULL
),
digit AS (
    SELECT
        *,
        parts_digits(parts) AS digits,
        parts_exponent(parts) AS exponent
    FROM written
),
read AS (
    SELECT
        *,
        integral_number(parts, digits, exponent) AS switched_ns
    FROM digit
)
SELECT
    mold_id,
    part_id,
    greatest(0, coalesce(cavity, 0)) AS cavities,
    from_epoch_us(floor_div(switched_ns, 1000)) AS switched_utc,
    coalesce(valid_from, first_instant()) AS from_utc,
    coalesce(valid_to, last_instant()) AS to_utc
FROM read
WHERE switched_ns IS NOT NULL
