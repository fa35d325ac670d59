// Package analysis asks the marts questions and gives typed answers. The
// command line, the REST interface and the pages all use it, so that one
// question has one answer. It reads only, keeps nothing, and leaves words for
// single figures to package engine.
package analysis
