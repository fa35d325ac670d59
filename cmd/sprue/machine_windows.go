package main

import (
	"os"

	"golang.org/x/sys/windows"
)

func freeDiskMB(dir string) (int64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return int64(free >> 20), err
}

func availableMemoryMB() (int64, bool) { return 0, false }

func peakMB(*os.ProcessState) (int64, bool) { return 0, false }
