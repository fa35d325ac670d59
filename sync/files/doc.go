// Package files is the source that reads a folder of files: one or many files a
// table (DATA_SHOT.parquet, DATA_SHOT_2026-01.csv.gz), or one folder a table at
// any depth, hive-partitioned or not.
//
// It finds out what the files are and hands them to DuckDB, which reads them. It
// writes nothing and remembers nothing: what was read before is told by the
// mirror.
package files
