package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"sprue/engine/store"
)

// commit is set by the linker (make build); a plain go build leaves it to the
// version control stamp.
var commit string //nolint:gochecknoglobals // the linker sets nothing else

const driverModule = "github.com/duckdb/duckdb-go-bindings"

// version is what --version prints: sprue's commit, DuckDB's version, Go's.
func version() string {
	built, revision := "unknown commit", commit
	duckdb := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		if revision == "" {
			revision = stamp(info)
		}
		for _, module := range info.Deps {
			if module.Path == driverModule {
				duckdb = duckdbVersion(module.Version)
			}
		}
	}
	if revision != "" {
		built = "commit " + revision
	}
	if !store.HasArrow {
		built += ", without duckdb_arrow (no warehouse can be read)"
	}
	return fmt.Sprintf("%s, DuckDB %s, %s %s/%s", built, duckdb, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// stamp is the commit that 'go build' writes into a binary by itself, shortened
// as git does.
func stamp(info *debug.BuildInfo) string {
	revision, changed := "", ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision":
			revision = setting.Value[:min(12, len(setting.Value))]
		case setting.Key == "vcs.modified" && setting.Value == "true":
			changed = " with changes"
		}
	}
	if revision == "" {
		return ""
	}
	return revision + changed
}

// duckdbVersion reads it out of the bindings' own: v0.10506.0 carries 1.5.6.
func duckdbVersion(module string) string {
	var major, packed int
	if n, err := fmt.Sscanf(module, "v%d.%d.", &major, &packed); n != 2 || err != nil {
		return module
	}
	return fmt.Sprintf("%d.%d.%d", packed/10000, packed/100%100, packed%100)
}
