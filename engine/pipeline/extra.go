package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sprue/engine/models"
	"sprue/engine/store"
)

// extraTypes are the types to which an unknown key can be promoted.
func extraTypes() []string {
	return []string{"BIGINT", "BOOLEAN", "DATE", "DOUBLE", "INTEGER", "TIMESTAMP", "VARCHAR"}
}

func validateExtra(extra map[string]string) error {
	for _, key := range slices.Sorted(maps.Keys(extra)) {
		if slices.Contains([]string{"", "ct", "tempMeas", "seq", "time"}, key) {
			return fmt.Errorf("shots.extra: %q is no unknown key", key)
		}
		if !slices.Contains(extraTypes(), strings.ToUpper(extra[key])) {
			return fmt.Errorf("shots.extra.%s: type %q is none of %s", key, extra[key], strings.Join(extraTypes(), ", "))
		}
	}
	return nil
}

// promoteExtra adds the configured unknown keys to core.master_shot as typed
// columns, after its own; a value that does not fit the type is NULL there.
func promoteExtra(all []models.Model, extra map[string]string) error {
	at := slices.IndexFunc(all, func(m models.Model) bool { return m.Name == "core.master_shot" })
	if at < 0 || len(extra) == 0 {
		return nil
	}
	m := &all[at]
	columns := []string{}
	own := slices.Clone(m.Columns)
	for _, key := range slices.Sorted(maps.Keys(extra)) {
		if slices.ContainsFunc(own, func(c models.Column) bool { return strings.EqualFold(c.Name, key) }) {
			return fmt.Errorf("shots.extra: core.master_shot has a column %q of its own", key)
		}
		name := `"` + strings.ReplaceAll(key, `"`, `""`) + `"`
		columns = append(columns, fmt.Sprintf("TRY_CAST(json_extract_string(m.extra, [%s])[1] AS %s) AS %s",
			store.Literal("/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(key)), strings.ToUpper(extra[key]), name))
		m.Columns = append(m.Columns, models.Column{Name: name, Comment: "the unknown key of that name, from extra"})
	}
	*m = m.WithSQL(fmt.Sprintf("SELECT\n    m.*,\n    %s\nFROM (\n%s\n) AS m", strings.Join(columns, ",\n    "), m.SQL))
	return nil
}
