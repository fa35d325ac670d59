package analysis

import (
	"context"
	"database/sql"
)

// baselineWindows are the days of mart.baba_window.
type baselineWindows map[process]ProcessBaseline

func (a *Analysis) baselineWindows(ctx context.Context, s scope) (baselineWindows, error) {
	all := baselineWindows{}
	_, err := list(ctx, a.reader, "find the baselines", baselineWindowsSQL, s.args(), func(rows *sql.Rows) (none struct{}, err error) {
		var p process
		var b ProcessBaseline
		var from, to sql.NullTime
		var reason sql.NullString
		err = rows.Scan(&p.tool, &p.part, &from, &to, &b.Pinned, &reason)
		b.From, b.To, b.Trial, b.Reason = from.Time, to.Time, !from.Valid, reason.String
		all[p] = b
		return none, err
	})
	return all, err
}

// of is a trial where there is none, and where the process has no cycle times.
func (w baselineWindows) of(p process) ProcessBaseline {
	if b, ok := w[p]; ok {
		return b
	}
	return ProcessBaseline{Trial: true, Reason: "too_few_shots"}
}
