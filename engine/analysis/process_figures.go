package analysis

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"sprue/engine"
	"sprue/engine/spc"
	"sprue/engine/store"
)

// ProcessFigures are what the shots of a window say about a tool and part: those of
// Process, without its points.
type ProcessFigures struct {
	Tool     string
	PartID   *int64
	Baseline ProcessBaseline
	Moments  Moments // of the window
	Points   int64
	Signals  int64 // points of which one rule or more that is on says so
	Alarms   int64 // points at which enough of the last ones are signals
	Drift    *ProcessDrift

	Approved   *float64 // in force at the end of the window, s
	L1Below    *float64
	L1Above    *float64
	Capability spc.Capability
}

// ProcessDrift is the robust slope of the daily medians (Theil–Sen), with its 95 %
// interval, s or °C in 28 days.
type ProcessDrift struct {
	Value, Low, High float64
	Days             int64 // with a median
}

// ProcessFigures reads the shots of all that the filter leaves: a million a second and
// core.
func (a *Analysis) ProcessFigures(ctx context.Context, f engine.Filter) ([]ProcessFigures, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	span, err := a.span(ctx, s)
	if err != nil {
		return nil, err
	}
	days, err := a.processDays(ctx, s, MeasureCT)
	if err != nil {
		return nil, err
	}
	events, err := a.processEvents(ctx, s.always())
	if err != nil {
		return nil, err
	}
	read, err := a.readStretches(ctx, s, span, days)
	if err != nil {
		return nil, fmt.Errorf("sum the processes up: %w", err)
	}
	var all []ProcessFigures
	for i, d := range days {
		if figures, ok := read.figures(a.cfg.SPC, i, d, span, events); ok {
			all = append(all, figures)
		}
	}
	return all, nil
}

// process is a tool and part.
type process struct {
	tool string
	part sql.NullInt64
}

func processOf(tool string, part *int64) process {
	p := process{tool: tool}
	if part != nil {
		p.part = sql.NullInt64{Int64: *part, Valid: true}
	}
	return p
}

func (p process) partID() *int64 {
	if !p.part.Valid {
		return nil
	}
	return &p.part.Int64
}

// processDays are the days of a process, of all time.
type processDays struct {
	process
	days []ProcessDay
}

func (a *Analysis) processDays(ctx context.Context, s scope, m Measure) ([]processDays, error) {
	var all []processDays
	_, err := list(ctx, a.reader, "read the days of the tools", processDaysSQL, append(s.args(), sql.Named("measure", string(m))), func(rows *sql.Rows) (none struct{}, err error) {
		var p process
		var d ProcessDay
		if err := rows.Scan(&p.tool, &p.part, &d.Date, &d.Shots, &d.Median); err != nil {
			return none, err
		}
		if n := len(all); n == 0 || all[n-1].process != p {
			all = append(all, processDays{process: p})
		}
		last := &all[len(all)-1]
		last.days = append(last.days, d)
		return none, nil
	})
	return all, err
}

// askedProcess is a process as process_stretch.sql reads it.
type askedProcess struct {
	No   int     `json:"no"`
	Tool string  `json:"tool"`
	Part *int64  `json:"part"`
	From *string `json:"from"` // of its baseline; null where there is none
	To   *string `json:"to"`
}

// stretches are the shots of the windows and baselines of processes, summed up.
type stretches struct {
	sums    map[int64]processSums // by the stretch_no of process_stretch.sql
	limits  map[string]LimitStep
	windows baselineWindows
}

func (a *Analysis) readStretches(ctx context.Context, s scope, span Span, days []processDays) (stretches, error) {
	read := stretches{sums: map[int64]processSums{}, limits: map[string]LimitStep{}}
	var err error
	if read.windows, err = a.baselineWindows(ctx, s); err != nil {
		return read, err
	}
	asked := []askedProcess{}
	for i, d := range days {
		one, base := askedProcess{No: i, Tool: d.tool, Part: d.partID()}, read.windows.of(d.process)
		if !base.Trial {
			one.From, one.To = new(base.From.Format(time.DateOnly)), new(base.To.Format(time.DateOnly))
		}
		asked = append(asked, one)
	}
	// Some at a time: the shots of all, put in order, would go to the disk.
	groups := a.groups(len(asked), func(i int) int64 { return days[i].shots(span, read.windows.of(days[i].process)) })
	args := append(s.args(), span.args()...)
	err = atOnce(ctx,
		func(ctx context.Context) error {
			return a.reader.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
				for _, g := range groups {
					if err := a.addSums(ctx, tx, read.sums, asked[g.from:g.to], args); err != nil {
						return err
					}
				}
				return nil
			})
		},
		func(ctx context.Context) error {
			query := with(processLimitsSQL, step{name: "approved", sql: approvedSQL}, step{name: "limit_step", sql: limitStepSQL})
			_, err := list(ctx, a.reader, "find the limits", query, args, func(rows *sql.Rows) (none struct{}, err error) {
				var tool string
				var l LimitStep
				err = rows.Scan(&tool, &l.Approved, &l.L1Below, &l.L1Above)
				read.limits[tool] = l
				return none, err
			})
			return err
		},
	)
	return read, err
}

