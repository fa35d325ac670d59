// Package sampledata makes up a plant's raw layer: shots of injection molds in
// the shape in which a warehouse delivers them, with planted stories and, where
// asked for, with faults. What was planted is written to ground_truth.json.
//
// The same seed gives the same bytes, whatever the number of workers. The
// package reads no data and knows nothing of the mirror or the models.
package sampledata
