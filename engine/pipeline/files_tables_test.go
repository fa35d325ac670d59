package pipeline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"sprue/engine/reference"
)

// record is a row of a file, in the order of its columns; nil is NULL.
type record []any

// column is a column of a file; kind is its type in Parquet.
type column struct{ name, kind string }

// sourceTable is how a table is written.
type sourceTable[T any] struct {
	name    string
	columns []column
	record  func(T, *rand.Rand) record
}

func (t sourceTable[T]) has(name string) bool {
	for _, c := range t.columns {
		if c.name == name {
			return true
		}
	}
	return false
}

// columnsOf reads 'NAME KIND, …'.
func columnsOf(text string) []column {
	columns := []column{}
	for _, field := range strings.Split(text, ", ") {
		name, kind, _ := strings.Cut(field, " ")
		columns = append(columns, column{name, kind})
	}
	return columns
}

// value is what a pointer points to.
func value[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// text is a value as a key has it: nothing for NULL.
func text[T any](p *T) string {
	if p == nil {
		return ""
	}
	return fmt.Sprint(*p)
}

// code is a code as a key has it.
func code(p *string) string { return strings.ToUpper(strings.Trim(text(p), " \t\n\v\f\r")) }

func packetKey(p reference.Packet) string {
	return strings.Join([]string{code(p.CounterCode), text(p.ShotStartTime), text(p.Content)}, "\x1f")
}

func statisticKey(s reference.Statistic) string {
	return strings.Join([]string{code(s.CI), strings.TrimSpace(text(s.Hour)), text(s.MoldID)}, "\x1f")
}

// packetTable spells a counter in another way each time.
func packetTable(arrives bool) sourceTable[reference.Packet] {
	t := sourceTable[reference.Packet]{name: "DATA_SHOT", columns: columnsOf("COUNTER_CODE VARCHAR, SHOT_START_TIME BIGINT, CONTENT VARCHAR")}
	if arrives {
		t.columns = append(t.columns, column{"ARRIVED_AT", "TIMESTAMP"})
	}
	t.record = func(p reference.Packet, rnd *rand.Rand) record {
		r := record{spelled(p.CounterCode, rnd), value(p.ShotStartTime), value(p.Content)}
		if arrives {
			r = append(r, p.ArrivedUTC)
		}
		return r
	}
	return t
}

func spelled(counter *string, rnd *rand.Rand) any {
	if counter == nil {
		return nil
	}
	return []string{*counter, " " + *counter + "  ", strings.ToLower(*counter), *counter + "\t"}[rnd.IntN(4)]
}

func statisticTable() sourceTable[reference.Statistic] {
	return sourceTable[reference.Statistic]{
		name: "STATISTICS", columns: columnsOf("CI VARCHAR, MOLD_ID BIGINT, HOUR VARCHAR, SHOT_COUNT BIGINT"),
		record: func(s reference.Statistic, rnd *rand.Rand) record {
			return record{spelled(s.CI, rnd), value(s.MoldID), value(s.Hour), value(s.ShotCount)}
		},
	}
}

// dimensions are the small tables of a plant.
func dimensions(p *plant) []dimension {
	now, held := &p.history.Input, &p.input
	return []dimension{
		&small[reference.Mold]{
			folder: p.folder, held: &held.Molds, current: func() []reference.Mold { return now.Molds },
			key:      func(m reference.Mold) string { return fmt.Sprint(m.ID) },
			validity: func(m *reference.Mold) *reference.Validity { return &m.Validity },
			sourceTable: tableOf("MOLD", `ID BIGINT, EQUIPMENT_CODE VARCHAR, COUNTER_CODE VARCHAR, CONTRACTED_CYCLE_TIME BIGINT, TOOLING_TYPE VARCHAR, TOTAL_CAVITIES BIGINT, SUPPLIER_COMPANY_ID BIGINT, LOCATION_ID BIGINT`,
				func(m reference.Mold) record {
					return record{m.ID, value(m.EquipmentCode), value(m.CounterCode), value(m.ContractedCycleTime), value(m.ToolingType), value(m.TotalCavities), value(m.SupplierCompanyID), value(m.LocationID)}
				}),
		},
		&small[reference.MoldPart]{
			folder: p.folder, held: &held.MoldParts, current: func() []reference.MoldPart { return now.MoldParts },
			key: func(m reference.MoldPart) string {
				return fmt.Sprint(m.MoldID, "/", text(m.PartID), "/", text(m.SwitchedTime))
			},
			validity: func(m *reference.MoldPart) *reference.Validity { return &m.Validity },
			sourceTable: tableOf("MOLD_PART", "MOLD_ID BIGINT, PART_ID BIGINT, CAVITY BIGINT, SWITCHED_TIME VARCHAR",
				func(m reference.MoldPart) record {
					return record{m.MoldID, value(m.PartID), value(m.Cavity), value(m.SwitchedTime)}
				}),
		},
		&small[reference.Part]{
			folder: p.folder, held: &held.Parts, current: func() []reference.Part { return now.Parts },
			key:      func(r reference.Part) string { return fmt.Sprint(r.ID) },
			validity: func(r *reference.Part) *reference.Validity { return &r.Validity },
			sourceTable: tableOf("PART", "ID BIGINT, PART_CODE VARCHAR, NAME VARCHAR",
				func(r reference.Part) record { return record{r.ID, value(r.PartCode), value(r.Name)} }),
		},
		&small[reference.Company]{
			folder: p.folder, held: &held.Companies, current: func() []reference.Company { return now.Companies },
			key:      func(c reference.Company) string { return fmt.Sprint(c.ID) },
			validity: func(c *reference.Company) *reference.Validity { return &c.Validity },
			sourceTable: tableOf("COMPANY", "ID BIGINT, NAME VARCHAR, PARENT_ID BIGINT, COMPANY_TYPE VARCHAR, TIER VARCHAR",
				func(c reference.Company) record {
					return record{c.ID, value(c.Name), value(c.ParentID), value(c.CompanyType), value(c.Tier)}
				}),
		},
		&small[reference.Location]{
			folder: p.folder, held: &held.Locations, current: func() []reference.Location { return now.Locations },
			key:      func(l reference.Location) string { return fmt.Sprint(l.ID) },
			validity: func(l *reference.Location) *reference.Validity { return &l.Validity },
			sourceTable: tableOf("LOCATION", "ID BIGINT, NAME VARCHAR, TIME_ZONE_ID VARCHAR",
				func(l reference.Location) record { return record{l.ID, value(l.Name), value(l.TimeZoneID)} }),
		},
		&small[reference.MoldLocation]{
			folder: p.folder, held: &held.MoldLocations, current: func() []reference.MoldLocation { return now.MoldLocations },
			key: func(m reference.MoldLocation) string {
				return fmt.Sprint(m.MoldID, "/", text(m.ConfirmedAt))
			},
			validity: func(m *reference.MoldLocation) *reference.Validity { return &m.Validity },
			sourceTable: tableOf("MOLD_LOCATION", "MOLD_ID BIGINT, LOCATION_ID BIGINT, CONFIRMED_AT TIMESTAMP",
				func(m reference.MoldLocation) record {
					return record{m.MoldID, value(m.LocationID), value(m.ConfirmedAt)}
				}),
		},
	}
}

func tableOf[T any](name, columns string, row func(T) record) sourceTable[T] {
	return sourceTable[T]{name: name, columns: columnsOf(columns), record: func(r T, _ *rand.Rand) record { return row(r) }}
}

// instant is a time as text files have it.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.999999") }