// addSums adds those of the stretches of some processes.
func (a *Analysis) addSums(ctx context.Context, r querier, sums map[int64]processSums, asked []askedProcess, args []any) error {
	text, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	placed := []step{{name: "stretch", sql: processStretchSQL, kept: true}, {name: "stretch_run", sql: processStretchRunSQL, kept: true}, {name: "placed", sql: processStretchShotSQL}}
	args = append(slices.Clone(args), sql.Named("processes", string(text)), sql.Named("subgroup", int64(a.cfg.SPC.Subgroup)), sql.Named("with_values", true))
	some, err := a.sumsOf(ctx, r, placed, args)
	maps.Copy(sums, some)
	return err
}

// shots are those of the window and of the baseline, to within the edges of days.
func (d processDays) shots(span Span, base ProcessBaseline) (shots int64) {
	from, to := span.Local(span.FromUTC).Truncate(day), span.Local(span.ToUTC)
	for _, one := range d.days {
		if !one.Date.Before(from) && !one.Date.After(to) {
			shots += one.Shots
		}
		if !base.Trial && !one.Date.Before(base.From) && one.Date.Before(base.To) {
			shots += one.Shots
		}
	}
	return shots
}

// eventsOf are those of one process.
func eventsOf(p process, events []ProcessEvent) []ProcessEvent {
	var own []ProcessEvent
	for _, e := range events {
		if e.Tool == p.tool && equal(e.PartID, p.partID()) {
			own = append(own, e)
		}
	}
	return own
}

// processSums are what the shots of a stretch come to.
type processSums struct {
	Moments
	groups         int64     // whole subgroups
	center, spread *float64  // mean of their means and of their standard deviations
	values         []float64 // the means, in the order of time, of a window that is charted
}

// grouped are the steps up to whole subgroups, of shots that a last step 'placed' gives.
func grouped(placed []step) []step {
	return append(placed, step{name: "grouped", sql: processGroupSQL}, step{name: "spread", sql: processSpreadSQL})
}

func (a *Analysis) sumsOf(ctx context.Context, r querier, placed []step, args []any) (map[int64]processSums, error) {
	all := map[int64]processSums{}
	n := float64(a.cfg.SPC.Subgroup)
	_, err := list(ctx, r, "sum the shots up", with(processMomentsSQL, grouped(placed)...), args, func(rows *sql.Rows) (none struct{}, err error) {
		var at int64
		var m processSums
		var values any
		err = rows.Scan(&at, &m.Shots, &m.Mean, &m.Deviation, &m.Pairs, &m.MeanRange, &m.Lag1, &m.groups, &m.center, &m.spread, &values)
		totals, _ := values.([]any)
		for _, total := range totals {
			us, _ := total.(int64)
			m.values = append(m.values, float64(us)/n/1e6)
		}
		all[at] = m
		return none, err
	})
	return all, err
}

// figures judges the process of a number; ok is false where the window has no shots of it.
func (r stretches) figures(c spc.Config, no int, d processDays, span Span, events []ProcessEvent) (f ProcessFigures, ok bool) {
	window := int64(2 * no)
	base := window + 1
	m, ok := r.sums[window]
	if !ok {
		return f, false
	}
	p := Process{Subgroup: c.Subgroup, Config: c, Baseline: r.windows.of(d.process), Moments: m.Moments, Points: make([]ProcessPoint, len(m.values))}
	for i, value := range m.values {
		p.Points[i].Value = value
	}
	if p.Baseline.Trial {
		base = window
	}
	p.Baseline.Moments = r.sums[base].Moments
	p.Means, _ = r.sums[base].limits(c.Subgroup)
	if p.Means.Sigma() > 0 {
		p.chart()
	}
	l := r.limits[d.tool]
	f = ProcessFigures{
		Tool: d.tool, PartID: d.partID(), Baseline: p.Baseline, Moments: m.Moments, Points: int64(len(p.Points)),
		Drift: driftOf(MeasureCT, d.days, eventsOf(d.process, events), span, c), Approved: l.Approved, L1Below: l.L1Below, L1Above: l.L1Above,
		Capability: capabilityOf(m.Moments, l),
	}
	f.Signals, f.Alarms = p.Counts()
	return f, true
}

// Counts are the points that are signals, and those that are alarms.
func (p Process) Counts() (signals, alarms int64) {
	for _, at := range p.Points {
		if at.Signal {
			signals++
		}
		if at.Alarm {
			alarms++
		}
	}
	return signals, alarms
}

// capabilityOf compares moments with the limits of level 1.
func capabilityOf(m Moments, l LimitStep) spc.Capability {
	if m.MeanRange == nil || m.Deviation == nil || l.L1Below == nil || l.L1Above == nil {
		return spc.Capability{}
	}
	return spc.CapabilityOf(spc.Spread{
		Count: int(m.Shots), Mean: *m.Mean, Overall: *m.Deviation,
		Within: spc.SigmaOfRanges(*m.MeanRange), WithinFreedom: spc.RangeFreedom(int(m.Pairs)),
	}, *l.L1Below, *l.L1Above)
}

