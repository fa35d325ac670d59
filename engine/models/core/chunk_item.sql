-- model: chunk_item
-- kind:  temp
-- grain: one row per element of a packet of the chunk; one for a whole packet that cannot be read
-- key:   packet_id, item
-- What its columns mean stands in core/shot_item.sql.
WITH packet AS (
    SELECT
        p.packet_id,
        p.counter_no,
        p.arrived_utc + INTERVAL 10 MINUTE AS latest_utc,
        from_json(p.content, '[{"ct":"DOUBLE","tempMeas":"DOUBLE","seq":"BIGINT","time":"DOUBLE"}]') AS items
    FROM scope_packet p
    WHERE p.reading = 'clean'
),
element AS (
    SELECT
        packet_id,
        counter_no,
        latest_utc,
        generate_subscripts(items, 1) AS item,
        unnest(items) AS s
    FROM packet
),
value AS (
    SELECT
        packet_id,
        counter_no,
        latest_utc,
        item,
        from_epoch_us(round(s.time * 1000000)) AS shot_time_utc,
        s.seq AS seq,
        ct_us(s.ct) AS ct_us,
        s.tempMeas AS temperature
    FROM element
)
SELECT
    packet_id,
    CAST(item AS INTEGER) AS item,
    counter_no,
    CAST(shot_time_utc AS DATE) AS utc_day,
    shot_time_utc,
    seq,
    CAST(ct_us AS DOUBLE) / 1000000 AS ct,
    usable_temperature(temperature) AS temperature,
    CAST(CASE WHEN seq IS NULL THEN 1 ELSE 0 END
       + CASE WHEN temperature NOT BETWEEN -50 AND 500 THEN 2 ELSE 0 END AS UTINYINT) AS flags,
    CASE
        WHEN shot_time_utc < TIMESTAMP '2015-01-01' OR shot_time_utc > latest_utc THEN item_fault('bad_time')
        WHEN ct_us < 500 OR ct_us >= 86400000500 THEN item_fault('bad_ct')
    END AS reason
FROM value
UNION ALL
SELECT
    packet_id,
    item,
    counter_no,
    utc_day,
    shot_time_utc,
    seq,
    ct,
    temperature,
    flags,
    reason
FROM chunk_exact_item
