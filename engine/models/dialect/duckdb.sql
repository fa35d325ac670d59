-- The functions that differ between engines, named for what they mean. A macro
-- is inlined and costs nothing. epoch_us(t), the µs of an instant since 1970,
-- is DuckDB's own and needs no macro here.

CREATE OR REPLACE MACRO from_epoch_us(us) AS make_timestamp(CAST(us AS BIGINT));

-- Codes are trimmed and upper-cased; one without a character is NULL.
CREATE OR REPLACE MACRO blanks() AS chr(32) || chr(9) || chr(10) || chr(11) || chr(12) || chr(13);
CREATE OR REPLACE MACRO code_key(code) AS NULLIF(upper(trim(code, chr(32) || chr(9) || chr(10) || chr(11) || chr(12) || chr(13))), '');

-- Seconds as µs, half up; ct as ms, half up, for comparing it with a limit.
CREATE OR REPLACE MACRO ct_us(ct) AS TRY_CAST(floor(ct * 1000000 + 0.5) AS BIGINT);
CREATE OR REPLACE MACRO ct_key(ct) AS (CAST(floor(ct * 1000000 + 0.5) AS BIGINT) + 500) // 1000;

-- Integer division and remainder that round down, also below 0.
CREATE OR REPLACE MACRO floor_mod(a, b) AS ((a % b) + b) % b;
CREATE OR REPLACE MACRO floor_div(a, b) AS (a - ((a % b) + b) % b) // b;

-- a / b with nine digits, half up, of whole numbers from 0 on: not one bit is
-- lost on the way, so that sums of it are the same in every order.
CREATE OR REPLACE MACRO exact_ratio(a, b) AS
    CAST(CAST((CAST(a AS HUGEINT) * 1000000000 + b // 2) // b AS DECIMAL(38, 0)) * 0.000000001 AS DECIMAL(38, 9));

-- The start of the bucket of that width (µs) around an instant (µs).
CREATE OR REPLACE MACRO bucket_start(us, width) AS us - ((us % width) + width) % width;

-- The production day at a place: the date there, of days that begin day_start
-- after midnight.
CREATE OR REPLACE MACRO local_day(at_utc, offset_us, day_start_us) AS CAST(at_utc + to_microseconds(offset_us - day_start_us) AS DATE);

-- How far limits are from the approved cycle time: a tool's own share of it, its
-- own seconds, else the share that the configuration has for all.
CREATE OR REPLACE MACRO limit_width(approved, own_share, own_seconds, usual_share) AS
    coalesce(own_share * approved, CASE WHEN approved IS NOT NULL THEN own_seconds END, usual_share * approved);

-- How near an entry of the configuration is: part before tool before location, the
-- later one of equally near ones.
CREATE OR REPLACE MACRO nearness(part_code, equipment_code, location_id, place) AS
    CASE WHEN part_code IS NOT NULL THEN 3 WHEN equipment_code IS NOT NULL THEN 2 WHEN location_id IS NOT NULL THEN 1 ELSE 0 END * 1000000 + place;

-- Whether a cycle is longer than so many times the reference, both rounded to ms.
CREATE OR REPLACE MACRO hides_stop(cycle_us, ref_us, stop_factor) AS
    (cycle_us + 500) // 1000 > (CAST(ref_us AS HUGEINT) * CAST(round(1000000 * stop_factor) AS BIGINT) + 500000000) // 1000000000;

-- Standard deviation of a sample from whole numbers: count, sum, sum of squares.
CREATE OR REPLACE MACRO sample_deviation(n, total, squares) AS
    sqrt(CAST(n * squares - CAST(total AS HUGEINT) * total AS DOUBLE) / n / NULLIF(n - 1, 0));

-- The value that a χ² of so many degrees of freedom passes as often as a standard
-- normal one passes z (Wilson and Hilferty 1931): within 0.01 % from 60 on.
CREATE OR REPLACE MACRO chi_square(z, freedom) AS freedom * power(1 - 2 / (9.0 * freedom) + z * sqrt(2 / (9.0 * freedom)), 3);

-- The degrees of freedom that a mean of so many moving ranges is worth (Cryer and
-- Ryan 1990): their variance and the covariance of neighbours, over d2² = 4/π.
CREATE OR REPLACE MACRO range_freedom(ranges) AS
    ranges * ranges * (2 / pi()) / (ranges * (2 - 4 / pi()) + 2 * (ranges - 1) * (4 / pi() * (sqrt(0.75) + pi() / 12) - 4 / pi()));

-- The day on which as much is reached, at so much a day; NULL where that is
-- nothing, and beyond 100 years.
CREATE OR REPLACE MACRO day_reached(from_date, missing, a_day) AS
    CASE WHEN a_day > 0 AND missing <= a_day * 36525 THEN from_date + CAST((missing + a_day - 1) // a_day AS INTEGER) END;

-- Whether a row of counted values, of which up_to are no larger and shots equal,
-- holds the value at that place of them all, from 0.
CREATE OR REPLACE MACRO holds_place(up_to, shots, place) AS up_to > place AND up_to - shots <= place;

-- n³, in whole numbers.
CREATE OR REPLACE MACRO cubed(n) AS CAST(n AS HUGEINT) * n * n;

-- The probability of a standard normal value as far from 0 as z or farther, either
-- way: erfc(|z| / √2) by the Chebyshev fit of Numerical Recipes (erfcc), whose
-- relative error is below 1.2e-7.
CREATE OR REPLACE MACRO erfcc(x, t) AS t * exp(-x * x - 1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418
    + t * (-0.18628806 + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277)))))))));
