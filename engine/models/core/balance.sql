-- model:   core.balance
-- kind:    view
-- grain:   one row per UTC day and counter: items in packets = kept + quarantined + duplicates
-- key:     utc_day, counter_code
-- utc_day       day of the items' time; of SHOT_START_TIME for whole packets and unreadable times
-- counter_code  the counter; NULL where a packet has none
-- items         items in packets; a packet in quarantine as a whole counts as one
-- kept          accepted and flagged shots, in core.master_shot
-- quarantined   entries of core.quarantine
-- duplicates    exact copies, in core.duplicate
SELECT
    utc_day,
    counter_code,
    items,
    kept,
    quarantined,
    duplicates
FROM core.counter_day