const (
	driftShots = 20 // that a day needs, as those of the build's drifts do
	driftOver  = 28 // days
)

// driftOf is the slope of the last days of the window, at most those of a drift,
// after the last shift in it: a step is no slope. nil where they are too few.
func driftOf(m Measure, days []ProcessDay, events []ProcessEvent, span Span, c spc.Config) *ProcessDrift {
	last := span.Local(span.ToUTC)
	from := maxTime(span.Local(span.FromUTC).Truncate(day), last.AddDate(0, 0, -c.DriftDays))
	for _, e := range events {
		if e.Measure == m && e.Kind == Shift && !e.From.After(last) {
			from = maxTime(from, e.From)
		}
	}
	var x, y []float64
	for _, d := range days {
		if d.Shots >= driftShots && !d.Date.Before(from) && !d.Date.After(last) {
			x, y = append(x, float64(d.Date.Unix()/86400)), append(y, d.Median)
		}
	}
	if len(x) < spc.LeastOfWindow {
		return nil
	}
	t, ok := spc.TheilSen(x, y)
	if !ok {
		return nil
	}
	return &ProcessDrift{driftOver * t.Slope, driftOver * t.Low, driftOver * t.High, int64(len(x))}
}

// Drift is that of the window's days.
func (p Process) Drift() *ProcessDrift { return driftOf(p.Measure, p.Days, p.Events, p.Span, p.Config) }

// Thinned are points for a picture of so many columns: of each column the first, the
// lowest and the highest, of signals, and of all others; and the first alarm.
func (p Process) Thinned(columns int) []ProcessPoint {
	width := p.Length() / time.Duration(max(1, columns))
	if len(p.Points) <= 3*columns || width <= 0 {
		return p.Points
	}
	type bin struct {
		column time.Duration
		signal bool
	}
	first, low, high := map[bin]int{}, map[bin]int{}, map[bin]int{}
	for i, at := range p.Points {
		b := bin{at.At.Sub(p.FromUTC) / width, at.Signal}
		if _, ok := first[b]; !ok {
			first[b], low[b], high[b] = i, i, i
		}
		if at.Value < p.Points[low[b]].Value {
			low[b] = i
		}
		if at.Value > p.Points[high[b]].Value {
			high[b] = i
		}
	}
	kept := make([]bool, len(p.Points))
	for b, i := range first {
		kept[i], kept[low[b]], kept[high[b]] = true, true, true
	}
	var shown []ProcessPoint
	for i, at := range p.Points {
		if kept[i] || at.Alarm && (i == 0 || !p.Points[i-1].Alarm) {
			shown = append(shown, at)
		}
	}
	return shown
}

// ProcessFiguresTable has a row for each tool and part.
func ProcessFiguresTable(all []ProcessFigures) Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "part_id", Kind: Whole}, {Name: "shots", Kind: Whole}, {Name: "ct_mean", Unit: "s", Kind: Real},
		{Name: "cp", Kind: Real}, {Name: "cpk", Kind: Real}, {Name: "cpk_low", Kind: Real}, {Name: "cpk_high", Kind: Real},
		{Name: "pp", Kind: Real}, {Name: "ppk", Kind: Real}, {Name: "ppk_low", Kind: Real}, {Name: "ppk_high", Kind: Real},
		{Name: "l1_below", Unit: "s", Kind: Real}, {Name: "l1_above", Unit: "s", Kind: Real},
		{Name: "points", Kind: Whole}, {Name: "signals", Kind: Whole}, {Name: "alarms", Kind: Whole},
		{Name: "drift_28d", Unit: "s", Kind: Real}, {Name: "drift_low", Unit: "s", Kind: Real}, {Name: "drift_high", Unit: "s", Kind: Real},
		{Name: "lag1", Kind: Real}, {Name: "baseline_from", Kind: Date}, {Name: "baseline_to", Kind: Date},
	}}
	for _, f := range all {
		c := f.Capability
		row := []any{f.Tool, value(f.PartID), f.Moments.Shots, value(f.Moments.Mean)}
		row = append(append(row, figureOf(c.Cp)[0]), figureOf(c.Cpk)...)
		row = append(append(row, figureOf(c.Pp)[0]), figureOf(c.Ppk)...)
		row = append(row, value(f.L1Below), value(f.L1Above), f.Points, f.Signals, f.Alarms)
		if d := f.Drift; d != nil {
			row = append(row, d.Value, d.Low, d.High)
		} else {
			row = append(row, nil, nil, nil)
		}
		t.Rows = append(t.Rows, append(row, value(f.Baseline.Moments.Lag1), instantOrNil(f.Baseline.From), instantOrNil(f.Baseline.To)))
	}
	return t
}

// figureOf is an index with the ends of its interval.
func figureOf(i *spc.Interval) []any {
	if i == nil {
		return []any{nil, nil, nil}
	}
	return []any{i.Value, i.Low, i.High}
}
