// Package export writes tables of the file as files that other programs read:
// folders in the layout of Hive, with a dictionary of what each column means.
// An export is there as a whole or not at all.
package export
