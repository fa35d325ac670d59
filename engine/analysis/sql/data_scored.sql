-- The same with the scores that mart.data_quality_day has for one day.
SELECT
    p.*,
    share_score(items - bad_items - flawed, items) AS validity,
    share_score(items - conflicts - duplicates, items) AS uniqueness,
    completeness_score(shots, missing, values_there, values_expected) AS completeness,
    share_score(100 * shots - lost_points, 100 * shots) AS consistency,
    share_score(shots - late, shots) AS timeliness
FROM pooled p
