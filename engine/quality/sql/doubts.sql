-- What the last build left in doubt. meta.quality_result has a row for each
-- build that changed the score.
SELECT
    (SELECT count(*) FROM core.quarantine q WHERE q.item IS NOT NULL) AS shots,
    (SELECT count(*) FROM core.quarantine q WHERE q.item IS NULL) AS packets,
    arg_max(r.overall, r.build_id) AS overall,
    arg_max(r.status, r.build_id) AS status
FROM meta.quality_result r
WHERE r.scope = 'all'
