-- model: location_version
-- kind:  temp
-- grain: one row per version of a location
-- key:   location_id, from_utc
-- Some names of the zone library are no IANA zones: three letters that mean
-- different things in different places, and SystemV.
WITH zone AS (
    SELECT name
    FROM pg_timezone_names()
    WHERE name NOT LIKE 'SystemV/%'
      AND name NOT IN ('ACT', 'AET', 'AGT', 'ART', 'AST', 'BET', 'BST', 'CAT', 'CNT', 'CST', 'CTT', 'EAT', 'ECT',
        'IET', 'IST', 'JST', 'MIT', 'NET', 'NST', 'PLT', 'PNT', 'PRT', 'PST', 'SST', 'VST', 'Etc/Unknown')
)
SELECT
    l.id AS location_id,
    l.name AS location_name,
    coalesce(z.name, 'UTC') AS time_zone,
    z.name IS NOT NULL AS is_known_zone,
    coalesce(l.valid_from, first_instant()) AS from_utc,
    coalesce(l.valid_to, last_instant()) AS to_utc
FROM raw.location_history l
LEFT JOIN zone z ON lower(z.name) = lower(trim(l.time_zone_id, blanks()))
