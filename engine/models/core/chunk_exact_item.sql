-- model: chunk_exact_item
-- kind:  temp
-- grain: one row per element of a packet of the chunk that is not clean, one for a whole packet that cannot be read
-- key:   packet_id, item
-- other_kinds  of a shot that passed, known keys whose value is no JSON number: ct 1, tempMeas 2, seq 4
WITH packet AS (
    SELECT
        p.packet_id,
        p.counter_no,
        p.start_day,
        p.arrived_utc + INTERVAL 10 MINUTE AS latest_utc,
        p.content,
        CASE
            WHEN p.content IS NULL OR NOT json_valid(p.content) THEN 'bad_json'
            WHEN json_type(p.content) <> 'ARRAY' THEN 'not_an_array'
            WHEN p.counter_no IS NULL THEN 'no_counter'
            WHEN json_array_length(p.content) > 10000 THEN 'too_long'
        END AS reason
    FROM scope_packet p
    WHERE p.reading = 'exact'
),
list AS (
    SELECT
        packet_id,
        counter_no,
        start_day,
        latest_utc,
        from_json(mark_numbers(content), '["JSON"]') AS elements
    FROM packet
    WHERE reason IS NULL
),
element AS (
    SELECT
        packet_id,
        counter_no,
        start_day,
        latest_utc,
        generate_subscripts(elements, 1) AS item,
        unnest(elements) AS e
    FROM list
),
sent AS (
    SELECT
        packet_id,
        counter_no,
        start_day,
        latest_utc,
        item,
        e,
        coalesce(json_type(e) = 'OBJECT', FALSE) AS is_object,
        e->>'time' AS time_sent,
        e->>'ct' AS ct_sent,
        e->>'seq' AS seq_sent,
        e->>'tempMeas' AS temperature_sent
    FROM element
),
-- Most items have plain numbers, and are here for another item of their packet,
-- or for a key that is not known.
known AS (
    SELECT
        *,
        is_object AND is_plain_item(time_sent, ct_sent, seq_sent, temperature_sent) AS is_plain
    FROM sent
),
unusual AS (
    SELECT
        *,
        CASE WHEN NOT is_plain THEN number_text(time_sent) END AS time_number,
        CASE WHEN NOT is_plain THEN number_text(ct_sent) END AS ct_number,
        CASE WHEN NOT is_plain THEN number_text(seq_sent) END AS seq_number,
        CASE WHEN NOT is_plain THEN number_text(temperature_sent) END AS temperature_number
    FROM known
),
parts AS (
    SELECT
        *,
        number_parts(time_number) AS time_parts,
        number_parts(seq_number) AS seq_parts
    FROM unusual
),
digit AS (
    SELECT
        *,
        parts_digits(time_parts) AS time_digits,
        parts_exponent(time_parts) AS time_exponent,
        parts_digits(seq_parts) AS seq_digits,
        parts_exponent(seq_parts) AS seq_exponent
    FROM parts
),
number AS (
    SELECT
        *,
        CASE WHEN is_plain THEN plain_us(time_sent) ELSE scaled_number(time_parts, time_digits, time_exponent, 6) END AS time_us,
        CASE WHEN is_plain THEN plain_whole(seq_sent) ELSE integral_number(seq_parts, seq_digits, seq_exponent) END AS seq_whole,
        CASE WHEN is_plain THEN plain_number(ct_sent) ELSE TRY_CAST(ct_number AS DOUBLE) END AS ct_seconds,
        CASE WHEN is_plain THEN plain_number(temperature_sent) ELSE TRY_CAST(temperature_number AS DOUBLE) END AS temperature
    FROM digit
),
value AS (
    SELECT
        packet_id,
        counter_no,
        start_day,
        latest_utc,
        item,
        e,
        is_object,
        CASE
            WHEN NOT is_object OR (NOT is_marked(time_sent) AND contains(lower(time_number), 'e')) THEN NULL
            WHEN time_us BETWEEN -62135596800000000 AND 253402300799999999 THEN from_epoch_us(time_us)
        END AS shot_time_utc,
        CASE WHEN is_object AND seq_whole >= 0 THEN seq_whole END AS seq,
        CASE WHEN is_object AND abs(ct_seconds) < 1e12 THEN ct_us(ct_seconds) END AS ct_us,
        usable_temperature(temperature) AS temperature,
        temperature_sent IS NOT NULL AS has_temperature,
        CASE WHEN is_marked(ct_sent) THEN 0 ELSE 1 END
            + CASE WHEN temperature_sent IS NULL OR is_marked(temperature_sent) THEN 0 ELSE 2 END
            + CASE WHEN seq_sent IS NULL OR is_marked(seq_sent) THEN 0 ELSE 4 END AS other_kinds
    FROM number
),
checked AS (
    SELECT
        packet_id,
        counter_no,
        start_day,
        item,
        e,
        shot_time_utc,
        seq,
        ct_us,
        temperature,
        has_temperature,
        other_kinds,
        CASE
            WHEN NOT is_object THEN 'not_an_object'
            WHEN shot_time_utc IS NULL OR shot_time_utc < TIMESTAMP '2015-01-01' OR shot_time_utc > latest_utc THEN 'bad_time'
            WHEN ct_us IS NULL OR ct_us < 500 OR ct_us >= 86400000500 THEN 'bad_ct'
        END AS reason
    FROM value
)
SELECT
    packet_id,
    CAST(item AS INTEGER) AS item,
    counter_no,
    coalesce(CAST(shot_time_utc AS DATE), start_day) AS utc_day,
    shot_time_utc,
    seq,
    CASE WHEN reason IS NULL THEN CAST(ct_us AS DOUBLE) / 1000000 END AS ct,
    CASE WHEN reason IS NULL THEN temperature END AS temperature,
    CASE WHEN reason IS NULL THEN unknown_keys(e) END AS extra,
    CAST(CASE WHEN reason IS NULL AND seq IS NULL THEN 1 ELSE 0 END
       + CASE WHEN reason IS NULL AND has_temperature AND temperature IS NULL THEN 2 ELSE 0 END AS UTINYINT) AS flags,
    CAST(CASE WHEN reason IS NULL THEN other_kinds ELSE 0 END AS UTINYINT) AS other_kinds,
    item_fault(reason) AS reason
FROM checked
UNION ALL
SELECT
    packet_id,
    NULL AS item,
    counter_no,
    start_day AS utc_day,
    NULL AS shot_time_utc,
    NULL AS seq,
    NULL AS ct,
    NULL AS temperature,
    NULL AS extra,
    0 AS flags,
    0 AS other_kinds,
    item_fault(reason) AS reason
FROM packet
WHERE reason IS NOT NULL
