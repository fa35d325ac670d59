// Package pipelinetest makes small random hostile raw layers that change step
// by step, for property tests of the pipeline. The same seed gives the same
// history. It is imported by tests only.
package pipelinetest
