package mirror_test

import (
	"testing"

	"sprue/sync/mirror"
)

const moldHeader = "ID,EQUIPMENT_CODE,CONTRACTED_CYCLE_TIME,SUPPLIER_COMPANY_ID,LOCATION_ID,COUNTER_SHOT_COUNT\n"

const moldHistory = `SELECT id, equipment_code, contracted_cycle_time, counter_shot_count, valid_from::VARCHAR, valid_to::VARCHAR
	FROM raw.mold_history ORDER BY id, valid_from NULLS FIRST`

func TestHistoryOfSmallTables(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("MOLD.csv", moldHeader+"1,T-1,300,1,1,5\n2,T-2,250,1,1,5\n")
	p.sync(mirror.Options{}) // 12:00
	p.want(moldHistory, "1|T-1|300|5|∅|∅", "2|T-2|250|5|∅|∅")

	p.write("MOLD.csv", moldHeader+"1,T-1,290,1,1,6\n3,T-3,200,1,1,6\n")
	wantCounts(t, p.sync(mirror.Options{}), "MOLD", "read 2 new 1 changed 1 unchanged 0 deleted 1 rejected 0 left out 0") // 13:00
	p.want(moldHistory,
		"1|T-1|300|5|∅|2026-07-01 13:00:00", "1|T-1|290|6|2026-07-01 13:00:00|∅",
		"2|T-2|250|5|∅|2026-07-01 13:00:00", "3|T-3|200|6|∅|∅")
	p.want("SELECT id, contracted_cycle_time FROM raw.mold ORDER BY id", "1|290", "3|200")

	// A running total makes no version; a row that comes back is not valid from
	// the beginning of time.
	p.write("MOLD.csv", moldHeader+"1,T-1,290,1,1,99\n2,T-2,250,1,1,5\n3,T-3,200,1,1,6\n")
	wantCounts(t, p.sync(mirror.Options{}), "MOLD", "read 3 new 1 changed 1 unchanged 1 deleted 0 rejected 0 left out 0") // 14:00
	p.want(moldHistory,
		"1|T-1|300|5|∅|2026-07-01 13:00:00", "1|T-1|290|99|2026-07-01 13:00:00|∅",
		"2|T-2|250|5|∅|2026-07-01 13:00:00", "2|T-2|250|5|2026-07-01 14:00:00|∅", "3|T-3|200|6|∅|∅")
	p.want("SELECT count(*) FROM raw.mold", "3")
}

func TestSmallTableInSeveralFiles(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("PART/a.csv", "ID,PART_CODE\n1,P-1\n2,P-2\n")
	p.write("PART/b.ndjson", `{"ID": 3, "NAME": "three"}`+"\n"+`{"ID": 2, "PART_CODE": "P-two"}`+"\n")
	r := p.sync(mirror.Options{})
	wantCounts(t, r, "PART", "read 4 new 3 changed 0 unchanged 1 deleted 0 rejected 0 left out 0")
	p.want("SELECT id, part_code, name FROM raw.part ORDER BY id", "1|P-1|∅", "2|P-two|∅", "3|∅|three")
	p.remove("PART/b.ndjson")
	p.sync(mirror.Options{})
	p.want("SELECT id, part_code, name FROM raw.part ORDER BY id", "1|P-1|∅", "2|P-2|∅")
}

func TestKeysOfSmallTables(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("MOLD_PART.csv", "MOLD_ID,PART_ID,CAVITY,SWITCHED_TIME\n1,10,2,1700000000000000000\n1,10,2,junk\n1,10,2,\n1,10,4,\n1,11,1,1700000000000000000\n")
	p.sync(mirror.Options{})
	p.want("SELECT part_id, cavity, switched_time FROM raw.mold_part ORDER BY 1, 3 NULLS FIRST", "10|4|∅", "10|2|1700000000000000000", "10|2|junk", "11|1|1700000000000000000")
	if r := p.sync(mirror.Options{Full: true}); r.Changes() != 0 {
		t.Errorf("reading it all again changed %d rows", r.Changes())
	}
	p.want("SELECT note FROM meta.sync_batch WHERE table_name = 'MOLD_PART' LIMIT 1", "1 rows have the key of another one; the latest counts")
}

func TestMissingOptionalTable(t *testing.T) {
	p := newPlant(t).minimal()
	p.write("PART.csv", "ID,PART_CODE,NAME\n1,P-1,one\n")
	p.sync(mirror.Options{})
	p.remove("PART.csv")
	r := p.sync(mirror.Options{})
	p.want("SELECT count(*) FROM raw.part", "1")
	if len(r.Notes) == 0 {
		t.Error("nothing is said about PART")
	}
}
