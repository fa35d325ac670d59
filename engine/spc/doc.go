// Package spc is statistical process control on short series: control charts,
// run rules, capability, outliers, drifts and shifts. It knows no table and no
// setting of its own; what has too few values gives no figure, never a wrong one.
package spc
