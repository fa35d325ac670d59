// Package push writes tables of the file into a warehouse: a copy there for those
// who work there. Each table is written whole into files, and what differs from the
// copy is changed in it in one step, by key: rows that are new, that have changed
// and that are gone. Pushed again, killed or broken off in between, it ends with the
// same rows.
//
// It knows what is to be sent and keeps the ledger, meta.push; how a warehouse takes
// it is a Target's business. It does not run the models there.
package push
