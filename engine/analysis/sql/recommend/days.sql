-- The production days that the window touches.
SELECT
    MIN(local_date) AS first_date,
    MAX(local_date) AS last_date
FROM slot
