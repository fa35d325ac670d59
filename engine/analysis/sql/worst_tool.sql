-- The tools with the largest loss (downtime and speed loss), their share of all
-- of it, and the cause of most of it.
SELECT
    t.equipment_code,
    t.loss_us,
    t.share,
    c.cause,
    c.loss_us AS cause_us
FROM (
    SELECT
        equipment_code,
        SUM(downtime_us + speed_loss_us)::BIGINT AS loss_us,
        SUM(downtime_us + speed_loss_us)::BIGINT / NULLIF(SUM(SUM(downtime_us + speed_loss_us)) OVER (), 0)::BIGINT AS share
    FROM pieces
    GROUP BY equipment_code
    HAVING SUM(downtime_us + speed_loss_us) > 0
    ORDER BY loss_us DESC, equipment_code
    LIMIT $limit::BIGINT
) t
LEFT JOIN (
    SELECT
        equipment_code,
        cause,
        SUM(loss_us)::BIGINT AS loss_us
    FROM loss_day
    GROUP BY equipment_code, cause
    QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY SUM(loss_us) DESC, cause) = 1
) c ON c.equipment_code = t.equipment_code
