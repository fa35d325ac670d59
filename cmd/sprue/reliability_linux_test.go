package main

import (
	"fmt"
	"syscall"
	"testing"
)

// smallDisk mounts a disk of so many bytes, where the test may; grow makes it
// large.
func smallDisk(t *testing.T, dir string, size int64) (grow func()) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		t.Skipf("no tmpfs: %v", err)
	}
	t.Cleanup(func() {
		// Detached: a process that another test is just starting may hold its files until it runs.
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return func() {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=1g"); err != nil {
			t.Fatal(err)
		}
	}
}
