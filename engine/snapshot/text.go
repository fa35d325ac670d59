package snapshot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// Nearly all of a file's bytes are the texts of packets, which only a full build
// needs again. They can be pruned once the last version has them; each later one
// takes them over, so that every version is whole and any may be removed.

const (
	packets       = "raw.data_shot"
	prunedPackets = "meta.pruned_packet"
)

// PrunedTexts says what PruneTexts took out of the file.
type PrunedTexts struct {
	Snapshot string // that has them
	Packets  int64
	Bytes    int64 // of text
}

// PruneTexts takes the texts of packets that begin before an instant out of the
// file, in one transaction, if the last version has them: it compares the objects
// with their hashes first and changes nothing if one is damaged. With dry it only
// counts.
func (l *Library) PruneTexts(ctx context.Context, s *store.Store, before time.Time, dry bool) (out PrunedTexts, err error) {
	const doing = "prune the texts of packets"
	last, err := l.last(ctx, s)
	if err != nil {
		return out, err
	}
	day := before.UTC().Format(time.DateOnly)
	objects := last.textObjects(func(o Object) bool { return o.Day == dayAll || o.Day == dayNone || o.Day <= day })
	if len(objects) == 0 {
		return out, &engine.Error{Code: engine.CodeUsage, Doing: doing, Message: fmt.Sprintf("no snapshot has packets from before %s", day), Hint: "'sprue snapshot create' makes one"}
	}
	if err := l.check(ctx, doing, last, objects); err != nil {
		return out, err
	}
	out.Snapshot = last.ID
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		// A packet that vanished and came again brought its text.
		statements := []string{
			"DELETE FROM meta.pruned_packet WHERE packet_id IN (SELECT packet_id FROM raw.data_shot WHERE content IS NOT NULL)",
			fmt.Sprintf(`
				CREATE OR REPLACE TEMP TABLE prunable AS
				SELECT d.packet_id, d.shot_start_time, strlen(d.content) AS bytes
				FROM raw.data_shot d
				SEMI JOIN (SELECT packet_id FROM %s WHERE content IS NOT NULL) t ON t.packet_id = d.packet_id
				WHERE d.content IS NOT NULL AND d.shot_start_time < %d`, l.parquet(objects), before.UnixNano()),
		}
		if !dry {
			statements = append(statements,
				"INSERT INTO meta.pruned_packet SELECT packet_id, shot_start_time FROM prunable",
				"UPDATE raw.data_shot SET content = NULL WHERE packet_id IN (SELECT packet_id FROM prunable)")
		}
		for _, statement := range statements {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", doing, err)
			}
		}
		if err := tx.QueryRow(ctx, "SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM prunable").Scan(&out.Packets, &out.Bytes); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "DROP TABLE prunable")
		return err
	})
	if err != nil || dry {
		return out, err
	}
	return out, s.Checkpoint(ctx)
}

// TextFiles gives the Parquet files that have the texts that were pruned; none
// where none was. With whole it compares them with their hashes too.
func (l *Library) TextFiles(ctx context.Context, tx *store.Tx, whole bool) ([]string, error) {
	var pruned bool
	if err := tx.QueryRow(ctx, "SELECT count(*) > 0 FROM meta.pruned_packet").Scan(&pruned); err != nil || !pruned {
		return nil, err
	}
	const doing = "read the texts that were pruned"
	last, err := l.last(ctx, tx)
	if err != nil {
		return nil, err
	}
	days, err := prunedDays(ctx, tx)
	if err != nil {
		return nil, err
	}
	objects := last.textObjects(func(o Object) bool { return o.Day == dayAll || o.Day == dayNone || slices.Contains(days, o.Day) })
	if !whole {
		err = l.present(doing, last, objects)
	} else {
		err = l.check(ctx, doing, last, objects)
	}
	if err != nil {
		return nil, err
	}
	if err := l.holdsAll(ctx, tx, doing, objects); err != nil {
		return nil, err
	}
	return l.files(objects), nil
}

// Text reads the text of a packet that was pruned, and says in which file it is;
// "" where it was not.
func (l *Library) Text(ctx context.Context, s *store.Store, packet uint64) (text, file string, err error) {
	err = s.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		var pruned bool
		err := tx.QueryRow(ctx, `
			SELECT count(*) > 0
			FROM meta.pruned_packet p
			JOIN raw.data_shot d ON d.packet_id = p.packet_id AND d.content IS NULL
			WHERE p.packet_id = CAST(? AS UBIGINT)`, fmt.Sprint(packet)).Scan(&pruned)
		if err != nil || !pruned {
			return err
		}
		files, err := l.TextFiles(ctx, tx, false)
		if err != nil {
			return err
		}
		return tx.QueryRow(ctx, fmt.Sprintf(`
			SELECT t.content, t.filename
			FROM read_parquet(%s, filename = TRUE) t
			JOIN meta.pruned_packet p ON p.packet_id = t.packet_id AND p.shot_start_time = t.shot_start_time
			WHERE p.packet_id = CAST(? AS UBIGINT)
			LIMIT 1`, store.Literals(files)), fmt.Sprint(packet)).Scan(&text, &file)
	})
	return text, file, err
}

// last is the file's last version, one without tables where there is none.
func (l *Library) last(ctx context.Context, q rowReader) (Manifest, error) {
	all, err := l.List()
	if err != nil {
		return Manifest{}, err
	}
	made, err := fileMade(ctx, q)
	if own := ownOf(all, made); err == nil && len(own) > 0 {
		return own[len(own)-1], nil
	}
	return Manifest{}, err
}

