package enginetest

import (
	"errors"
	"fmt"
	"os"
	"testing"
)

// figures names the environment variable that says where figures are added.
const figures = "SPRUE_FIGURES"

// Figure logs a line that people want to read of a test that passes, too, such as
// how many faults it tried, and adds it to a file: go test hides the log.
func Figure(t testing.TB, format string, args ...any) {
	t.Helper()
	t.Logf(format, args...)
	path := os.Getenv(figures)
	if path == "" {
		return
	}
	// One write a line, at the end: tests of several processes do so at once.
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintf(file, format+"\n", args...)
	if err := errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
}
