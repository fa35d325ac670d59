package snapshot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"sprue/engine"
)

// Fault is an object of a version that is not as it was written; one that several
// versions share is a fault of each.
type Fault struct {
	Snapshot string
	Table    string
	Day      string
	File     string // below the folder
	What     string // 'is missing', 'was changed'
}

// Verify reads every object of the versions and compares its bytes with the
// hash in the manifest. An object that several versions share is read once.
func (l *Library) Verify(ctx context.Context, versions []Manifest, told Progress) ([]Fault, error) {
	return l.verify(ctx, versions, func(string) bool { return true }, told)
}

func (l *Library) verify(ctx context.Context, versions []Manifest, wanted func(table string) bool, told Progress) ([]Fault, error) {
	seen, faults := map[string]string{}, []Fault{}
	for _, m := range versions {
		for i, t := range m.Tables {
			told(t.Name, i, len(m.Tables))
			if !wanted(t.Name) {
				continue
			}
			for _, o := range t.Objects {
				what, known := seen[o.File]
				if !known {
					if err := ctx.Err(); err != nil {
						return faults, err
					}
					var err error
					if what, err = l.compare(o); err != nil {
						return faults, fmt.Errorf("verify %s: %w", o.File, err)
					}
					seen[o.File] = what
				}
				if what != "" {
					faults = append(faults, Fault{Snapshot: m.ID, Table: t.Name, Day: o.Day, File: o.File, What: what})
				}
			}
		}
	}
	return faults, nil
}

// compare says what is wrong with an object, "" where nothing is.
func (l *Library) compare(o Object) (string, error) {
	if what, _, err := l.look(o); err != nil || what != "" {
		return what, err
	}
	hash, _, err := hashOf(l.path(o.File))
	if err == nil && hash != o.Hash {
		return "was changed", nil
	}
	return "", err
}

// look is compare without reading the object. It gives the time of the file too.
func (l *Library) look(o Object) (what string, modified time.Time, err error) {
	info, err := os.Stat(l.path(o.File))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is missing", modified, nil
	case err != nil:
		return "", modified, err
	case info.Size() != o.Bytes:
		what = fmt.Sprintf("has %s bytes instead of %s", engine.Count(info.Size()), engine.Count(o.Bytes))
	}
	return what, info.ModTime().UTC(), nil
}

// refusal is the error of a version that cannot be used.
func refusal(doing string, faults []Fault) error {
	names := []string{}
	for _, f := range faults {
		names = append(names, f.File+" "+f.What)
	}
	text := strings.Join(names[:min(3, len(names))], "; ")
	if more := len(names) - 3; more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return &engine.Error{
		Code: engine.CodeFile, Doing: doing, Message: "the snapshot is damaged: " + text,
		Hint: "nothing was changed; copy the file back from where it is whole, or take another snapshot: 'sprue snapshot verify' names those that are damaged",
	}
}

// wants tells which tables are chosen; all where none is.
func wants(chosen []string) func(table string) bool {
	return func(table string) bool { return len(chosen) == 0 || slices.Contains(chosen, table) }
}
