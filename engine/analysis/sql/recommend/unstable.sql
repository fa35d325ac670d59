-- Cycles that vary, whatever their mean.
SELECT
    equipment_code,
    NULL::BIGINT AS part_id,
    'unstable' AS rule,
    CASE WHEN ct_cv > $unsteady_cv::DOUBLE OR efficiency < $efficiency::DOUBLE THEN 'action' ELSE 'watch' END AS severity,
    days,
    shots,
    NULL::DOUBLE AS base,
    json_object('efficiency', efficiency, 'ct_cv', ct_cv)::VARCHAR AS facts
FROM made
WHERE shots >= $least_shots::BIGINT
    AND (ct_cv > $unsteady_cv::DOUBLE OR efficiency < $efficiency_watch::DOUBLE)
