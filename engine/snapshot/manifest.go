package snapshot

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// format is that of the manifests; a higher one is not understood. Since 2 some
// rows of an object may not count.
const format = 2

// Manifest lists what a version of the data holds.
type Manifest struct {
	Format    int       `json:"format"`
	ID        string    `json:"id"` // the instant at which it was begun, UTC: 20261125T075029.123Z
	Created   time.Time `json:"created_utc"`
	FileMade  time.Time `json:"file_made_utc,omitzero"` // when the file that it is of was made; zero: an earlier sprue did not say
	Note      string    `json:"note,omitempty"`
	DuckDB    string    `json:"duckdb"`    // whose hashes the prints are
	Migration int       `json:"migration"` // version of the tables
	Figures   []Figure  `json:"figures"`
	Tables    []Table   `json:"tables"`
	Hash      string    `json:"sha256"` // of the manifest itself, with this left empty
}

// Figure is one of the totals by which people tell versions apart.
type Figure struct {
	Name  string   `json:"name"`
	Value *float64 `json:"value"` // nil where there is none
}

// Table is a table of the version: how to make it, and its rows.
type Table struct {
	Name    string   `json:"name"` // core.shot
	SQL     string   `json:"sql"`  // CREATE TABLE …
	Comment string   `json:"comment,omitempty"`
	Columns []Column `json:"columns"`
	Objects []Object `json:"objects"`
}

// Column is a column with its SQL type.
type Column struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Comment string `json:"comment,omitempty"`
}

// Object is a Parquet file with rows of a table.
type Object struct {
	Day   string `json:"day"`    // UTC or production day; 'all' where a table is kept whole, 'none' for rows without a day
	File  string `json:"file"`   // below the folder, with '/'
	Hash  string `json:"sha256"` // of its bytes
	Bytes int64  `json:"bytes"`
	Rows  int64  `json:"rows"`  // that count
	Print string `json:"print"` // of these, whatever their order; those of a day add up to its own
	// Without names rows of the file that do not count: a later object of the day
	// has them as they are now. nil: all count.
	Without *Without `json:"without,omitempty"`
	// Modified is the file's own time when it was written or last compared with
	// its hash. While it is that still, the next version takes the file's bytes for
	// unchanged.
	Modified time.Time `json:"modified_utc,omitzero"`
}

// Without are the rows with any of these values in a column, as texts; ” is NULL.
type Without struct {
	Column string   `json:"column"`
	Values []string `json:"values"`
	Rows   int64    `json:"rows"`
}

// Rows counts the rows of a table.
func (t Table) Rows() (rows int64) {
	for _, o := range t.Objects {
		rows += o.Rows
	}
	return rows
}

// Rows counts the rows of all tables.
func (m Manifest) Rows() (rows int64) {
	for _, t := range m.Tables {
		rows += t.Rows()
	}
	return rows
}

// Bytes counts the bytes of all objects.
func (m Manifest) Bytes() (bytes int64) {
	m.objects(func(o Object) { bytes += o.Bytes })
	return bytes
}

// OwnBytes gives for each version the bytes of the files that no other one of
// them has.
func OwnBytes(all []Manifest) []int64 {
	users := map[string]int{}
	for _, m := range all {
		m.objects(func(o Object) { users[o.File]++ })
	}
	own := make([]int64, len(all))
	for i, m := range all {
		m.objects(func(o Object) {
			if users[o.File] == 1 {
				own[i] += o.Bytes
			}
		})
	}
	return own
}

// objects calls do for each object.
func (m Manifest) objects(do func(o Object)) {
	for _, t := range m.Tables {
		for _, o := range t.Objects {
			do(o)
		}
	}
}

func (m Manifest) table(name string) (Table, bool) {
	i := slices.IndexFunc(m.Tables, func(t Table) bool { return t.Name == name })
	if i < 0 {
		return Table{}, false
	}
	return m.Tables[i], true
}

// Library is the folder of the versions of one file. Two of its methods must
// not run at once where one of them is Create or Prune.
type Library struct {
	Folder string
	Clock  func() time.Time
	// Failpoint is called at the points named below; tests of crashes kill the
	// process in it. nil in production.
	Failpoint func(name string)
	// Keys gives the columns that name a row of a table, none where that is not
	// known; nil knows none.
	Keys func(table string) []string
}

// The names of the failpoints, in the order of Create and Prune.
const (
	FailObject         = "object written"
	FailBeforeManifest = "before manifest"
	FailAfterManifest  = "after manifest"
	FailManifestGone   = "manifest removed"
	FailObjectGone     = "object removed"
)

