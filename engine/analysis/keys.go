package analysis

import (
	"fmt"
	"time"

	"sprue/engine"
)

// keyColumns are the key columns of answer.sql, in its order.
func keyColumns() []Column {
	return []Column{
		{Name: "equipment_code", Kind: Text},
		{Name: "part_id", Kind: Whole}, {Name: "part_code", Kind: Text},
		{Name: "supplier_id", Kind: Whole}, {Name: "supplier_name", Kind: Text},
		{Name: "location_id", Kind: Whole}, {Name: "location_name", Kind: Text},
		{Name: "local_date", Kind: Date},
		{Name: "iso_year", Kind: Whole}, {Name: "iso_week", Kind: Whole},
		{Name: "year", Kind: Whole}, {Name: "month", Kind: Whole},
		{Name: "shift", Kind: Text},
		{Name: "bucket_start_utc", Kind: Instant},
	}
}

// keysOf are the places in keyColumns of a grouping's keys.
func keysOf(by engine.Grouping) []int {
	return map[engine.Grouping][]int{
		engine.ByTool:     {0},
		engine.ByPart:     {1, 2},
		engine.BySupplier: {3, 4},
		engine.ByLocation: {5, 6},
		engine.ByDay:      {7},
		engine.ByWeek:     {8, 9},
		engine.ByMonth:    {10, 11},
		engine.ByShift:    {7, 12},
		engine.ByHour:     {13},
	}[by]
}

// keyDest is where a query's key columns go, and the places in it.
func keyDest() (all, dest []any) {
	all = make([]any, len(keyColumns()))
	for i := range all {
		dest = append(dest, &all[i])
	}
	return all, dest
}

// keysIn are the keys of a grouping among all.
func keysIn(by engine.Grouping, all []any) []any {
	var keys []any
	for _, i := range keysOf(by) {
		keys = append(keys, all[i])
	}
	return keys
}

// label is the keys of a row for a reader.
func label(by engine.Grouping, keys []any) string {
	switch by {
	case engine.ByNone:
		return "all"
	case engine.ByWeek:
		return fmt.Sprintf("%d-W%02d", keys[0], keys[1])
	case engine.ByMonth:
		return fmt.Sprintf("%d-%02d", keys[0], keys[1])
	case engine.ByShift:
		return words(keys[0]) + " " + orElse(words(keys[1]), "outside shifts")
	case engine.ByHour:
		at, _ := keys[0].(time.Time)
		return at.Format("2006-01-02 15:04")
	case engine.ByPart, engine.BySupplier, engine.ByLocation:
		return orElse(words(keys[1]), orElse(words(keys[0]), "no "+string(by)))
	}
	return words(keys[0])
}

func words(key any) string {
	switch k := key.(type) {
	case nil:
		return ""
	case time.Time:
		return k.Format(time.DateOnly)
	}
	return fmt.Sprint(key)
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
