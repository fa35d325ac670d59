// Package lineage finds which columns make which: it reads a model's SELECT as
// DuckDB's own parser sees it, and gives for each of its columns those of its
// inputs that the value comes from, and for its rows those that decide them.
//
// It runs no model and knows no file: engine/pipeline keeps what it finds in
// meta.lineage, and a Graph of these rows answers what comes from where.
package lineage
