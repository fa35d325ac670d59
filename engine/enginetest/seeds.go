// Package enginetest is what tests of all packages share. It is imported by
// tests only.
package enginetest

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// soak names the environment variable that says how many times as many seeds
// as usual a property test takes.
const soak = "SPRUE_SOAK"

// Seeds runs a property test for that many seeds, side by side. Each is a
// subtest 'seed_<n>', so that one that failed can be run alone:
// go test -run 'TestName/seed_17$'.
func Seeds(t *testing.T, count int, test func(t *testing.T, seed uint64)) {
	t.Helper()
	for seed := range uint64(count * times(t)) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			t.Cleanup(func() {
				if t.Failed() {
					t.Logf("to repeat it: %s=%d go test -race -count 1 -run '%s$' in this package's folder", soak, times(t), t.Name())
				}
			})
			test(t, seed)
		})
	}
}

// IsSoak tells whether long forms are asked for.
func IsSoak(t *testing.T) bool { return times(t) > 1 }

func times(t *testing.T) int {
	t.Helper()
	text := os.Getenv(soak)
	if text == "" {
		return 1
	}
	times, err := strconv.Atoi(text)
	if err != nil || times < 1 {
		t.Fatalf("%s is %q, and not a whole number from 1 on", soak, text)
	}
	return times
}
