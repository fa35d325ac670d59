-- Stops of some causes, hours and weekdays: of the slices that slices.sql sums up.
SELECT *
FROM stop_of_window
WHERE ($causes::VARCHAR[] IS NULL OR list_contains($causes::VARCHAR[], kind))
    AND ($hours::BIGINT[] IS NULL OR list_contains($hours::BIGINT[], hour(start_local)))
    AND ($weekdays::BIGINT[] IS NULL OR list_contains($weekdays::BIGINT[], isodow(local_date)))
