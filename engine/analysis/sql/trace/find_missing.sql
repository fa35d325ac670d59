-- The gaps of a counter that hold that number.
SELECT counter_code, $seq::BIGINT AS seq, to_utc, equipment_code, 0::UBIGINT AS packet_id, NULL::INTEGER AS item, NULL::VARCHAR AS reason
FROM mart.missing_shot
WHERE counter_code = $counter AND $seq BETWEEN from_seq AND to_seq
ORDER BY to_utc
LIMIT 20
