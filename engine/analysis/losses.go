package analysis

import "context"

// losses is where run time went that made nothing.
type losses struct {
	tools    int
	causes   []Cause   // largest first
	top      toolCause // the largest of one tool and one kind
	stopsUS  int64     // Σ downtime of the stops
	slowUS   int64     // Σ speed loss
	slowTool string    // tool with most of it
	slowTop  int64     // its speed loss
}

func lossesOf(tools []Tool, causes []toolCause) losses {
	l := losses{tools: len(tools), causes: pareto(causes)}
	if len(causes) > 0 {
		l.top = causes[0]
	}
	for _, c := range l.causes {
		l.stopsUS += c.DowntimeUS
	}
	for _, t := range tools {
		l.slowUS += t.SpeedLossUS
		if t.SpeedLossUS > l.slowTop {
			l.slowTool, l.slowTop = t.Code, t.SpeedLossUS
		}
	}
	return l
}

// losses asks what an answer's sentence needs beside its figures.
func (a *Analysis) losses(ctx context.Context, s scope) (losses, error) {
	rows, err := a.rows(ctx, s, "tool")
	if err != nil {
		return losses{}, err
	}
	causes, err := a.toolCauses(ctx, s)
	if err != nil {
		return losses{}, err
	}
	var tools []Tool
	for _, row := range rows {
		tools = append(tools, Tool{Code: row.Label, Figures: row.Figures})
	}
	return lossesOf(tools, causes), nil
}
