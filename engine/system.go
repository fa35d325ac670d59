package engine

import (
	"errors"
	"io/fs"
	"syscall"
)

// IsDiskFull tells errors of the system for a full disk: no space, a quota, a
// file as large as it may be.
func IsDiskFull(err error) bool {
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, full) {
			return true
		}
	}
	return false
}

// Reason is an error of the file system without operation and path, which the
// sentence around it already names; any other error is itself.
func Reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// HasDisplay says whether a browser could show itself: a shell on a server has
// none.
func HasDisplay(system string, getenv func(string) string) bool {
	switch system {
	case "darwin", "windows":
		return getenv("SSH_CONNECTION") == ""
	default:
		return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
	}
}
