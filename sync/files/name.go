package files

import (
	"path"
	"strings"

	"sprue/sync/source"
)

// format is how a file is written.
type format struct {
	kind        string // parquet, csv, json, ndjson
	compression string // none, gzip, zstd
}

// splitName takes 'DATA_SHOT_01.csv.gz' apart into its stem and format. A name
// without a known ending has no kind.
func splitName(name string) (stem string, f format) {
	f.compression = "none"
	stem = name
	switch strings.ToLower(path.Ext(stem)) {
	case ".gz":
		stem, f.compression = trimExt(stem), "gzip"
	case ".zst":
		stem, f.compression = trimExt(stem), "zstd"
	}
	switch ext := strings.ToLower(path.Ext(stem)); ext {
	case ".parquet", ".csv", ".json", ".ndjson":
		return trimExt(stem), format{kind: ext[1:], compression: f.compression}
	case ".jsonl":
		return trimExt(stem), format{kind: "ndjson", compression: f.compression}
	}
	return name, format{}
}

func trimExt(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// ignored names are those of files that are not finished or not data.
func ignored(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || strings.HasSuffix(name, "~") ||
		strings.HasSuffix(lower, ".tmp") || strings.HasSuffix(lower, ".part") || strings.HasSuffix(lower, ".crc")
}

// tableOf gives the table that a stem belongs to: the longest name of the
// catalogue that it begins with. What follows must not be a letter, so that
// PARTNER is not PART; and no shorter name is tried, so that MOLD_PARTS is not
// MOLD.
func tableOf(stem string) string {
	upper, best := strings.ToUpper(stem), ""
	for _, name := range source.Names() {
		if strings.HasPrefix(upper, name) && len(name) > len(best) {
			best = name
		}
	}
	rest := upper[len(best):]
	if best == "" || (rest != "" && rest[0] >= 'A' && rest[0] <= 'Z') {
		return ""
	}
	return best
}

// tableOfFolder gives the table that a folder is named after. One with an ending
// such as .parquet is named as a file is.
func tableOfFolder(name string) string {
	stem, format := splitName(name)
	if format.kind != "" {
		return tableOf(stem)
	}
	t, ok := source.FindTable(stem)
	if !ok {
		return ""
	}
	return t.Name
}

// partition takes a hive folder 'day=2026-01-01' apart.
func partition(name string) (column, value string, ok bool) {
	column, value, ok = strings.Cut(name, "=")
	return column, value, ok && column != ""
}
