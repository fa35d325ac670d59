// Package snapshot keeps versions of a file's data: Parquet objects, named by
// the hash of their bytes, and for each version a manifest that lists them.
// Days that did not change are shared between versions. Any Parquet reader can
// use the objects.
package snapshot