CREATE OR REPLACE MACRO two_sided_p(z) AS
    least(1::DOUBLE, erfcc(abs(CAST(z AS DOUBLE)) / sqrt(2), 1 / (1 + abs(CAST(z AS DOUBLE)) / sqrt(8))));

-- A 64 bit id that is the same on every engine.
CREATE OR REPLACE MACRO stable_id(words) AS CAST(md5_number_lower(words) AS UBIGINT);

-- Flags as in the list of the contract: bit = 2 ^ (place - 1).
CREATE OR REPLACE MACRO has_flag(flags, mask) AS (flags & mask) <> 0;
CREATE OR REPLACE MACRO quality_loss(flags) AS
    ((flags & 1) <> 0)::INTEGER * 10          -- no_seq
  + ((flags & 2) <> 0)::INTEGER * 10          -- bad_temperature
  + ((flags & 4) <> 0)::INTEGER * 5           -- seq_reset
  + ((flags & 8) <> 0)::INTEGER * 5           -- after_gap
  + ((flags & 16) <> 0)::INTEGER * 10         -- overlap
  + ((flags & 32) <> 0)::INTEGER * 10         -- assignment_stale
  + ((flags & 64) <> 0)::INTEGER * 20         -- assignment_conflict
  + ((flags & 128) <> 0)::INTEGER * 10        -- assignment_backfill
  + ((flags & 256) <> 0)::INTEGER * 15        -- assignment_counter
  + ((flags & 512) <> 0)::INTEGER * 30        -- two_counters
  + ((flags & 1024) <> 0)::INTEGER * 10       -- no_part
  + ((flags & 2048) <> 0)::INTEGER * 10       -- part_first_known
  + ((flags & 4096) <> 0)::INTEGER * 5        -- cavities_default
  + ((flags & 8192) <> 0)::INTEGER * 15       -- no_approved_ct
  + ((flags & 16384) <> 0)::INTEGER * 5       -- no_supplier
  + ((flags & 32768) <> 0)::INTEGER * 5       -- supplier_cycle
  + ((flags & 65536) <> 0)::INTEGER * 10      -- no_location
  + ((flags & 131072) <> 0)::INTEGER * 15;    -- unknown_zone
