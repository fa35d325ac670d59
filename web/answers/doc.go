// Package answers remembers what package analysis has answered, so that many
// open pages cost little more than one. It answers all that pages and REST ask.
package answers
