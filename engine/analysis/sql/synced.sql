-- The end of the last sync without an error.
SELECT MAX(started_utc + to_microseconds(duration_us)) AS synced_utc
FROM meta.sync_batch
WHERE error IS NULL OR error = ''
