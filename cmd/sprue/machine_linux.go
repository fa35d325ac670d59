package main

import (
	"bufio"
	"fmt"
	"os"
	"syscall"
)

type unixRusage = syscall.Rusage

// Linux counts Maxrss in kB.
const rssPerMB = 1024

// availableMemoryMB is what the kernel could hand out without swapping.
func availableMemoryMB() (int64, bool) {
	file, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0, false
	}
	defer func() { _ = file.Close() }() // nothing was written
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var kb int64
		if n, _ := fmt.Sscanf(lines.Text(), "MemAvailable: %d kB", &kb); n == 1 {
			return kb / 1024, true
		}
	}
	return 0, false
}
