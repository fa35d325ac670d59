package analysis

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"sprue/engine"
)

// ToolWindow is a stretch of time of one tool.
type ToolWindow struct {
	Tool   string
	Window engine.Window
}

// RunWindow holds the shots of a run, and no other of its tool.
func (a *Analysis) RunWindow(ctx context.Context, id uint64) (ToolWindow, error) {
	run, first, last, err := a.run(ctx, id)
	if err != nil {
		return ToolWindow{}, err
	}
	return ToolWindow{Tool: run.Tool, Window: engine.Window{From: engine.Instant(first), To: engine.Instant(last.Add(time.Microsecond))}}, nil
}

// StopWindow is a stop with what came before and after it: as long as the stop,
// within limits that keep a micro-stop's neighbours and a night's edges in sight.
func (a *Analysis) StopWindow(ctx context.Context, id uint64) (ToolWindow, error) {
	const least, most = 15 * time.Minute, 4 * time.Hour
	var w ToolWindow
	var start, end time.Time
	err := a.reader.QueryRow(ctx, oneStopSQL, sql.Named("stop", strconv.FormatUint(id, 10))).Scan(&w.Tool, &start, &end)
	if errors.Is(err, sql.ErrNoRows) {
		return w, &engine.Error{Code: engine.CodeUsage, Doing: "find the stop", Message: fmt.Sprintf("there is no stop %d", id), Hint: "a build may have replaced it: find it again in the list of stops"}
	}
	if err != nil {
		return w, fmt.Errorf("find the stop: %w", err)
	}
	around := min(max(end.Sub(start), least), most)
	w.Window = engine.Window{From: engine.Instant(start.Add(-around)), To: engine.Instant(end.Add(around))}
	return w, nil
}