// textObjects are the objects with packets that fit.
func (m Manifest) textObjects(fits func(o Object) bool) []Object {
	t, _ := m.table(packets)
	return slices.DeleteFunc(slices.Clone(t.Objects), func(o Object) bool { return !fits(o) })
}

func prunedDays(ctx context.Context, tx *store.Tx) (days []string, err error) {
	rows, err := tx.Query(ctx, "SELECT DISTINCT CAST(CAST(make_timestamp(shot_start_time // 1000) AS DATE) AS VARCHAR) FROM meta.pruned_packet")
	if err != nil {
		return nil, fmt.Errorf("list the days of pruned packets: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		var day string
		if err := rows.Scan(&day); err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	return days, rows.Err()
}

// check compares objects with their hashes.
func (l *Library) check(ctx context.Context, doing string, m Manifest, objects []Object) error {
	m.Tables = []Table{{Name: packets, Objects: objects}}
	faults, err := l.Verify(ctx, []Manifest{m}, func(string, int, int) {})
	if err == nil && len(faults) > 0 {
		err = refusal(doing, faults)
	}
	return err
}

// present looks only whether the objects are there.
func (l *Library) present(doing string, m Manifest, objects []Object) error {
	faults := []Fault{}
	for _, o := range objects {
		what, _, err := l.look(o)
		if err != nil {
			return err
		}
		if what != "" {
			faults = append(faults, Fault{Snapshot: m.ID, Table: packets, Day: o.Day, File: o.File, What: what})
		}
	}
	if len(faults) > 0 {
		return refusal(doing, faults)
	}
	return nil
}

// holdsAll refuses objects that lack a packet that was pruned.
func (l *Library) holdsAll(ctx context.Context, tx *store.Tx, doing string, objects []Object) error {
	without := ""
	if len(objects) > 0 {
		without = fmt.Sprintf("ANTI JOIN %s t ON t.packet_id = p.packet_id", l.parquet(objects))
	}
	var missing int64
	err := tx.QueryRow(ctx, `
		SELECT count(*)
		FROM meta.pruned_packet p
		SEMI JOIN (SELECT packet_id FROM raw.data_shot WHERE content IS NULL) d ON d.packet_id = p.packet_id
		`+without).Scan(&missing)
	if err != nil {
		return errors.Join(errors.New(doing), err)
	}
	if missing > 0 {
		return &engine.Error{
			Code: engine.CodeFile, Doing: doing,
			Message: fmt.Sprintf("the last snapshot in %s lacks those of %s packets", l.Folder, engine.Count(missing)),
			Hint:    "copy the folder of the snapshots back, or name it as snapshots.folder",
		}
	}
	return nil
}

// parquet is a relation of the rows of objects that count, in their order.
func (l *Library) parquet(objects []Object) string {
	var each []string
	for len(objects) > 0 {
		n := slices.IndexFunc(objects, func(o Object) bool { return o.Without != nil })
		switch n {
		case -1:
			n = len(objects)
		case 0:
			n = 1
		}
		each = append(each, "FROM read_parquet("+store.Literals(l.files(objects[:n]))+") WHERE "+objects[0].Without.others())
		objects = objects[n:]
	}
	return "(" + strings.Join(each, " UNION ALL ") + ")"
}

func (l *Library) files(objects []Object) []string {
	files := []string{}
	for _, o := range objects {
		files = append(files, l.path(o.File))
	}
	return files
}

// takeOver tells a version that is being made where the texts are that the file
// lacks.
func (c *creation) takeOver(ctx context.Context, tx *store.Tx, tables []Table) error {
	if _, ok := (Manifest{Tables: tables}).table(prunedPackets); !ok {
		return nil // before the migration that makes it
	}
	files, err := c.library.TextFiles(ctx, tx, false)
	c.texts = files
	return err
}

// source is what the rows of an object are read from: the table, and the texts
// of its packets from an earlier version where they were pruned.
func (c *creation) source(ctx context.Context, t Table, day string) (string, error) {
	if t.Name != packets || len(c.texts) == 0 {
		return t.Name, nil
	}
	objects := c.last.textObjects(func(o Object) bool { return day == dayAll || o.Day == dayAll || o.Day == day })
	if err := c.library.check(ctx, "take texts over that were pruned", *c.last, objects); err != nil || len(objects) == 0 {
		return t.Name, err
	}
	return fmt.Sprintf(`(
		SELECT d.* REPLACE (coalesce(d.content, t.content) AS content)
		FROM raw.data_shot d
		LEFT JOIN (
			SELECT f.packet_id, f.content
			FROM %s f
			SEMI JOIN meta.pruned_packet p ON p.packet_id = f.packet_id
		) t ON t.packet_id = d.packet_id)`, c.library.parquet(objects)), nil
}

// unpruned makes the list of pruned packets empty: all texts are back.
func unpruned(ctx context.Context, tx *store.Tx) error {
	var there bool
	schema, name, _ := strings.Cut(prunedPackets, ".")
	err := tx.QueryRow(ctx, "SELECT count(*) > 0 FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = ? AND table_name = ?", schema, name).Scan(&there)
	if err == nil && there {
		_, err = tx.Exec(ctx, "DELETE FROM "+prunedPackets)
	}
	return err
}
