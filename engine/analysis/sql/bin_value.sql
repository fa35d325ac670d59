-- The chosen figure of each tool and stretch; NULL where nothing gives it.
SELECT
    equipment_code,
    local_date,
    shots,
    CASE $figure::VARCHAR
        WHEN 'deviation' THEN (compared_us - expected_us) / NULLIF(expected_us, 0)
        WHEN 'efficiency' THEN normal_shots / NULLIF(shots, 0)
        WHEN 'stability' THEN production_time_us / NULLIF(run_time_us, 0)
        WHEN 'downtime' THEN downtime_us / 3600000000
        WHEN 'shots' THEN shots
    END::DOUBLE AS value
FROM bin
