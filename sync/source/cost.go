package source

import "time"

// Cost is what a source was asked, and what that took.
type Cost struct {
	Queries  int64
	Rows     int64         // delivered
	Received int64         // bytes of them as they came, unpacked
	Scanned  int64         // bytes that the warehouse has read
	Time     time.Duration // that the queries ran in the warehouse
}

// Plus adds two costs up.
func (c Cost) Plus(d Cost) Cost {
	return Cost{c.Queries + d.Queries, c.Rows + d.Rows, c.Received + d.Received, c.Scanned + d.Scanned, c.Time + d.Time}
}

// Minus is what has come since an earlier state.
func (c Cost) Minus(d Cost) Cost {
	return Cost{c.Queries - d.Queries, c.Rows - d.Rows, c.Received - d.Received, c.Scanned - d.Scanned, c.Time - d.Time}
}

// Planned is a query that a sync would run. What it would read is as the warehouse
// says it before; nil where it does not.
type Planned struct {
	SQL        string
	Partitions *int64 // that are left once those outside the bounds are taken out
	Of         *int64 // partitions of the table
	Bytes      *int64 // of the partitions
}
