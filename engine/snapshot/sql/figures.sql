-- The totals by which people tell versions of the data apart.
WITH total AS (
    SELECT
        CAST(count(DISTINCT equipment_code) AS DOUBLE) AS tools,
        CAST(coalesce(sum(shots), 0) AS DOUBLE) AS shots,
        CAST(coalesce(sum(parts), 0) AS DOUBLE) AS parts,
        CAST(coalesce(sum(stops), 0) AS DOUBLE) AS stops,
        sum(production_time_us) / 3600000000 AS production_time_h,
        sum(downtime_us) / 3600000000 AS downtime_h,
        sum(normal_shots) / nullif(sum(shots), 0) AS efficiency,
        sum(production_time_us) / nullif(sum(run_time_us), 0) AS stability
    FROM mart.run_rate_day
)
SELECT name, value FROM (
    SELECT unnest(['tools', 'shots', 'parts', 'stops', 'production_time_h', 'downtime_h', 'efficiency', 'stability']) AS name,
        unnest([tools, shots, parts, stops, production_time_h, downtime_h, efficiency, stability]) AS value
    FROM total
    UNION ALL
    SELECT 'quarantined', CAST(count(*) AS DOUBLE) FROM core.quarantine
)
