package export

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
)

// arrowBatch is how many rows are in a record batch: some MB.
const arrowBatch = 65_536

// toArrow makes an Arrow IPC stream of a Parquet file, batch by batch. Parquet
// comes first since DuckDB writes it on all cores, and cuts it; the driver's own
// Arrow results need a build tag, which would make two programs of one.
func toArrow(ctx context.Context, from, to string) (err error) {
	in, err := file.OpenParquetFile(from, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	reader, err := pqarrow.NewFileReader(in, pqarrow.ArrowReadProperties{BatchSize: arrowBatch}, memory.DefaultAllocator)
	if err != nil {
		return err
	}
	records, err := reader.GetRecordReader(ctx, nil, nil)
	if err != nil {
		return err
	}
	defer records.Release()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	stream := ipc.NewWriter(out, ipc.WithSchema(records.Schema()), ipc.WithZstd())
	for err == nil && records.Next() {
		if err = stream.Write(records.RecordBatch()); err == nil {
			err = ctx.Err()
		}
	}
	if err := errors.Join(err, records.Err(), stream.Close()); err != nil {
		return fmt.Errorf("write an Arrow stream: %w", err)
	}
	return nil
}
