-- model: late_packet
-- kind:  temp
-- grain: one row per packet whose shots may be late: it began more than 48 h before it arrived, and not in the source's first sync
-- key:   packet_id
WITH first_sync AS (
    SELECT
        b.source,
        min(b.started_utc) AS first_utc
    FROM meta.sync_batch b
    WHERE b.table_name = 'DATA_SHOT'
      AND b.error IS NULL
    GROUP BY b.source
)
SELECT
    p.packet_id,
    p.arrived_utc
FROM core.packet p
JOIN raw.data_shot d ON d.packet_id = p.packet_id
LEFT JOIN first_sync f ON f.source = d.source
WHERE p.arrived_utc > coalesce(f.first_utc, first_instant())
  AND (p.shot_start_time IS NULL OR from_epoch_us(floor_div(p.shot_start_time, 1000)) < p.arrived_utc - INTERVAL 48 HOUR)