CREATE OR REPLACE MACRO quality_score(flags) AS CAST(greatest(0, 100 - quality_loss(flags)) AS UTINYINT);

-- Flags of level 4 (across sources) begin at assignment_stale; at most 100 points a shot.
CREATE OR REPLACE MACRO consistency_loss(flags) AS least(100, quality_loss(flags & 4294967264));

-- Scores of data quality, 0..100, from counts; NULL without a whole.
CREATE OR REPLACE MACRO share_score(part, whole) AS CAST(100 * part AS DOUBLE) / NULLIF(whole, 0);
CREATE OR REPLACE MACRO completeness_score(shots, missing, values_there, values_expected) AS
    CASE
        WHEN shots = 0 AND missing > 0 THEN CAST(0 AS DOUBLE)
        ELSE 100 * (CAST(shots AS DOUBLE) / NULLIF(shots + missing, 0)) * (CAST(values_there AS DOUBLE) / NULLIF(values_expected, 0))
    END;
CREATE OR REPLACE MACRO overall_score(validity, uniqueness, completeness, consistency, timeliness) AS
    (coalesce(30 * validity, 0) + coalesce(10 * uniqueness, 0) + coalesce(30 * completeness, 0) + coalesce(20 * consistency, 0)
        + coalesce(10 * timeliness, 0))
    / NULLIF((validity IS NOT NULL)::INTEGER * 30 + (uniqueness IS NOT NULL)::INTEGER * 10 + (completeness IS NOT NULL)::INTEGER * 30
        + (consistency IS NOT NULL)::INTEGER * 20 + (timeliness IS NOT NULL)::INTEGER * 10, 0);
CREATE OR REPLACE MACRO score_status(score) AS CASE WHEN score >= 95 THEN 'ok' WHEN score >= 80 THEN 'watch' WHEN score < 80 THEN 'poor' END;

-- Packets as JSON text: what follows is read by core/new_packet.sql,
-- core/chunk_item.sql and core/chunk_exact_item.sql only.

-- A clean packet can be read by one typed cast: only objects with the known
-- keys, once each, in the documented order or in the alphabetical one that
-- warehouses write (tempMeas and seq may be missing or null), plain numbers,
-- times that a DOUBLE holds exactly to 1 µs (up to 2033), and too short for
-- more than 10,000 items (one takes 27 bytes). A regular expression proves it
-- in one pass (1.4 s per 10 M shots on two cores); replacing or counting
-- characters costs 2.4 s and proves less.
CREATE OR REPLACE MACRO clean_ct() AS '"ct": ?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?';
CREATE OR REPLACE MACRO clean_temp() AS '"tempMeas": ?(null|-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?)';
CREATE OR REPLACE MACRO clean_seq() AS '"seq": ?(null|0|[1-9][0-9]{0,17})';
CREATE OR REPLACE MACRO clean_time() AS '"time": ?(1[0-9]{9}(\.[0-9]{1,6})?|"1[0-9]{9}(\.[0-9]{1,6})?")';
CREATE OR REPLACE MACRO clean_item() AS
    '\{' || clean_ct() || ', ?('
    || '(' || clean_temp() || ', ?)?(' || clean_seq() || ', ?)?'
    || '|' || clean_seq() || ', ?' || clean_temp() || ', ?'
    || ')' || clean_time() || '\}';
CREATE OR REPLACE MACRO is_clean_packet(content) AS
    strlen(content) < 270000 AND regexp_full_match(content, '\[' || clean_item() || '(, ?' || clean_item() || ')*\]');

-- A list without items, as JSON may write it.
CREATE OR REPLACE MACRO is_empty_packet(content) AS
    coalesce(regexp_full_match(content, '[ \t\n\r]*\[[ \t\n\r]*\][ \t\n\r]*'), FALSE);

