package mirror_test

import (
	"fmt"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/sync/mirror"
)

const changesLogged = "SELECT table_name, column_name, change, old_type, new_type FROM meta.schema_change ORDER BY changed_utc, table_name, column_name"

func TestNewColumns(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	p.copyTo("DATA_SHOT_2.parquet", "SELECT 'CNT-9' AS COUNTER_CODE, 1780272000000000000 AS SHOT_START_TIME, '[]' AS CONTENT, 7::INTEGER AS FIRMWARE, {'a': 1} AS META, 'us' AS SOURCE", "FORMAT parquet")
	p.write("MOLD.csv", "ID,EQUIPMENT_CODE,CONTRACTED_CYCLE_TIME,SUPPLIER_COMPANY_ID,LOCATION_ID,Colour\n1,T-1,300,1,1,red\n2,T-2,250,1,1,\n")
	p.sync(mirror.Options{})
	p.want("SELECT firmware, meta::VARCHAR, source, source__src FROM raw.data_shot WHERE counter_code = 'CNT-9'", `7|{"a":1}|plant|us`)
	p.want("SELECT colour FROM raw.mold ORDER BY id", "red", "∅")
	p.want("SELECT colour, valid_from::VARCHAR FROM raw.mold_history ORDER BY id, valid_from NULLS FIRST", "∅|∅", "red|2026-07-01 13:00:00", "∅|∅")
	p.want(changesLogged, "DATA_SHOT|firmware|added|∅|INTEGER", "DATA_SHOT|meta|added|∅|JSON", "DATA_SHOT|source__src|added|∅|VARCHAR", "MOLD|colour|added|∅|VARCHAR")
}

func TestChangedTypes(t *testing.T) {
	shot := func(n, value string) string {
		return "SELECT 'CNT-9' AS COUNTER_CODE, " + n + "::BIGINT AS SHOT_START_TIME, '[]' AS CONTENT, " + value + " AS FIRMWARE"
	}
	p := newPlant(t).minimal()
	p.copyTo("DATA_SHOT_1.parquet", shot("1", "7::INTEGER"), "FORMAT parquet")
	p.sync(mirror.Options{})
	p.copyTo("DATA_SHOT_2.parquet", shot("2", "8::BIGINT"), "FORMAT parquet")
	p.sync(mirror.Options{})
	p.copyTo("DATA_SHOT_3.parquet", shot("3", "9::SMALLINT"), "FORMAT parquet")
	p.sync(mirror.Options{})
	p.copyTo("DATA_SHOT_4.parquet", shot("4", "'v10'"), "FORMAT parquet")
	r := p.sync(mirror.Options{})
	if !strings.Contains(strings.Join(r.Notes, "\n"), "firmware__v2") {
		t.Errorf("no warning in %q", r.Notes)
	}
	p.copyTo("DATA_SHOT_5.parquet", shot("5", "'v11'"), "FORMAT parquet")
	p.sync(mirror.Options{})
	p.write("DATA_SHOT_6.csv", "COUNTER_CODE,SHOT_START_TIME,CONTENT,FIRMWARE\nCNT-9,6,[],12\nCNT-9,7,[],v13\n")
	p.sync(mirror.Options{})
	p.want("SELECT shot_start_time, firmware, firmware__v2, unreadable::VARCHAR FROM raw.data_shot WHERE counter_code = 'CNT-9' ORDER BY 1",
		"1|7|∅|∅", "2|8|∅|∅", "3|9|∅|∅", "4|∅|v10|∅", "5|∅|v11|∅", "6|12|∅|∅", `7|∅|∅|{"firmware":"v13"}`)
	p.want(changesLogged, "DATA_SHOT|firmware|added|∅|INTEGER", "DATA_SHOT|firmware|widened|INTEGER|BIGINT", "DATA_SHOT|firmware__v2|incompatible|BIGINT|VARCHAR")
	if r := p.sync(mirror.Options{Full: true}); r.Changes() != 0 {
		t.Errorf("reading it all again changed %d rows", r.Changes())
	}
}

func TestDroppedColumn(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("COMPANY.csv", "ID,NAME,COUNTRY,RANK\n1,Acme,DE,5\n")
	p.sync(mirror.Options{})
	p.write("COMPANY.csv", "ID,NAME\n1,Acme\n")
	p.sync(mirror.Options{})
	p.sync(mirror.Options{Full: true})
	p.want("SELECT id, name, country, rank FROM raw.company", "1|Acme|∅|∅")
	p.want("SELECT country, rank, valid_to::VARCHAR FROM raw.company_history ORDER BY valid_from NULLS FIRST", "DE|5|2026-07-01 13:00:00", "∅|∅|∅")
	p.want(changesLogged, "COMPANY|rank|added|∅|VARCHAR", "COMPANY|country|dropped|VARCHAR|∅", "COMPANY|rank|dropped|VARCHAR|∅")
}

