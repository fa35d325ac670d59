-- The shots whose temperatures count: no week is compared with that of a baseline. Days
-- lie together, but only constants find them, so that the weeks of period_week.sql stand
-- here again: with a subquery all would be looked at. Within a day decisions lie together,
-- so that the join with those of the tools leaves out the others' shots unread.
SELECT *
FROM core.shot
WHERE utc_day >= COALESCE(date_trunc('week', COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE))::DATE - 2, '-infinity'::DATE)
    AND utc_day < COALESCE(date_trunc('week', COALESCE($to_date::DATE::TIMESTAMP, $to_utc::TIMESTAMP) - to_microseconds(1))::DATE + 9, 'infinity'::DATE)
