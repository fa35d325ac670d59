// Package config reads sprue.yaml: it finds the file, refuses what it does not
// know, resolves references to secrets and remembers where each value came
// from. It composes the sections of other packages and has no opinion on what
// their values mean.
package config
