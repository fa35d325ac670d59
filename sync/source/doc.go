// Package source says what a source of raw tables is, and which tables there
// are: the catalogue of names, types, keys and cursors that every kind of
// source delivers and sync/mirror writes.
//
// The common currency is the Batch: a part of one table that opens, inside the
// mirror's transaction, as a relation that DuckDB reads by itself. Files open as
// a table function on their paths, Arrow results as a registered view, posted
// events as a VALUES list or a temp table. No row passes through Go.
//
// The package moves no data and knows no file format and no protocol.
package source
