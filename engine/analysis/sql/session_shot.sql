-- The shots in the window, with their sessions.
SELECT *
FROM ana_shot
WHERE ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
    AND ($from_utc::TIMESTAMP IS NULL OR shot_time_utc >= $from_utc::TIMESTAMP)
    AND ($to_utc::TIMESTAMP IS NULL OR shot_time_utc < $to_utc::TIMESTAMP)
    AND ($from_date::DATE IS NULL OR shot_time_local >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR shot_time_local < $to_date::DATE)
