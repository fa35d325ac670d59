-- Up to 400 days after the last arrival.
INSERT INTO raw.location_history (id, time_zone_id) VALUES (1, 'Europe/Berlin');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[]', 1, '2015-01-01 00:00:00');
