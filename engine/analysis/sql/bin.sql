-- The pieces by tool and stretch of $width days since $first.
SELECT
    equipment_code,
    CAST($first::DATE + CAST((local_date - $first::DATE) // $width::INTEGER * $width::INTEGER AS INTEGER) AS DATE) AS local_date,
    SUM(shots)::BIGINT AS shots,
    SUM(normal_shots)::BIGINT AS normal_shots,
    SUM(run_time_us)::BIGINT AS run_time_us,
    SUM(production_time_us)::BIGINT AS production_time_us,
    SUM(downtime_us)::BIGINT AS downtime_us,
    SUM(speed_loss_us)::BIGINT AS speed_loss_us,
    SUM(compared_us)::BIGINT AS compared_us,
    SUM(expected_us)::BIGINT AS expected_us
FROM compared
GROUP BY ALL
