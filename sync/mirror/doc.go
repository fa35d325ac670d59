// Package mirror writes what sources deliver into raw.*: each row once, each
// change recognised, each batch with its watermark and ledger entry in one
// transaction.
//
// Large tables are compared by a hash of their key with what is held in the same
// span of time; small ones are read whole and keep their history. Nothing here
// knows what a file or a warehouse is.
package mirror
