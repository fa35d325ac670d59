//go:build duckdb_arrow

package store

import (
	"database/sql/driver"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"
)

// HasArrow tells whether the program was built with what ArrowView needs.
const HasArrow = true

func registerArrow(conn driver.Conn, r array.RecordReader, name string) (free func(), err error) {
	arrow, err := duckdb.NewArrowFromConn(conn)
	if err != nil {
		return nil, err
	}
	return arrow.RegisterView(r, name)
}
