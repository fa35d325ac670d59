package snapshot

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"sprue/engine/store"
)

// Late packets change a few tools of a day. Their rows go into an object beside
// that of the day, at which the manifest then names the values of a column whose
// rows there do not count any more.

const (
	// bytesForPatch: less is written anew as quickly as it is compared.
	bytesForPatch = 50_000
	// objectsOfDay: more of them are put together, but for the largest.
	objectsOfDay = 4
	// valuesOfPatch keeps manifests short.
	valuesOfPatch = 1000
	// daysInVain: after a full build it is of no use to compare all days.
	daysInVain = 3
)

// knownDay is a day of a table in the last version.
type knownDay struct {
	objects []Object
	damaged bool // one of them is missing or was changed
}

// holds tells whether the day has the rows of a part.
func (d knownDay) holds(part Object) bool {
	left := rest(part, d.objects)
	return len(d.objects) > 0 && left.Rows == 0 && left.Print == "0"
}

// rest is what a part has beyond the rows of objects.
func rest(part Object, objects []Object) Object {
	for _, o := range objects {
		part = part.minus(o.Rows, o.Print)
	}
	return part
}

// minus takes rows away.
func (o Object) minus(rows int64, print string) Object {
	o.Rows -= rows
	o.Print = new(big.Int).Sub(number(o.Print), number(print)).String()
	return o
}

// number reads a print, which is a sum.
func number(print string) *big.Int {
	n, ok := new(big.Int).SetString(print, 10)
	if !ok {
		return new(big.Int)
	}
	return n
}

// others is the condition for the rows that count.
func (w *Without) others() string {
	if w == nil {
		return "TRUE"
	}
	return "NOT " + in(w.Column, w.Values)
}

func in(column string, values []string) string {
	return fmt.Sprintf("(%s IN (%s))", valueOf(column), strings.Trim(store.Literals(values), "[]"))
}

// valueOf is a value as a text.
func valueOf(column string) string {
	return fmt.Sprintf("coalesce(CAST(%s AS VARCHAR), '')", store.Ident(column))
}

// patchedBy is the column by whose values a few rows of an object change; "" where
// a table has none. Packets come and hardly ever change.
func (t Table) patchedBy(rule *dayRule) string {
	columns := []string{"context_no", "counter_code", "equipment_code"}
	if rule == nil {
		columns = slices.Insert(columns, 0, "local_date", "utc_day")
	}
	if t.hasTexts() {
		columns = []string{"packet_id"}
	}
	for _, column := range columns {
		if t.has(column) {
			return column
		}
	}
	return ""
}

// change is a value whose rows are other ones than in the last version, or are to be
// written anew, with those that it has there in a file; "": in none.
type change struct {
	value, file string
	rows        int64
	print       string
}

// patch gives the objects of a day of the last version that go on to count, and the
// condition for the rows that they lack; no object where the day is better written
// anew.
func (c *creation) patch(ctx context.Context, tx *store.Tx, t Table, rule *dayRule, part Object, before knownDay) (kept []Object, where string, err error) {
	column := t.patchedBy(rule)
	if (Manifest{Tables: []Table{{Objects: before.objects}}}).Bytes() < bytesForPatch || before.damaged || column == "" || c.vain >= daysInVain {
		return nil, "", nil
	}
	changes, err := c.changes(ctx, tx, t, column, rule.where(part.Day), before.objects)
	if err != nil {
		return nil, "", fmt.Errorf("look for what changed: %w", err)
	}
	kept, alive, dead := without(before.objects, column, changes)
	values := valuesOf(changes)
	textsDead := t.hasTexts() && dead > 0 // builds read the texts of all rows of a file
	if part.Rows > 2*alive || dead > alive || len(values) > valuesOfPatch || textsDead {
		c.vain++
		return nil, "", nil
	}
	c.vain = 0
	return kept, in(column, values), nil
}

// without takes the rows of changed values out of objects, and counts those that
// count and those that do not.
func without(objects []Object, column string, changes []change) (kept []Object, alive, dead int64) {
	for _, o := range objects {
		w := Without{Column: column}
		if o.Without != nil {
			w = *o.Without
			w.Values = slices.Clone(w.Values)
		}
		for _, change := range changes {
			if change.file == o.File {
				o = o.minus(change.rows, change.print)
				w.Rows += change.rows
				w.Values = append(w.Values, change.value)
			}
		}
		if o.Rows == 0 {
			continue
		}
		if w.Rows > 0 {
			o.Without = &w
		}
		kept, alive, dead = append(kept, o), alive+o.Rows, dead+w.Rows
	}
	return kept, alive, dead
}

func valuesOf(changes []change) (values []string) {
	for _, change := range changes {
		values = append(values, change.value)
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// changes compares the rows of a day with those of its objects, value by value. Of
// many objects all but the largest are given up.
func (c *creation) changes(ctx context.Context, tx *store.Tx, t Table, column, where string, objects []Object) (changes []change, err error) {
	given := []string{""}
	if len(objects) >= objectsOfDay {
		largest := slices.MaxFunc(objects, func(a, b Object) int { return int(a.Rows - b.Rows) })
		for _, o := range objects {
			if o.File != largest.File {
				given = append(given, o.File)
			}
		}
	}
	rows, err := tx.Query(ctx, fmt.Sprintf(`
		WITH
		now AS (SELECT %[1]s AS value, sum(number) AS number, sum(print) AS print FROM (%[2]s) GROUP BY ALL),
		was AS (SELECT %[1]s AS value, file, sum(number) AS number, sum(print) AS print FROM (%[3]s) GROUP BY ALL),
		changed AS (
			SELECT value
			FROM now n
			FULL JOIN (SELECT value, sum(number) AS number, sum(print) AS print FROM was GROUP BY ALL) w USING (value)
			WHERE n.number IS DISTINCT FROM w.number OR n.print IS DISTINCT FROM w.print
			UNION
			SELECT value FROM was WHERE file IN %[4]s
		)
		SELECT value, coalesce(file, ''), CAST(coalesce(number, 0) AS BIGINT), CAST(coalesce(print, 0) AS VARCHAR)
		FROM changed
		LEFT JOIN was USING (value)
		ORDER BY ALL`,
		valueOf(column), t.prints(store.Ident(column), t.Name, where, len(c.texts) > 0),
		t.prints(store.Ident(column)+", file", c.library.typed(t, objects), "TRUE", false),
		store.Literals(given)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		var one change
		if err := rows.Scan(&one.value, &one.file, &one.rows, &one.print); err != nil {
			return nil, err
		}
		changes = append(changes, one)
	}
	return changes, rows.Err()
}

// typed is a relation of the rows of objects that count, in the types that the table
// has, with their files.
func (l *Library) typed(t Table, objects []Object) string {
	columns := []string{}
	for _, c := range t.Columns {
		columns = append(columns, fmt.Sprintf("CAST(%s AS %s) AS %[1]s", store.Ident(c.Name), c.Type))
	}
	each := []string{}
	for _, o := range objects {
		each = append(each, fmt.Sprintf("SELECT %s, %s AS file FROM read_parquet(%s) WHERE %s",
			strings.Join(columns, ", "), store.Literal(o.File), store.Literal(l.path(o.File)), o.Without.others()))
	}
	return "(" + strings.Join(each, " UNION ALL ") + ")"
}
