package export

import (
	"fmt"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// key is what partitions are cut by: a column, or a calendar word for the day of
// a row.
type key struct {
	name string
	base string // SQL of a value of the row
	kind string // its type
	word string // '' for a column
	span string // column that is compared with the ends of a span of days
}

// calendar are the words, with how a day is named in each.
func calendar() map[string]string {
	return map[string]string{
		"day":   "CAST(%s AS VARCHAR)",
		"week":  "strftime(%s, '%%G-W%%V')",
		"month": "strftime(%s, '%%Y-%%m')",
		"year":  "CAST(year(%s) AS VARCHAR)",
	}
}

// text is SQL of the name of a partition, of a value of the key.
func (k key) text(value string) string {
	if k.word != "" {
		return fmt.Sprintf(calendar()[k.word], value)
	}
	return fmt.Sprintf("CAST(%s AS VARCHAR)", value)
}

func (s *selection) chooseKeys(names []string) error {
	seen := map[string]bool{}
	for _, name := range names {
		k, err := s.key(name)
		if err != nil {
			return err
		}
		if seen[k.name] {
			return refuse(s.Name, fmt.Sprintf("--partition-by names %s twice", k.name), "")
		}
		seen[k.name] = true
		s.keys = append(s.keys, k)
	}
	return nil
}

func (s *selection) key(name string) (key, error) {
	if c, ok := s.column(name); ok {
		kind := strings.ToUpper(c.Type)
		if strings.HasSuffix(kind, "]") || strings.HasPrefix(kind, "STRUCT") || strings.HasPrefix(kind, "MAP") || kind == "JSON" || kind == "BLOB" {
			return key{}, refuse(s.Name, fmt.Sprintf("%s is of type %s and names no partition", name, c.Type), "partition by a code, an id, a day or a word")
		}
		if strings.ContainsAny(c.Name, `/\=`) { // readers take the name of a key as it is
			return key{}, refuse(s.Name, fmt.Sprintf("%q cannot name a folder", c.Name), "partition by another column")
		}
		return key{name: c.Name, base: store.Ident(c.Name), kind: c.Type, span: store.Ident(c.Name)}, nil
	}
	word := strings.ToLower(name)
	if _, ok := calendar()[word]; !ok {
		names := []string{"year", "month", "week", "day"}
		for _, c := range s.Columns {
			names = append(names, c.Name)
		}
		return key{}, refuse(s.Name, fmt.Sprintf("it has no column %q for --partition-by", name),
			engine.DidYouMean("did you mean %s? ", name, names)+"besides its columns there are year, month, week and day")
	}
	k := key{name: word, kind: "DATE", word: word, span: s.first(days())}
	if k.base = k.span; k.base != "" {
		return k, nil
	}
	switch k.span = s.first(instants()); k.span {
	case "":
		return key{}, refuse(s.Name, "its rows have no time for --partition-by "+name, "partition by one of its columns")
	case "shot_start_time":
		k.base = "CAST(make_timestamp(shot_start_time // 1000) AS DATE)"
		k.span = k.base
	default:
		k.base = "CAST(" + k.span + " AS DATE)"
	}
	return k, nil
}

// is is the condition for a key's value; nil is NULL. A span of days can be
// looked up in the statistics of a table's parts, a name of it cannot.
func (s *selection) is(k key, value *string) string {
	switch {
	case value == nil:
		return k.text(k.base) + " IS NULL"
	case k.kind != "DATE":
		return fmt.Sprintf("%s = CAST(%s AS %s)", k.base, store.Literal(*value), k.kind)
	}
	from, to, ok := k.days(*value)
	if !ok {
		return fmt.Sprintf("%s = %s", k.text(k.base), store.Literal(*value))
	}
	spanOf := func(column string, from, to time.Time) string {
		return fmt.Sprintf("%[1]s >= DATE '%[2]s' AND %[1]s < DATE '%[3]s'", column, from.Format(time.DateOnly), to.Format(time.DateOnly))
	}
	condition := spanOf(k.span, from, to)
	if s.Name == "core.master_shot" && strings.Trim(k.span, `"`) == "local_date" {
		condition += " AND " + spanOf("utc_day", from.AddDate(0, 0, -2), to.AddDate(0, 0, 2))
	}
	return condition
}

// days are those that a partition's name stands for, its end left out.
func (k key) days(value string) (from, to time.Time, ok bool) {
	var err error
	switch k.word {
	case "year":
		from, err = time.Parse("2006", value)
		to = from.AddDate(1, 0, 0)
	case "month":
		from, err = time.Parse("2006-01", value)
		to = from.AddDate(0, 1, 0)
	case "week":
		var year, week int
		if _, err = fmt.Sscanf(value, "%d-W%d", &year, &week); err == nil {
			// The 4th of January is always in week 1, which begins on its Monday.
			fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
			from = fourth.AddDate(0, 0, 7*(week-1)-(int(fourth.Weekday())+6)%7)
		}
		to = from.AddDate(0, 0, 7)
	default:
		from, err = time.Parse(time.DateOnly, value)
		to = from.AddDate(0, 0, 1)
	}
	return from, to, err == nil
}
