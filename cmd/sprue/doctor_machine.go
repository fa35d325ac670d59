package main

import (
	"fmt"
	"path/filepath"
	"runtime"

	"sprue/engine"
)

// A build spills to the disk of the file, and a checkpoint writes new blocks
// before it frees old ones.
const leastFreeMB = 1024

// checkMachine looks at what a build needs.
func (a *app) checkMachine() []finding {
	cores := runtime.NumCPU()
	findings := []finding{
		{area: "machine", name: "sprue", value: version()},
		{area: "machine", name: "cores", status: statusOK, value: engine.Count(int64(cores))},
	}
	if workers := a.file.Build.MaxWorkers; workers > cores {
		findings[1].status = statusWatch
		findings[1].advice = fmt.Sprintf("pipeline.max_workers is %d: more than there are", workers)
	}
	return append(findings, a.checkMemory(), a.checkDisk())
}

func (a *app) checkMemory() finding {
	f := finding{area: "machine", name: "memory", status: statusOK}
	free, known := availableMemoryMB()
	if !known {
		f.status, f.value = "", "not known on this system"
		return f
	}
	f.value = fmt.Sprintf("%s MB available", engine.Count(free))
	if limit := int64(max(a.file.Build.MemoryLimitMB, 1)); limit > free {
		f.status = statusWatch
		f.advice = fmt.Sprintf("pipeline.memory_limit_mb is %d: set it to %d or less", limit, free)
	}
	return f
}

func (a *app) checkDisk() finding {
	dir := filepath.Dir(a.file.Database)
	f := finding{area: "machine", name: "disk", status: statusOK}
	free, err := freeDiskMB(dir)
	switch {
	case err != nil:
		f.status, f.value = statusWatch, fmt.Sprintf("%s: %v", dir, err)
		f.advice = "make the folder of the database, or name another file with --db"
	case free < leastFreeMB:
		f.status, f.value = statusWrong, fmt.Sprintf("%s MB free in %s", engine.Count(free), dir)
		f.advice = "free some space: a build needs room to spill and to write"
	default:
		f.value = fmt.Sprintf("%s MB free in %s", engine.Count(free), dir)
	}
	return f
}
