-- model: late_packet
-- kind:  temp
-- grain: one row per packet whose shots may be late: it began more than 48 h before it arrived, and not in the source's first sync
-- key:   packet_id
-- The first sync is the one with the first batch, whatever the clock said then. A
-- packet's arrival is the start of the sync that brought it, which the ledger
-- has, or an instant of the source's own.
WITH sync AS (
    SELECT
        b.source,
        b.started_utc,
        min(b.batch_id) AS first_batch
    FROM meta.sync_batch b
    WHERE b.table_name = 'DATA_SHOT'
      AND b.error IS NULL
    GROUP BY b.source, b.started_utc
),
first_sync AS (
    SELECT
        source,
        arg_min(started_utc, first_batch) AS first_utc
    FROM sync
    GROUP BY source
)
SELECT
    p.packet_id,
    p.arrived_utc
FROM core.packet p
JOIN raw.data_shot d ON d.packet_id = p.packet_id
LEFT JOIN first_sync f ON f.source = d.source
LEFT JOIN sync y ON y.source = d.source AND y.started_utc = p.arrived_utc
WHERE p.arrived_utc IS DISTINCT FROM f.first_utc
  AND (y.source IS NOT NULL OR p.arrived_utc > coalesce(f.first_utc, first_instant()))
  AND (p.shot_start_time IS NULL OR from_epoch_us(floor_div(p.shot_start_time, 1000)) < p.arrived_utc - INTERVAL 48 HOUR)
