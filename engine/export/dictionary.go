package export

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"sprue/engine/store"
)

// Description says what an export holds; it lies beside it as export.json.
type Description struct {
	Format  int       `json:"format"`
	Program string    `json:"program"`
	Created time.Time `json:"created_utc"`
	Build   *int64    `json:"build_id"` // last build of the figures; nil before the first one
	Tables  []Table   `json:"tables"`
}

// Table is an exported table.
type Table struct {
	Name        string   `json:"name"`
	Comment     string   `json:"comment"`
	Format      string   `json:"format"`
	PartitionBy []string `json:"partition_by,omitempty"`
	Where       []string `json:"where,omitempty"` // conditions on the rows
	Rows        int64    `json:"rows"`
	Files       int64    `json:"files"`
	Bytes       int64    `json:"bytes"`
	Columns     []Column `json:"columns"`
}

// Column is one of the table; that of a partition stands in the names of folders.
type Column struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Unit        string `json:"unit,omitempty"`
	Comment     string `json:"comment,omitempty"`
	Formula     string `json:"formula,omitempty"`
	InPartition bool   `json:"in_partition,omitempty"`
}

func (d Description) dictionary() [][]string {
	lines := [][]string{{"table", "column", "type", "unit", "comment", "formula"}}
	for _, t := range d.Tables {
		lines = append(lines, []string{t.Name, "", "", "", t.Comment, ""})
		for _, c := range t.Columns {
			lines = append(lines, []string{t.Name, c.Name, c.Type, c.Unit, c.Comment, c.Formula})
		}
	}
	return lines
}

// dictionary are the columns as they are in the files and their folders.
func (s *selection) dictionary() []Column {
	columns := []Column{}
	for _, c := range s.columns {
		columns = append(columns, explained(c.RelationColumn))
	}
	for _, k := range s.keys {
		c := Column{Name: k.name, Type: k.kind, InPartition: true, Comment: "names the folder"}
		if k.word != "" {
			c.Type, c.Comment = "VARCHAR", k.word+" of "+k.base+"; names the folder"
		} else if i := slices.IndexFunc(s.Columns, func(c store.RelationColumn) bool { return c.Name == k.name }); i >= 0 {
			c = explained(s.Columns[i])
			c.Type, c.InPartition, c.Comment = k.kind, true, c.Comment+"; names the folder"
		}
		columns = append(columns, c)
	}
	return columns
}

// explained takes a comment 'meaning; unit: s; formula: ct_stddev / ct_mean' apart. Most
// have a meaning alone.
func explained(c store.RelationColumn) Column {
	meaning, formula, _ := strings.Cut(c.Comment, "; formula: ")
	meaning, unit, told := strings.Cut(meaning, "; unit: ")
	if !told {
		unit = unitOf(c)
	}
	return Column{Name: c.Name, Type: c.Type, Unit: unit, Comment: meaning, Formula: formula}
}

// The unit is in a column's name, or stands in its comment between commas:
// 'cycle time, s, rounded half up to 1 µs'.
var unitInComment = regexp.MustCompile(`, (epoch (?:s|ms|µs|ns)|µs|ms|s|min|h|days|°C|bytes|0\.\.1)(?:[,;. ]|$)`)

func unitOf(c store.RelationColumn) string {
	isNumber := strings.HasSuffix(c.Type, "INT") || strings.HasSuffix(c.Type, "INTEGER") || strings.HasPrefix(c.Type, "DECIMAL") || c.Type == "DOUBLE" || c.Type == "FLOAT"
	switch {
	case strings.HasPrefix(c.Type, "TIMESTAMP") && strings.Contains(c.Name, "local"):
		return "local time"
	case strings.HasPrefix(c.Type, "TIMESTAMP"), c.Name == "utc_day":
		return "UTC"
	case !isNumber:
		return ""
	}
	for suffix, unit := range map[string]string{"_us": "µs", "_s": "s", "_h": "h", "_bytes": "bytes", "_share": "share"} {
		if strings.HasSuffix(c.Name, suffix) {
			return unit
		}
	}
	if found := unitInComment.FindStringSubmatch(c.Comment); found != nil {
		if found[1] == "0..1" {
			return "share"
		}
		return found[1]
	}
	return ""
}
