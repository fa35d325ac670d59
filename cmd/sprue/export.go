package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/export"
	"sprue/engine/seal"
	"sprue/engine/store"
)

func (a *app) exportCommand() *cobra.Command {
	var ask question
	var request export.Request
	var recipients []string
	cmd := &cobra.Command{
		Use:   "export TABLE…",
		Short: "Write tables as Parquet, CSV or Arrow for other programs, with a dictionary",
		Long: "Writes tables and views as of one instant into a new folder: TABLE/part-….parquet,\n" +
			"with --partition-by TABLE/KEY=value/part-…. Files become 128 to 512 MB where there is\n" +
			"so much; a layout of many small ones is refused. dictionary.csv tells the columns\n" +
			"and their units, export.json of which build and rows they are. The folder is there\n" +
			"when all is written, and not before.\n\n" +
			"In CSV, texts that begin with =, +, - or @ get an apostrophe before them, so that a\n" +
			"spreadsheet takes none for a formula.",
		Example: "  sprue export core.master_shot --to shots --partition-by month\n" +
			"  sprue export mart.run mart.stop --to june --from 2026-06-01 --until 2026-07-01 --table-format csv\n" +
			"  sprue export core.master_shot --to t12 --tool T-12 --partition-by part_code,year",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("TABLE is missing", "write it as: "+cmd.UseLine()+example(cmd))
			}
			return nil
		},
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&request.Folder, "to", "", "new `FOLDER` of the export")
	set.Var(choice(&request.Format, export.FormatParquet, export.Formats()...), "table-format", "of the files")
	set.StringSliceVar(&request.PartitionBy, "partition-by", nil, "a folder for each value of these `COLUMNS`, or of year, month, week, day")
	set.StringVar(&ask.from, "from", "", "first `DAY or instant` of rows, as 2026-06-01 or 2026-06-01T06:00:00Z")
	set.StringVar(&ask.to, "until", "", "first `DAY or instant` left out (what --to is for questions)")
	ask.names(cmd)
	set.StringArrayVar(&recipients, "encrypt-to", nil, "public `KEY` of who may open the files, as age-keygen prints it; may be given several times")
	set.BoolVar(&request.Force, "force", false, "replace an export that is there")
	return a.runs(cmd, func(ctx context.Context, args []string) (err error) {
		if request.Folder == "" {
			return usage("--to is missing", "name a new folder for the files: --to FOLDER")
		}
		request.Tables, request.Folder = args, a.path(request.Folder)
		if request.For, err = seal.ParseFor(recipients); err != nil {
			return err
		}
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error { return a.export(ctx, s, request, filter) })
	})
}

func (a *app) export(ctx context.Context, s *store.Store, request export.Request, filter engine.Filter) error {
	found, err := analysis.New(s, analysis.Config{Clock: a.Clock}).Find(ctx, filter)
	if err != nil {
		return err
	}
	request.Filter = export.Filter(found)
	started := a.Clock()
	job := export.Job{
		Clock: a.Clock, Version: version(), Note: a.note,
		Told: func(rows, total int64) {
			a.progress.Update(output.At{Step: "export", Done: rows, Total: total, Count: rows, Unit: "rows"})
		},
	}
	made, err := job.Export(ctx, s, request)
	if err != nil {
		return err
	}
	a.progress.Clear()
	a.note("export   %s (%s)", request.Folder, a.since(started))
	return a.printExport(made)
}

func (a *app) printExport(made export.Description) error {
	rows, err := a.rows(named("table rows files bytes where"), readableNumber)
	if err != nil {
		return err
	}
	for _, t := range made.Tables {
		if err := rows.Row([]any{t.Name, t.Rows, t.Files, t.Bytes, strings.Join(t.Where, ", ")}); err != nil {
			return err
		}
	}
	return rows.Close()
}
