//go:build !duckdb_arrow

package store

import (
	"database/sql/driver"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// HasArrow tells whether the program was built with what ArrowView needs.
const HasArrow = false

func registerArrow(driver.Conn, array.RecordReader, string) (free func(), err error) {
	return nil, CheckArrow()
}
