-- Until when the figures tell: the last sync, or, where packets came that no
-- build has seen, the start of the sync that brought the first of them.
SELECT
    LEAST(
        (SELECT MIN(synced_utc) FROM meta.source),
        (
            SELECT MIN(b.started_utc)
            FROM meta.sync_batch b
            WHERE b.table_name = 'DATA_SHOT'
                AND b.rows_new + b.rows_changed > 0
                AND b.batch_id > (
                    SELECT MAX(CAST(inputs ->> 'max_batch_id' AS BIGINT))
                    FROM meta.build
                    WHERE finished_utc IS NOT NULL
                )
        )
    ) AS as_of_utc,
    (SELECT arg_max(build_id, (finished_utc, build_id)) FROM meta.build WHERE finished_utc IS NOT NULL) AS build_id