-- All other packets are read exactly. A number under a known key becomes a
-- text with a mark in front, so that its digits survive the JSON reader as
-- they were sent.
CREATE OR REPLACE MACRO mark_numbers(content) AS
    regexp_replace(content, '([{,]\s*"(?:ct|tempMeas|seq|time)"\s*:\s*)(-?[0-9][0-9.eE+-]*)', '\1"' || chr(57344) || '\2"', 'g');
CREATE OR REPLACE MACRO unmark_numbers(words) AS
    regexp_replace(words, '"' || chr(57344) || '([^"]*)"', '\1', 'g');
CREATE OR REPLACE MACRO is_marked(words) AS starts_with(words, chr(57344));

-- The number in a value: sign, digits with an optional point, an optional
-- exponent, blanks around them; NULL if it is none.
CREATE OR REPLACE MACRO number_text(words) AS
    nullif(regexp_extract(
        ltrim(words, chr(57344)),
        '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[ \t\n\v\f\r]*$', 1), '');

-- Values under the four known keys that are missing, null or plain numbers (as
-- in a clean packet), with or without a mark: time and ct must be there.
CREATE OR REPLACE MACRO is_plain_item(time_sent, ct_sent, seq_sent, temperature_sent) AS
    regexp_full_match(
        time_sent || '|' || ct_sent || '|' || coalesce(seq_sent, '') || '|' || coalesce(temperature_sent, ''),
        chr(57344) || '?1[0-9]{9}(\.[0-9]{1,6})?\|'
        || chr(57344) || '?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?\|'
        || '(' || chr(57344) || '?(0|[1-9][0-9]{0,17}))?\|'
        || '(' || chr(57344) || '?-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?)?') IS TRUE;
CREATE OR REPLACE MACRO plain_number(words) AS CAST(nullif(ltrim(words, chr(57344)), '') AS DOUBLE);
CREATE OR REPLACE MACRO plain_whole(words) AS CAST(nullif(ltrim(words, chr(57344)), '') AS BIGINT);
CREATE OR REPLACE MACRO plain_us(words) AS CAST(round(plain_number(words) * 1000000) AS BIGINT);

-- A number written as text, times 10 ^ places, what is finer cut off; NULL if
-- it does not fit a BIGINT.
CREATE OR REPLACE MACRO number_parts(words) AS
    regexp_extract(words, '^([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$', ['sign', 'whole', 'fraction', 'exponent']);
CREATE OR REPLACE MACRO parts_digits(parts) AS ltrim(parts.whole || parts.fraction, '0');
CREATE OR REPLACE MACRO parts_exponent(parts) AS
    CASE
        WHEN parts.exponent = '' THEN 0
        ELSE coalesce(
            least(greatest(TRY_CAST(parts.exponent AS INTEGER), -1000000), 1000000),
            CASE WHEN starts_with(parts.exponent, '-') THEN -1000000 ELSE 1000000 END)
    END - strlen(parts.fraction);
CREATE OR REPLACE MACRO shifted(digits, exponent) AS
    CASE
        WHEN exponent < 0 THEN left(digits, greatest(0, strlen(digits) + exponent))
        WHEN digits = '' THEN ''
        WHEN exponent <= 19 THEN digits || repeat('0', exponent)
    END;
CREATE OR REPLACE MACRO whole_number(digits) AS CASE WHEN digits = '' THEN 0 ELSE TRY_CAST(digits AS BIGINT) END;
-- Steps, not one expression: nested they took 80 ms to plan. parts come from
-- number_parts, digits and exponent from the two macros after it.
CREATE OR REPLACE MACRO scaled_number(parts, digits, exponent, places) AS
    whole_number(shifted(digits, exponent + places)) * CASE WHEN parts.sign = '-' THEN -1 ELSE 1 END;
