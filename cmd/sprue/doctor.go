package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
)

// finding is one line of the doctor's report.
type finding struct {
	area   string // machine, file, configuration, sources
	name   string
	status string // ok, watch, wrong; "" for a mere fact
	value  string
	origin string // of a setting
	advice string
	code   engine.Code // of what is wrong; 0 is CodeNo
}

const (
	statusOK    = "ok"
	statusWatch = "watch"
	statusWrong = "wrong"
)

func (a *app) doctorCommand() *cobra.Command {
	var quick bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check machine, file, configuration and sources, and say what to do",
		Long: "Prints the effective configuration with the origin of each value, secrets masked,\n" +
			"and reads the file through. Exit code 1 if something is wrong, 5 if the file is\n" +
			"damaged or locked.",
		Example: "  sprue doctor\n  sprue doctor --format json",
	}
	cmd.Flags().BoolVar(&quick, "quick", false, "do not read the file through")
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		file, err := a.checkFile(ctx, quick)
		if err != nil {
			return err
		}
		settings, err := a.checkConfig()
		if err != nil {
			return err
		}
		findings := append(a.checkMachine(), file...)
		findings = append(findings, settings...)
		findings = append(findings, a.checkSources(ctx)...)
		findings = append(findings, a.checkPush(ctx)...)
		if err := ctx.Err(); err != nil {
			return err
		}
		return a.printFindings(findings)
	})
}

func (a *app) printFindings(findings []finding) error {
	rows, err := a.rows(named("area name status value advice origin"),
		func(column output.Column, value any) string {
			if value == nil {
				return ""
			}
			return output.Text(column, value)
		})
	if err != nil {
		return err
	}
	wrong, code := 0, engine.CodeNo
	for _, f := range findings {
		if f.status == statusWrong {
			wrong++
			code = max(code, f.code)
		}
		if err := rows.Row([]any{f.area, f.name, orNull(f.status), f.value, orNull(f.advice), orNull(f.origin)}); err != nil {
			return err
		}
	}
	if err := rows.Close(); err != nil {
		return err
	}
	if wrong > 0 {
		return &engine.Error{Code: code, Message: engine.Count(int64(wrong)) + " of the checks say 'wrong'", Hint: "their advice says what to do"}
	}
	return nil
}

func orNull[T comparable](value T) any {
	var none T
	if value == none {
		return nil
	}
	return value
}

// failed turns an error into a finding.
func failed(area, name string, err error) finding {
	f := finding{area: area, name: name, status: statusWrong, value: err.Error()}
	var own *engine.Error
	if errors.As(err, &own) {
		f.value, f.advice = own.Message, own.Hint
		// The code of a source says nothing here: its state is the answer 'no'.
		if area == "file" && own.Code == engine.CodeFile {
			f.code = own.Code
		}
	}
	return f
}
