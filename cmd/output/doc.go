// Package output prints: rows as a table, JSON or CSV to stdout, and progress
// to stderr. It knows nothing of what the rows mean beyond the names of their
// columns.
package output
