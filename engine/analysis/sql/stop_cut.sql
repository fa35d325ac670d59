-- Stops of some causes, hours, weekdays and shifts: of the slices that slices.sql
-- sums up. '–' stands for the time outside every shift.
SELECT *
FROM stop_of_window
WHERE ($causes::VARCHAR[] IS NULL OR list_contains($causes::VARCHAR[], kind))
    AND ($hours::BIGINT[] IS NULL OR list_contains($hours::BIGINT[], hour(start_local)))
    AND ($weekdays::BIGINT[] IS NULL OR list_contains($weekdays::BIGINT[], isodow(local_date)))
    AND ($shifts::VARCHAR[] IS NULL OR list_contains($shifts::VARCHAR[], COALESCE(shift, '–')))
