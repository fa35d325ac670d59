//go:build linux || darwin

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

func freeDiskMB(dir string) (int64, error) {
	var stat unix.Statfs_t
	if err := unix.Statfs(dir, &stat); err != nil {
		return 0, err
	}
	return int64(stat.Bavail) * int64(stat.Bsize) >> 20, nil //nolint:unconvert // other types on other systems
}

// peakMB is the most memory that an ended process ever had.
func peakMB(state *os.ProcessState) (int64, bool) {
	usage, ok := state.SysUsage().(*unixRusage)
	if !ok {
		return 0, false
	}
	return int64(usage.Maxrss) / rssPerMB, true //nolint:unconvert // other types on other systems
}
