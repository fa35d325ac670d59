package snowflaketest

import (
	"encoding/hex"
	"fmt"
	"strconv"
)

// jsonRows is a page of a result as rows of text, the way that the warehouse
// answers where Arrow is not spoken.
func jsonRows(columns []column, rows [][]any) [][]*string {
	all := make([][]*string, len(rows))
	for i, row := range rows {
		all[i] = make([]*string, len(columns))
		for j, c := range columns {
			if row[j] != nil {
				text := jsonCell(c, row[j])
				all[i][j] = &text
			}
		}
	}
	return all
}

func jsonCell(c column, cell any) string {
	switch v := cell.(type) {
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return map[bool]string{true: "1", false: "0"}[v]
	case []byte:
		return hex.EncodeToString(v)
	}
	switch c.wire {
	case "date":
		return fmt.Sprint(cell)
	case "time":
		us := cell.(int64)
		return fmt.Sprintf("%d.%09d", us/1_000_000, us%1_000_000*1000)
	case "timestamp_ntz", "timestamp_ltz":
		i := instantOf(c, cell)
		return fmt.Sprintf("%d.%09d", i.seconds, i.fraction)
	case "timestamp_tz":
		i := instantOf(c, cell)
		return fmt.Sprintf("%d.%09d %d", i.seconds, i.fraction, i.zone)
	default:
		return fmt.Sprint(cell)
	}
}
