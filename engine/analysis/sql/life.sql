-- Lives that the filter leaves. Parts, suppliers and plants name the tools that ever
-- had them; without them tools that made nothing are there too.
SELECT *
FROM end_of_life e
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], e.equipment_code))
    AND (
        $parts::BIGINT[] IS NULL AND $suppliers::BIGINT[] IS NULL AND $locations::BIGINT[] IS NULL
        OR e.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    )
