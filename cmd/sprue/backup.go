package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/backup"
	"sprue/engine/seal"
	"sprue/engine/store"
)

func (a *app) backups() backup.Job {
	return backup.Job{Clock: a.Clock, Failpoint: a.Failpoint, Told: func(p backup.Progress) {
		a.progress.Update(output.At{Step: p.Step, Done: p.Done, Total: p.Total, Count: p.Done, Unit: p.Unit})
	}}
}

func (a *app) backupCommand() *cobra.Command {
	var target backup.Target
	var recipients []string
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "A verified copy of the whole file, while others use it",
		Long: "Copies all tables as of one instant, reads the copy again and compares every table\n" +
			"with the original; only then does FILE get its name. It is a DuckDB file; with\n" +
			"--encrypt-to it is one that only the owner of the key can open ('age' can, too).",
		Example: "  sprue backup /mnt/backup/plant-2026-06-30.duckdb\n" +
			"  sprue backup plant.age --encrypt-to age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
		Args: arguments(0, "FILE"),
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringArrayVar(&recipients, "encrypt-to", nil, "public `KEY` of who may open it, as age-keygen prints it; may be given several times")
	set.BoolVar(&target.Replace, "force", false, "replace a file that is there")
	return a.runs(cmd, func(ctx context.Context, args []string) (err error) {
		target.File = a.path(args[0])
		if target.For, err = seal.ParseFor(recipients); err != nil {
			return err
		}
		return a.withData(ctx, func(s *store.Store) error {
			return a.inTurn(ctx, func() error { return a.backUp(ctx, s, target) })
		})
	})
}

func (a *app) backUp(ctx context.Context, s *store.Store, target backup.Target) error {
	started := a.Clock()
	made, err := a.backups().Create(ctx, s, target)
	if err != nil {
		return err
	}
	how := ""
	if len(target.For) > 0 {
		how = ", encrypted"
	}
	a.note("backup   %s: %s rows of %d tables, compared with the original%s (%s MB, %s)", target.File,
		engine.Count(made.Rows), made.Tables, how, engine.Significant(float64(made.Bytes)/1e6), a.since(started))
	return nil
}

func (a *app) restoreCommand() *cobra.Command {
	var identity string
	var dry bool
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of the file",
		Long: "Reads the whole backup first and compares every table with what 'sprue backup' found;\n" +
			"if anything is wrong, nothing is changed. Then it takes the place of the database at\n" +
			"once; the old file is kept beside it. No server may have the file open. What was\n" +
			"mirrored after the backup comes back by 'sprue run'.",
		Example: "  sprue restore /mnt/backup/plant-2026-06-30.duckdb --dry-run\n" +
			"  sprue restore plant.age --identity key.txt",
		Args: arguments(0, "FILE"),
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&identity, "identity", "", "`FILE` with the secret key, as age-keygen writes it")
	set.BoolVar(&dry, "dry-run", false, "verify the backup, and change nothing")
	return a.runs(cmd, func(ctx context.Context, args []string) (err error) {
		var keys seal.Keys
		if identity != "" {
			if keys, err = seal.ReadKeys(a.path(identity)); err != nil {
				return err
			}
		}
		return a.restoreBackup(ctx, a.path(args[0]), keys, dry)
	})
}

func (a *app) restoreBackup(ctx context.Context, file string, keys seal.Keys, dry bool) error {
	started := a.Clock()
	done, err := a.backups().Restore(ctx, a.storeConfig(), file, keys, dry)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s of %s: %s rows of %d tables", done.File, done.Created.Format(time.RFC3339), engine.Count(done.Rows), done.Tables)
	if dry {
		a.note("restore  %s are as they were; nothing was changed (%s)", what, a.since(started))
		return nil
	}
	a.note("restore  %s (%s)", what, a.since(started))
	if done.Kept != "" {
		a.note("         the file as it was is %s", done.Kept)
	}
	return nil
}
