// Package engine holds the words that all of sprue shares: windows, filters,
// groupings and errors. It does no work of its own and imports nothing of the
// project.
package engine