func (l *Library) fail(point string) {
	if l.Failpoint != nil {
		l.Failpoint(point)
	}
}

const manifests = "manifests"

func (l *Library) path(file string) string { return filepath.Join(l.Folder, filepath.FromSlash(file)) }

func (l *Library) manifestPath(id string) string { return l.path(manifests + "/" + id + ".json") }

// rowReader is a store or a transaction.
type rowReader interface {
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

// fileMade is when the file was made, which tells it from others.
func fileMade(ctx context.Context, q rowReader) (time.Time, error) {
	var made sql.NullTime
	if err := q.QueryRow(ctx, "SELECT min(applied_utc) FROM meta.migration").Scan(&made); err != nil {
		return time.Time{}, fmt.Errorf("read when the file was made: %w", err)
	}
	return made.Time.UTC(), nil
}

// isOf tells whether it is of the file that was made then.
func (m Manifest) isOf(made time.Time) bool { return m.FileMade.IsZero() || m.FileMade.Equal(made) }

// ownOf are those of all that are of the file that was made then.
func ownOf(all []Manifest, made time.Time) []Manifest {
	return slices.DeleteFunc(slices.Clone(all), func(m Manifest) bool { return !m.isOf(made) })
}

// List gives the versions, oldest first; none where there is no folder.
func (l *Library) List() ([]Manifest, error) {
	entries, err := os.ReadDir(l.path(manifests))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &engine.Error{Code: engine.CodeUsage, Doing: "list the snapshots in " + l.Folder, Message: engine.Reason(err).Error(), Hint: "move away what is in the place of the folder, or name another one as snapshots.folder", Cause: err}
	}
	all := []Manifest{}
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok || strings.HasPrefix(id, ".") {
			continue
		}
		m, err := l.read(id)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b Manifest) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

func (l *Library) read(id string) (Manifest, error) {
	path := l.manifestPath(id)
	broken := func(cause error) error {
		return &engine.Error{
			Code: engine.CodeFile, Doing: "read " + path, Message: "it is no manifest of a snapshot", Cause: cause,
			Hint: "move it away; the other snapshots are not touched by it",
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Manifest{}, fmt.Errorf("read snapshot %s: %w", id, err)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return m, broken(err)
	}
	if m.Format > format {
		return m, &engine.Error{Code: engine.CodeFile, Doing: "read " + path, Message: "it was written by a newer sprue", Hint: "update sprue"}
	}
	hash, err := m.hash()
	if err != nil {
		return m, err
	}
	if m.ID != id || m.Hash != hash || !m.isLocal() {
		return m, broken(nil)
	}
	return m, nil
}

// hash is that of all that the manifest says.
func (m Manifest) hash() (string, error) {
	m.Hash = ""
	text, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// isLocal refuses a manifest that would read or remove files elsewhere.
func (m Manifest) isLocal() bool {
	local := true
	m.objects(func(o Object) {
		local = local && filepath.IsLocal(filepath.FromSlash(o.File)) && strings.HasSuffix(o.File, ".parquet")
	})
	return local
}

// Latest is a name for the last version.
const Latest = "latest"

// Find gives a version by its ID, by a beginning of it that no other one has,
// or as 'latest'.
func (l *Library) Find(name string) (Manifest, error) {
	all, err := l.List()
	if err != nil {
		return Manifest{}, err
	}
	ids, found := []string{}, []Manifest{}
	for _, m := range all {
		ids = append(ids, m.ID)
		if strings.HasPrefix(m.ID, name) && name != "" {
			found = append(found, m)
		}
	}
	if name == Latest && len(all) > 0 {
		found = all[len(all)-1:]
	}
	refuse := func(message, hint string) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "find the snapshot", Message: message, Hint: hint}
	}
	switch {
	case len(all) == 0:
		return Manifest{}, refuse("there is none in "+l.Folder, "'sprue snapshot create' makes one")
	case len(found) == 0:
		return Manifest{}, refuse(fmt.Sprintf("none begins with %q", name), engine.DidYouMean("did you mean %q? ", name, ids)+"'sprue snapshot list' names them; 'latest' is the last one")
	case len(found) > 1:
		return Manifest{}, refuse(fmt.Sprintf("%d begin with %q", len(found), name), "write more of the name")
	}
	return found[0], nil
}

// write puts a manifest in its place as the last step of a version: a process
// killed before leaves objects without one, which Prune removes.
func (l *Library) write(m Manifest) (err error) {
	if m.Hash, err = m.hash(); err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	temp := l.path(manifests + "/." + m.ID + ".tmp")
	if err := os.WriteFile(temp, append(text, '\n'), 0o600); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return store.Settle(temp, l.manifestPath(m.ID))
}
