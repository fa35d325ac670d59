-- The days that serve as the baseline of each tool and part.
SELECT
    equipment_code,
    part_id,
    from_date,
    to_date,
    is_pinned,
    reason
FROM mart.baba_window
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
