package export

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// instants are the columns that tell when a row was, the first one there is
// counts; shot_start_time is in ns.
func instants() []string {
	return strings.Fields("shot_time_utc bucket_start_utc slot_start_utc hour_utc start_utc shot_start_time from_utc arrived_utc started_utc created_utc changed_utc")
}

// days are those that tell the day of a row: of production before UTC.
func days() []string { return strings.Fields("local_date utc_day day from_date") }

// filter turns a filter into conditions, and refuses what the table cannot tell.
func (s *selection) filter(f Filter) error {
	for _, list := range []struct {
		flag, column string
		values       []string
	}{
		{"--tool", "equipment_code", literals(f.Tools, store.Literal)},
		{"--part", "part_id", literals(f.Parts, whole)},
		{"--supplier", "supplier_id", literals(f.Suppliers, whole)},
		{"--location", "location_id", literals(f.Locations, whole)},
	} {
		if list.values == nil {
			continue
		}
		if !s.has(list.column) {
			return refuse(s.Name, fmt.Sprintf("it has no %s for %s", list.column, list.flag), "leave "+list.flag+" out, or export it on its own; core.master_shot has all of them")
		}
		in := strings.Join(list.values, ", ")
		if in == "" {
			in = "NULL" // nothing, and not all
		}
		code := list.column
		if list.column == "equipment_code" && strings.HasPrefix(s.Name, "raw.") {
			code = "upper(trim(equipment_code))" // as delivered
		}
		s.where = append(s.where, fmt.Sprintf("%s IN (%s)", code, in))
		s.told = append(s.told, list.column+" in "+in)
	}
	if err := s.bound(f.Window.From, "--from", ">="); err != nil {
		return err
	}
	return s.bound(f.Window.To, "--until", "<")
}

func whole(id int64) string { return strconv.FormatInt(id, 10) }

func literals[T any](values []T, literal func(T) string) []string {
	if values == nil {
		return nil
	}
	out := []string{}
	for _, v := range values {
		out = append(out, literal(v))
	}
	return out
}

// bound adds one end of the window.
func (s *selection) bound(b engine.Bound, flag, compare string) error {
	if b.IsZero() {
		return nil
	}
	text := b.Time.Format(time.DateOnly)
	if b.IsDate {
		if day := s.first(days()); day != "" {
			s.where = append(s.where, fmt.Sprintf("%s %s DATE '%s'", day, compare, text))
			s.told = append(s.told, fmt.Sprintf("%s %s %s", day, compare, text))
			s.nearby(day, b.Time, compare)
			s.noteDay(day)
			return nil
		}
		text += " 00:00:00"
	} else {
		text = b.Time.UTC().Format("2006-01-02 15:04:05.999999")
	}
	column := s.first(instants())
	switch {
	case column == "" && s.first(days()) != "":
		return refuse(s.Name, "it knows days, and no instants, for "+flag, "write "+flag+" as a day: 2026-06-30")
	case column == "":
		return refuse(s.Name, "its rows have no time for "+flag, "leave "+flag+" out, or export it on its own")
	}
	value := "TIMESTAMP " + store.Literal(text)
	if column == "shot_start_time" {
		value = "epoch_ns(" + value + ")"
	}
	s.where = append(s.where, fmt.Sprintf("%s %s %s", column, compare, value))
	s.told = append(s.told, fmt.Sprintf("%s %s %sZ", column, compare, strings.Replace(text, " ", "T", 1)))
	if b.IsDate {
		s.note = fmt.Sprintf("%s has no production day: its rows are chosen by %s, in days of UTC", s.Name, column)
	}
	return nil
}

func (s *selection) noteDay(day string) {
	if day != "local_date" && day != "day" {
		s.note = fmt.Sprintf("%s has no production day: its rows are chosen by %s", s.Name, day)
	}
}

// nearby: a shot's production day is at most two days from its UTC day, by which
// a scan can skip the rest.
func (s *selection) nearby(day string, at time.Time, compare string) {
	if day != "local_date" || s.Name != "core.master_shot" {
		return
	}
	far := -2
	if compare == "<" {
		far = 2
	}
	s.where = append(s.where, fmt.Sprintf("utc_day %s DATE '%s'", compare, at.AddDate(0, 0, far).Format(time.DateOnly)))
}

// first is the first of the columns that the table has, "" without one.
func (s *selection) first(names []string) string {
	for _, name := range names {
		if s.has(name) {
			return name
		}
	}
	return ""
}
