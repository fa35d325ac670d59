// Package reference recomputes the master shot table and the run rate from the
// raw layer, one row at a time in plain Go.
//
// It is imported by tests only. It judges the SQL models, so it shares no code
// and no idea with them: each file follows one section of the contract, and
// prefers a linear scan that reads like the rule to an index that is quick.
//
// Instants are int64 µs since 1970 in UTC; local ones are the wall clock
// written the same way. Durations and cycle times are int64 µs. Days are days
// since 1970-01-01.
package reference
