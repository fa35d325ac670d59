package main

import (
	"os/exec"
	"runtime"
)

// hasDisplay says whether a browser could show itself: a shell on a server has
// none.
func hasDisplay(system string, getenv func(string) string) bool {
	switch system {
	case "darwin", "windows":
		return getenv("SSH_CONNECTION") == ""
	default:
		return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
	}
}

func browse(url string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", url).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url).Start()
	default:
		return exec.Command("xdg-open", url).Start()
	}
}
