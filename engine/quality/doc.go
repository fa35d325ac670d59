// Package quality says whether the data can be trusted: the rules, as data, and
// a report of the scores and of the rules that fire. It reads what the pipeline
// has built and changes nothing; what happens to a shot is decided there.
package quality
