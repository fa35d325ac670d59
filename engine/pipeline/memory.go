package pipeline

import (
	"os"
	"runtime"
	"strconv"
	"strings"
)

// peakMemory is the most that was resident of this process, in bytes. Where
// the system does not say, it is what Go holds now, without DuckDB's part.
func peakMemory() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(text)) {
			if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "VmHWM:" {
				if kb, err := strconv.ParseInt(fields[1], 10, 64); err == nil {
					return kb << 10
				}
			}
		}
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.Sys)
}
