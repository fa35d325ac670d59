package analysis

import (
	"context"

	"sprue/engine"
)

// losses is where run time went that made nothing.
type losses struct {
	causes   []Cause   // largest first
	tools    int       // that have stops of the largest cause
	top      toolCause // the largest of one tool and one kind
	stopsUS  int64     // Σ downtime of the stops
	slowUS   int64     // Σ speed loss
	slowTool string    // tool with most of it, if it is more than that of the stops
	slowTop  int64     // its speed loss
}

// losses takes the stops in the window, and asks the tools for their speed loss
// only where that is what matters most.
func (a *Analysis) losses(ctx context.Context, s scope, total Figures) (losses, error) {
	causes, err := a.toolCauses(ctx, s, StopCut{})
	if err != nil {
		return losses{}, err
	}
	l := lossesOf(total, causes)
	if total.SpeedLossUS <= total.DowntimeUS {
		return l, nil
	}
	rows, err := a.rows(ctx, s, engine.ByTool)
	for _, row := range rows {
		l.slowest(row.Label, row.SpeedLossUS)
	}
	return l, err
}

func lossesOf(total Figures, causes []toolCause) losses {
	l := losses{causes: pareto(causes), slowUS: total.SpeedLossUS}
	for i, c := range causes {
		if i == 0 {
			l.top = c
		}
		if c.Kind == l.causes[0].Kind {
			l.tools++
		}
		l.stopsUS += c.DowntimeUS
	}
	return l
}

func (l *losses) slowest(tool string, lossUS int64) {
	if lossUS > l.slowTop {
		l.slowTool, l.slowTop = tool, lossUS
	}
}
