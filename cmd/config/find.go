package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"sprue/engine"
)

// FileName is the name that is searched for.
const FileName = "sprue.yaml"

// Find looks for sprue.yaml in dir and in the folders above it. It gives "" if
// there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, FileName)
		info, err := os.Stat(path)
		switch {
		case err == nil && info.IsDir():
			return "", &engine.Error{Code: engine.CodeUsage, Doing: "look for the configuration", Message: path + " is a folder", Hint: "rename it, or name the file with --config"}
		case err == nil:
			return path, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("look for %s: %w", path, err)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

func readFile(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err == nil {
		return text, nil
	}
	e := &engine.Error{Code: engine.CodeUsage, Doing: "read the configuration " + path, Message: engine.Reason(err).Error(), Cause: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Hint = "'sprue init' writes one, --config names another"
	case errors.Is(err, syscall.EISDIR):
		e.Message, e.Hint = "it is a folder", "name the file in it: --config "+filepath.Join(path, FileName)
	case errors.Is(err, fs.ErrPermission):
		e.Hint = "the user that runs sprue may not read it: check owner and rights"
	}
	return nil, e
}
