package export

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"net/url"
	"path/filepath"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
)

// Sizes: readers like files of some hundred MB. More than a hundred small ones
// take longer to open than to read.
const (
	smallFile = 16 << 20
	goodFile  = 384 << 20
	largeFile = 512 << 20
	manyFiles = 100
	mostFiles = 10_000
)

// nullFolder is how Hive names the partition of NULL.
const nullFolder = "__HIVE_DEFAULT_PARTITION__"

// partition is the rows with the same keys.
type partition struct {
	values []*string
	folder string // key=value/…, "" where there are no keys
	rows   int64
	bytes  float64 // about
}

// plan lists the partitions, and refuses a layout of many small files.
func (s *selection) plan(ctx context.Context, tx *store.Tx, folder string) error {
	if err := s.list(ctx, tx); err != nil {
		return fmt.Errorf("list the partitions of %s: %w", s.Name, err)
	}
	if s.rows > 0 {
		if err := s.measure(ctx, tx, folder); err != nil {
			return err
		}
	}
	if tooFine(len(s.partitions), s.rows, s.rowBytes) {
		return s.tooFine(ctx, tx)
	}
	for i, p := range s.partitions {
		s.partitions[i].bytes = float64(p.rows) * s.rowBytes
	}
	return nil
}

func tooFine(files int, rows int64, rowBytes float64) bool {
	return files > mostFiles || files > manyFiles && float64(rows)*rowBytes/float64(files) < smallFile
}

func (s *selection) tooFine(ctx context.Context, tx *store.Tx) error {
	message := fmt.Sprintf("--partition-by %s would make %s files of about %s", strings.Join(keyNames(s.keys), ","),
		engine.Count(int64(len(s.partitions))), s.meanSize(int64(len(s.partitions))))
	hint := "leave --partition-by out: the files become as large as readers like them"
	for _, coarser := range s.coarser() {
		n, err := coarser.count(ctx, tx)
		if err != nil {
			return err
		}
		if !tooFine(int(n), s.rows, s.rowBytes) {
			hint = fmt.Sprintf("--partition-by %s makes %s of about %s; without it the files become as large as readers like them",
				strings.Join(keyNames(coarser.keys), ","), engine.Count(n), s.meanSize(n))
			break
		}
	}
	return refuse(s.Name, message, hint)
}

func (s *selection) meanSize(files int64) string {
	return engine.Significant(float64(s.rows)*s.rowBytes/float64(max(files, 1))/1e6) + " MB"
}

func keyNames(keys []key) []string {
	names := []string{}
	for _, k := range keys {
		names = append(names, k.name)
	}
	return names
}

// coarser are layouts with fewer files, the nearest first: months for days,
// years for months, one key less, months alone.
func (s *selection) coarser() []*selection {
	all := []*selection{}
	try := func(names []string) {
		other := &selection{Relation: s.Relation, where: s.where}
		if len(names) > 0 && other.chooseKeys(names) == nil {
			all = append(all, other)
		}
	}
	for _, word := range []string{"month", "year"} {
		names, changed := keyNames(s.keys), false
		for i, k := range s.keys {
			if k.kind == "DATE" && k.word != word && k.word != "year" {
				names[i], changed = word, true
			}
		}
		if changed {
			try(names)
		}
	}
	if n := len(s.keys); n > 1 {
		try(keyNames(s.keys[:n-1]))
		try(keyNames(s.keys[1:]))
	}
	try([]string{"month"})
	return all
}

// byKeys is a query of the keys of all rows and their number. Days get their
// names only once they are grouped: a text for each row takes long.
func (s *selection) byKeys() string {
	base, names, texts := []string{}, []string{}, []string{}
	for i, k := range s.keys {
		name := fmt.Sprintf("k%d", i)
		base, names, texts = append(base, k.base+" AS "+name), append(names, name), append(texts, k.text(name))
	}
	return fmt.Sprintf(`
		WITH by_value AS (
			SELECT %s, count(*) AS n FROM %s WHERE %s GROUP BY %s
		)
		SELECT %s, CAST(sum(n) AS BIGINT) FROM by_value GROUP BY ALL ORDER BY ALL`,
		strings.Join(base, ", "), s.quoted(), s.condition(), strings.Join(names, ", "), strings.Join(texts, ", "))
}

func (s *selection) count(ctx context.Context, tx *store.Tx) (n int64, err error) {
	err = tx.QueryRow(ctx, "SELECT count(*) FROM ("+s.byKeys()+")").Scan(&n)
	return n, err
}

func (s *selection) list(ctx context.Context, tx *store.Tx) error {
	if len(s.keys) == 0 {
		err := tx.QueryRow(ctx, fmt.Sprintf("SELECT count(*) FROM %s WHERE %s", s.quoted(), s.condition())).Scan(&s.rows)
		s.partitions = []partition{{rows: s.rows}}
		return err
	}
	rows, err := tx.Query(ctx, s.byKeys())
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		var p partition
		values := make([]sql.NullString, len(s.keys))
		targets := []any{}
		for i := range values {
			targets = append(targets, &values[i])
		}
		if err := rows.Scan(append(targets, &p.rows)...); err != nil {
			return err
		}
		for i, v := range values {
			p.add(s.keys[i].name, v)
		}
		s.partitions = append(s.partitions, p)
		s.rows += p.rows
	}
	return rows.Err()
}

// add extends the folder by a key's value.
func (p *partition) add(name string, value sql.NullString) {
	text := nullFolder
	if value.Valid {
		p.values = append(p.values, &value.String)
		text = escaped(value.String)
	} else {
		p.values = append(p.values, nil)
	}
	p.folder = filepath.Join(p.folder, name+"="+text)
}

// escaped is a text as the name of a folder, as Hive and DuckDB write it.
func escaped(text string) string {
	return strings.NewReplacer("+", "%20", "*", "%2A").Replace(url.QueryEscape(text))
}

// whereOf is the condition for the rows of a partition.
func (s *selection) whereOf(p partition) string {
	conditions := append([]string{}, s.where...)
	for i, value := range p.values {
		conditions = append(conditions, s.is(s.keys[i], value))
	}
	if len(conditions) == 0 {
		return "TRUE"
	}
	return strings.Join(conditions, " AND ")
}

// options cut a large partition into files of equal size.
func (s *selection) options(p partition) string {
	cut := s.cut
	if cut == 0 && p.bytes > largeFile {
		cut = int64(p.bytes / math.Ceil(p.bytes/goodFile) * 1.02 * s.shrink)
	}
	if cut == 0 {
		return s.fileOptions()
	}
	return fmt.Sprintf("%s, FILE_SIZE_BYTES %d", s.fileOptions(), cut)
}
