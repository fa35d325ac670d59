//go:build !duckdb_arrow

package store

import (
	"database/sql/driver"

	"github.com/apache/arrow-go/v18/arrow/array"

	"sprue/engine"
)

func registerArrow(driver.Conn, array.RecordReader, string) (free func(), err error) {
	return nil, &engine.Error{Code: engine.CodeUsage, Doing: "read a warehouse's rows", Message: "this program was built without the tag duckdb_arrow",
		Hint: "build it by 'make build', or add -tags duckdb_arrow to what go build or go test is given"}
}