-- NULL if the number has a fraction.
CREATE OR REPLACE MACRO integral_number(parts, digits, exponent) AS
    CASE
        WHEN exponent < 0 AND rtrim(right(digits, least(strlen(digits), -exponent)), '0') <> '' THEN NULL
        ELSE scaled_number(parts, digits, exponent, 0)
    END;

-- The object without the known keys; NULL if nothing is left.
CREATE OR REPLACE MACRO unknown_keys(e) AS
    CAST(unmark_numbers(nullif(CAST(json_merge_patch(e, '{"ct":null,"tempMeas":null,"seq":null,"time":null}') AS VARCHAR), '{}')) AS JSON);

-- What kind of value a JSON type is, in words; OTHER is no number under a key that needs one.
CREATE OR REPLACE MACRO value_kind(json_type) AS
    CASE json_type
        WHEN 'VARCHAR' THEN 'text'
        WHEN 'BOOLEAN' THEN 'true or false'
        WHEN 'OBJECT' THEN 'object'
        WHEN 'ARRAY' THEN 'list'
        WHEN 'OTHER' THEN 'no number'
        ELSE 'number'
    END;

-- The path of a key of an object.
CREATE OR REPLACE MACRO key_path(key) AS '/' || replace(replace(key, '~', '~0'), '/', '~1');

-- The start of an hour written 'YYYYMMDDHH' on its own clock, NULL if it is none.
CREATE OR REPLACE MACRO hour_start(words) AS
    CASE
        WHEN regexp_full_match(trim(words, blanks()), '[0-9]{10}')
        THEN TRY_STRPTIME(trim(words, blanks()), '%Y%m%d%H')
    END;

-- What a zone's clocks show at an instant in UTC, minus UTC, in µs.
CREATE OR REPLACE MACRO zone_offset_us(zone, t) AS
    epoch_us(timezone(zone, timezone('UTC', CAST(t AS TIMESTAMP)))) - epoch_us(CAST(t AS TIMESTAMP));

-- The first and the last instant.
CREATE OR REPLACE MACRO first_instant() AS CAST('-infinity' AS TIMESTAMP);
CREATE OR REPLACE MACRO last_instant() AS CAST('infinity' AS TIMESTAMP);

-- Equal JSON values have equal keys: the leaves by path, numbers as values
-- (30.0 is 30), the first of a repeated key.
CREATE OR REPLACE MACRO json_key(value) AS (
    SELECT string_agg(leaf.fullkey || chr(31) || leaf.words, chr(30) ORDER BY leaf.fullkey)
    FROM (
        SELECT
            t.fullkey,
            arg_min(
                CASE
                    WHEN t.type IN ('OBJECT', 'ARRAY', 'NULL') THEN t.type
                    WHEN t.type = 'DOUBLE' AND TRY_CAST(t.atom AS DOUBLE) % 1 = 0 AND abs(TRY_CAST(t.atom AS DOUBLE)) < 9007199254740992
                    THEN 'n' || CAST(TRY_CAST(t.atom AS DOUBLE) AS BIGINT)
                    WHEN t.type IN ('DOUBLE', 'BIGINT', 'UBIGINT') THEN 'n' || CAST(t.atom AS VARCHAR)
                    ELSE 's' || CAST(t.atom AS VARCHAR)
                END, t.id) AS words
        FROM json_tree(value) AS t
        GROUP BY t.fullkey
    ) AS leaf
);

-- The measured temperature where it is one, without the sign of -0.
CREATE OR REPLACE MACRO usable_temperature(t) AS
    CASE WHEN t = 0 THEN CAST(0 AS DOUBLE) WHEN t BETWEEN -50 AND 500 THEN t END;

-- Why an item, or a whole packet, fails the checks of packet and shot.
CREATE OR REPLACE MACRO item_fault(word) AS CAST(word AS ENUM(
    'bad_json', 'not_an_array', 'no_counter', 'too_long', 'not_an_object', 'bad_time', 'bad_ct'));
