// Package pipeline runs the models: it finds what changed since the last
// build, cuts the work into chunks that fit the memory, and swaps everything
// in one transaction.
//
// It knows the order of the steps and the size of the chunks. What a shot or a
// run is stands in engine/models.
package pipeline
