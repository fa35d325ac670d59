package snapshot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// Pruned says what a rule took away.
type Pruned struct {
	Kept    []Manifest
	Removed []Manifest
	Objects int   // files that no version needs any more
	Bytes   int64 // of these
}

// Keeps tells which of the versions (oldest first) the rule keeps.
func (r Retention) Keeps(all []Manifest) []bool {
	keep := make([]bool, len(all))
	for i := range min(r.Last, len(all)) {
		keep[len(all)-1-i] = true
	}
	for _, period := range []struct {
		number int
		of     func(t time.Time) string
	}{
		{r.Daily, func(t time.Time) string { return t.Format("2006-01-02") }},
		{r.Weekly, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, week) }},
		{r.Monthly, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for i := len(all) - 1; i >= 0 && len(seen) < period.number; i-- {
			if key := period.of(all[i].Created.UTC()); !seen[key] {
				seen[key], keep[i] = true, true
			}
		}
	}
	return keep
}

// Prune removes the versions of the file that the rule does not keep, and then the
// objects that no manifest names, of whichever file; so a process killed in between leaves at most objects
// that the next one removes. With dry nothing is removed.
func (l *Library) Prune(ctx context.Context, q rowReader, rule Retention, dry bool) (Pruned, error) {
	all, err := l.List()
	if err != nil {
		return Pruned{}, err
	}
	made, err := fileMade(ctx, q)
	if err != nil {
		return Pruned{}, err
	}
	var out Pruned
	own := ownOf(all, made)
	for i, keep := range rule.Keeps(own) {
		if keep {
			out.Kept = append(out.Kept, own[i])
			continue
		}
		out.Removed = append(out.Removed, own[i])
		if dry {
			continue
		}
		if err := os.Remove(l.manifestPath(own[i].ID)); err != nil {
			return out, fmt.Errorf("remove snapshot %s: %w", own[i].ID, err)
		}
		l.fail(FailManifestGone)
	}
	return out, l.sweep(&out, all, dry)
}

// sweep removes the objects that no version names but those that are removed.
func (l *Library) sweep(out *Pruned, all []Manifest, dry bool) error {
	gone, needed := map[string]bool{}, map[string]bool{}
	for _, m := range out.Removed {
		gone[m.ID] = true
	}
	for _, m := range all {
		if !gone[m.ID] {
			m.objects(func(o Object) { needed[o.File] = true })
		}
	}
	err := fs.WalkDir(os.DirFS(l.Folder), ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isObject(file) || needed[file] {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		out.Objects++
		out.Bytes += info.Size()
		if dry {
			return nil
		}
		defer l.fail(FailObjectGone)
		return os.Remove(filepath.Join(l.Folder, filepath.FromSlash(file)))
	})
	if errors.Is(err, fs.ErrNotExist) && len(all) == 0 {
		return nil // there is no folder
	}
	return err
}

// objectName is <schema>.<table>/<day>-<hash>.parquet. An export has folders of
// the same names, with other files in them.
var objectName = regexp.MustCompile(`^[^/.]+\.[^/.]+/[^/]+-[0-9a-f]{16}\.parquet$`)

// isObject leaves alone what is not ours.
func isObject(file string) bool { return objectName.MatchString(file) }
