package api

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine/analysis"
)

func sendCSV(c echo.Context, t analysis.Table) error {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(cells(t)); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	name := "sprue-" + path.Base(c.Path()) + ".csv"
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", out.Bytes())
}

func cells(t analysis.Table) [][]string {
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Name
	}
	lines := [][]string{head}
	for _, row := range t.Rows {
		line := make([]string, len(row))
		for i, value := range row {
			line[i] = cell(plain(t.Columns[i].Kind, value))
		}
		lines = append(lines, line)
	}
	return lines
}

func cell(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return defused(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(value)
}

// defused keeps a spreadsheet from taking a name for a formula. Numbers keep
// their sign: they are no text.
func defused(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