func TestModes(t *testing.T) {
	p := newPlant(t).minimal()
	p.cfg.Sources = []mirror.SourceConfig{{Name: "plant", SchemaMode: mirror.PerTable{"mold": "freeze", "*": "discard"}}}
	p.sync(mirror.Options{})
	p.write("COMPANY.csv", "ID,NAME,RANK\n1,Acme,5\n2,Bcme,6\n")
	p.sync(mirror.Options{})
	if notes := strings.Join(p.sync(mirror.Options{Full: true}).Notes, "\n"); !strings.Contains(notes, "COMPANY: columns ignored, as schema_mode discard says: RANK (1)") {
		t.Errorf("notes: %s", notes)
	}
	p.want("SELECT count(*) FROM raw.company", "2")
	p.want("SELECT column_name, change, mode FROM meta.schema_change", "rank|discarded|discard")

	p.write("MOLD.csv", "ID,EQUIPMENT_CODE,CONTRACTED_CYCLE_TIME,SUPPLIER_COMPANY_ID,LOCATION_ID,COLOUR\n1,T-1,300,1,1,red\n")
	_, err := p.trySync(mirror.Options{})
	if engine.CodeOf(err) != engine.CodeData || !strings.Contains(said(err), "COLOUR") || !strings.Contains(said(err), "evolve") {
		t.Errorf("freeze says %v", err)
	}
	p.want("SELECT count(*) FROM raw.mold", "2")
}

// TestModesOfChangedTypes: a wider type and one that does not fit stop a sync
// where the schema is frozen, and leave no value where they are discarded.
func TestModesOfChangedTypes(t *testing.T) {
	for what, value := range map[string]string{"widened": "8::BIGINT", "incompatible": "'v8'"} {
		shot := func(n, value string) string {
			return "SELECT 'CNT-9' AS COUNTER_CODE, " + n + "::BIGINT AS SHOT_START_TIME, '[]' AS CONTENT, " + value + " AS FIRMWARE"
		}
		p := newPlant(t).minimal()
		p.copyTo("DATA_SHOT_1.parquet", shot("1", "7::INTEGER"), "FORMAT parquet")
		p.sync(mirror.Options{})
		p.copyTo("DATA_SHOT_2.parquet", shot("2", value), "FORMAT parquet")
		p.cfg.Sources = []mirror.SourceConfig{{Name: "plant", SchemaMode: mirror.PerTable{"*": "freeze"}}}
		_, err := p.trySync(mirror.Options{})
		if engine.CodeOf(err) != engine.CodeData || !strings.Contains(said(err), "FIRMWARE") || !strings.Contains(said(err), "is "+what) {
			t.Errorf("%s: freeze says %v", what, err)
		}
		p.want("SELECT count(*) FROM raw.data_shot WHERE counter_code = 'CNT-9'", "1")
		p.cfg.Sources = []mirror.SourceConfig{{Name: "plant", SchemaMode: mirror.PerTable{"*": "discard"}}}
		p.sync(mirror.Options{})
		p.want("SELECT shot_start_time, firmware FROM raw.data_shot WHERE counter_code = 'CNT-9' ORDER BY 1", "1|7", "2|∅")
		p.sync(mirror.Options{Full: true})
		p.want("SELECT change, detail, old_type FROM meta.schema_change WHERE change = 'discarded'", "discarded|"+what+"|INTEGER")
		p.cfg.Sources = nil
		p.sync(mirror.Options{Full: true})
		p.want("SELECT count(*) FROM raw.data_shot WHERE counter_code = 'CNT-9'", "2")
	}
}

// TestKeysThatComeLate: of JSON, a key counts wherever it comes first.
func TestKeysThatComeLate(t *testing.T) {
	for _, c := range []struct{ name, first, between, last string }{
		{"DATA_SHOT_2.ndjson", "", "\n", "\n"},
		{"DATA_SHOT_2.json", "[", ",", "]"},
	} {
		p := newPlant(t).minimal()
		rows := make([]string, 9000)
		for i := range rows {
			rows[i] = fmt.Sprintf(`{"COUNTER_CODE": "CNT-9", "SHOT_START_TIME": %d, "CONTENT": "[]"}`, i+1)
		}
		rows[8000] = `{"COUNTER_CODE": "CNT-9", "SHOT_START_TIME": 8001, "CONTENT": "[]", "FIRMWARE": "v2", "place": {"hall": 3}}`
		p.write(c.name, c.first+strings.Join(rows, c.between)+c.last)
		p.sync(mirror.Options{})
		p.want("SELECT shot_start_time, firmware, place__src::VARCHAR FROM raw.data_shot WHERE firmware IS NOT NULL", `8001|v2|{"hall":3}`)
		p.want("SELECT count(*) FROM raw.data_shot WHERE counter_code = 'CNT-9'", "9000")
		p.want("SELECT column_name, change FROM meta.schema_change ORDER BY 1", "firmware|added", "place__src|added")
	}
}
