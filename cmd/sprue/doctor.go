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
}

const (
	statusOK    = "ok"
	statusWatch = "watch"
	statusWrong = "wrong"
)

func (a *app) doctorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check machine, file, configuration and sources, and say what to do",
		Long: "Prints the effective configuration with the origin of each value, secrets masked.\n" +
			"Exit code 1 if something is wrong.",
		Example: "  sprue doctor\n  sprue doctor --format json",
	}
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		file, err := a.checkFile(ctx)
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
	wrong := 0
	for _, f := range findings {
		if f.status == statusWrong {
			wrong++
		}
		if err := rows.Row([]any{f.area, f.name, orNull(f.status), f.value, orNull(f.advice), orNull(f.origin)}); err != nil {
			return err
		}
	}
	if err := rows.Close(); err != nil {
		return err
	}
	if wrong > 0 {
		return &engine.Error{Code: engine.CodeNo, Message: engine.Count(int64(wrong)) + " of the checks say 'wrong'", Hint: "their advice says what to do"}
	}
	return nil
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// failed turns an error into a finding.
func failed(area, name string, err error) finding {
	f := finding{area: area, name: name, status: statusWrong, value: err.Error()}
	var own *engine.Error
	if errors.As(err, &own) {
		f.value, f.advice = own.Message, own.Hint
	}
	return f
}
