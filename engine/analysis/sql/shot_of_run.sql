    -- Of the runs that fit the other filters; a filter that asks for nothing is
    -- left out of the query, for the join costs as much as the shots.
    AND run_id IN (
        SELECT run_id
        FROM mart.run_rate_slot
        WHERE equipment_code = $tool::VARCHAR
            AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
            AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
            AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
    )
