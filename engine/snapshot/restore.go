package snapshot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// Restoring says what is restored.
type Restoring struct {
	// Tables are some of raw, each with its history; none are all tables.
	Tables []string
	// Foreign takes a version of another file too, in place of data that were mirrored
	// into this one. A file without such data takes any.
	Foreign bool
}

// Restore brings the data of a version back in one transaction: all tables, so
// that the file is as it was; or chosen ones of raw, from which the next build makes
// the figures. It looks at every object first and changes nothing if one is damaged.
// It gives the number of rows.
func (l *Library) Restore(ctx context.Context, s *store.Store, m Manifest, what Restoring, told Progress) (int64, error) {
	doing, chosen := "restore snapshot "+m.ID, what.Tables
	if err := m.check(doing, chosen); err != nil {
		return 0, err
	}
	chosen = m.withHistory(chosen)
	faults, err := l.verify(ctx, []Manifest{m}, wants(chosen), told)
	if err != nil {
		return 0, err
	}
	if len(faults) > 0 {
		return 0, refusal(doing, faults)
	}
	rows := int64(0)
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := m.refuseNewer(ctx, tx, doing); err != nil {
			return err
		}
		if !what.Foreign {
			if err := m.refuseForeign(ctx, tx, doing); err != nil {
				return err
			}
		}
		if len(chosen) == 0 {
			if err := m.dropOthers(ctx, tx); err != nil {
				return err
			}
		}
		for i, t := range m.Tables {
			told(t.Name, i, len(m.Tables))
			if !wants(chosen)(t.Name) {
				continue
			}
			n, err := l.refill(ctx, tx, t)
			if err != nil {
				return fmt.Errorf("restore %s: %w", t.Name, err)
			}
			rows += n
		}
		if !wants(chosen)(packets) {
			return nil
		}
		return unpruned(ctx, tx) // a version has all texts
	})
	if err != nil {
		return 0, err
	}
	// No statement that makes tables stays in the log: DuckDB has had bugs in
	// replaying them.
	if err := s.Checkpoint(ctx); err != nil {
		return rows, err
	}
	return rows, s.Migrate(ctx) // the file may be of an earlier sprue now
}

// check refuses tables that are not there, and those that only a build makes.
func (m Manifest) check(doing string, chosen []string) error {
	names := []string{}
	for _, t := range m.Tables {
		names = append(names, t.Name)
	}
	for _, name := range chosen {
		if _, ok := m.table(name); !ok {
			return &engine.Error{Code: engine.CodeUsage, Doing: doing, Message: fmt.Sprintf("it has no table %q", name), Hint: engine.DidYouMean("did you mean %q? ", name, names) + "leave --table out to restore all"}
		}
		if !strings.HasPrefix(name, "raw.") {
			return &engine.Error{Code: engine.CodeUsage, Doing: doing, Message: fmt.Sprintf("%s is made from the tables of raw, and belongs to them", name), Hint: "choose tables of raw and build, or leave --table out to restore all"}
		}
	}
	return nil
}

// withHistory adds the history of a chosen table, or the table of a history:
// builds read the one and syncs the other, and apart they tell two stories.
func (m Manifest) withHistory(chosen []string) []string {
	all := []string{}
	for _, name := range chosen {
		table := strings.TrimSuffix(name, "_history")
		for _, one := range []string{table, table + "_history"} {
			if _, ok := m.table(one); ok {
				all = append(all, one)
			}
		}
	}
	return all
}

func (m Manifest) refuseNewer(ctx context.Context, tx *store.Tx, doing string) error {
	var have int
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(version), 0) FROM meta.migration").Scan(&have); err != nil {
		return fmt.Errorf("read the version: %w", err)
	}
	if m.Migration > have {
		return &engine.Error{Code: engine.CodeUsage, Doing: doing, Message: fmt.Sprintf("it is of a newer sprue (version %d of its tables, the file has %d)", m.Migration, have), Hint: "update sprue"}
	}
	return nil
}

// refuseForeign keeps the data of one plant from going over to another.
func (m Manifest) refuseForeign(ctx context.Context, tx *store.Tx, doing string) error {
	made, err := fileMade(ctx, tx)
	if err != nil || m.isOf(made) {
		return err
	}
	var hasData bool
	if err := tx.QueryRow(ctx, "SELECT count(*) > 0 FROM meta.sync_batch").Scan(&hasData); err != nil || !hasData {
		return err
	}
	return &engine.Error{
		Code: engine.CodeUsage, Doing: doing,
		Message: fmt.Sprintf("it is of another file, made %s UTC; this one was made %s UTC and has data of its own", m.FileMade.Format(time.DateTime), made.Format(time.DateTime)),
		Hint:    "restore it into a new file with --db FILE, or in place of these data with --of-another-file; a snapshots.folder is of one file",
	}
}

// dropOthers drops what the version did not have.
func (m Manifest) dropOthers(ctx context.Context, tx *store.Tx) error {
	tables, err := catalog(ctx, tx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if _, ok := m.table(t.Name); !ok {
			if _, err := tx.Exec(ctx, "DROP TABLE "+t.Name); err != nil {
				return fmt.Errorf("drop %s: %w", t.Name, err)
			}
		}
	}
	return nil
}

// refill makes a table anew and checks that no row is missing.
func (l *Library) refill(ctx context.Context, tx *store.Tx, t Table) (rows int64, err error) {
	ddl, ok := strings.CutPrefix(t.SQL, "CREATE TABLE ")
	if !ok {
		return 0, fmt.Errorf("%q is no CREATE TABLE", t.SQL)
	}
	statements := []string{"CREATE OR REPLACE TABLE " + ddl}
	if t.Comment != "" {
		statements = append(statements, fmt.Sprintf("COMMENT ON TABLE %s IS %s", t.Name, store.Literal(t.Comment)))
	}
	for _, c := range t.Columns {
		if c.Comment != "" {
			statements = append(statements, fmt.Sprintf("COMMENT ON COLUMN %s.%s IS %s", t.Name, store.Ident(c.Name), store.Literal(c.Comment)))
		}
	}
	for _, statement := range statements {
		if _, err := tx.Exec(ctx, statement); err != nil {
			return 0, err
		}
	}
	if len(t.Objects) == 0 {
		return 0, nil
	}
	rows, err = tx.Exec(ctx, fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s", t.Name, t.names(), t.names(), l.parquet(t.Objects)))
	if err == nil && rows != t.Rows() {
		err = fmt.Errorf("%d rows came instead of %d", rows, t.Rows())
	}
	return rows, err
}
