package pipeline

import (
	testflag "flag"
	"os"
	"runtime"
	"strconv"
	"testing"
)

// TestMain lets twice as many tests run at once: builds of small plants wait for
// the disk as long as they reckon.
func TestMain(m *testing.M) {
	testflag.Parse()
	if err := testflag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
		os.Exit(2)
	}
	os.Exit(m.Run())
}
