-- rule:     stale_table
-- level:    5
-- table:    all
-- checks:   a source was synced within quality.freshness
-- severity: error
-- action:   report it
-- advice:   run sprue sync, or see sprue doctor why it fails
SELECT
    s.source AS subject,
    1 AS broken
FROM meta.source s
CROSS JOIN core.setting_quality q
WHERE epoch_us($now::TIMESTAMP) - epoch_us(s.synced_utc) > q.freshness_us
