-- When the mirror last had all that its sources hold: that of the source which
-- is furthest behind.
SELECT MIN(synced_utc) AS synced_utc
FROM meta.source
