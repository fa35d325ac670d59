package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A machine without Chromium and without the right to install it learns what to
// install; a machine with one is told nothing.
func TestTheSearchForABrowser(t *testing.T) {
	for _, there := range []bool{false, true} {
		bin := t.TempDir()
		for _, tool := range []string{"bash", "env"} {
			path, err := exec.LookPath(tool)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(path, filepath.Join(bin, tool)); err != nil {
				t.Fatal(err)
			}
		}
		if there {
			if err := os.WriteFile(filepath.Join(bin, "google-chrome-stable"), nil, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("../../.ci/browser")
		cmd.Env = []string{"PATH=" + bin}
		text, err := cmd.CombinedOutput()
		if there && (err != nil || len(text) > 0) {
			t.Errorf("with a browser: %v\n%s", err, text)
		}
		if !there && (err == nil || !strings.Contains(string(text), "apt-get install chromium")) {
			t.Errorf("without one: %v\n%s", err, text)
		}
	}
}
