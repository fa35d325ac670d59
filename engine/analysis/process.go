package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sprue/engine"
	"sprue/engine/spc"
)

// Measure is what is measured of each shot.
type Measure string

// The measures.
const (
	MeasureCT          Measure = "ct"          // s, of slow, fast and normal shots
	MeasureTemperature Measure = "temperature" // °C, of all shots that have one, never an imputed one
)

// Measures lists them, the first one is for none that is named.
func Measures() []Measure { return []Measure{MeasureCT, MeasureTemperature} }

// Unit is 's' or '°C'.
func (m Measure) Unit() string {
	if m == MeasureTemperature {
		return "°C"
	}
	return "s"
}

// ProcessQuestion asks for the control charts of one tool.
type ProcessQuestion struct {
	Filter  engine.Filter
	Measure Measure // '' is ct
	// Subgroup is the number of consecutive shots of a point: 1 for individuals, 0
	// as configured.
	Subgroup int
}

// Process is whether a tool's cycle time, or temperature, is in control: every point
// of the window, of slow, fast and normal shots, against limits from its baseline.
// Values are s, of a temperature °C.
type Process struct {
	Span
	Tool     string
	Measure  Measure
	PartID   *int64 // the part of most shots, where the filter names none; nil where none is known
	Subgroup int
	Config   spc.Config

	Baseline ProcessBaseline
	Means    spc.Limits // of the points
	Spreads  spc.Limits // of their standard deviations, or moving ranges
	Points   []ProcessPoint
	Fired    []Fired // in the order of their first alarm; single signals last

	Moments    Moments  // of all shots of the window
	L1Below    *float64 // limits that the capability is about: those in force at the end, s; a temperature has none
	L1Above    *float64
	Approved   *float64
	Capability spc.Capability
	NormalP    *float64 // of a normal distribution (Anderson–Darling); nil where it cannot be told
	Outliers   int64    // by the Hampel filter

	Events   []ProcessEvent // of the window, the latest first
	Days     []ProcessDay   // daily medians of the part, of all time
	Sentence string
}

// ProcessBaseline is the stretch whose shots the limits come from.
type ProcessBaseline struct {
	From, To time.Time // production days; To is the first one after it
	Pinned   bool      // by the configuration, else the earliest steady one
	Trial    bool      // there is none: the limits are the window's own
	Reason   string    // why there is none, as in mart.baba_window
	Moments  Moments
}

// Moments describe a set of shots. What has too few of them is nil.
type Moments struct {
	Shots     int64
	Mean      *float64 // s or °C, as the next
	Deviation *float64
	Pairs     int64    // of neighbours
	MeanRange *float64 // of them, s or °C
	Lag1      *float64 // autocorrelation of neighbours, −1..1
}

// Resemble tells whether neighbours are so alike that rules made for independent
// values fire too often: single signals say little.
func (m Moments) Resemble() bool { return m.Lag1 != nil && *m.Lag1 > 0.3 }

// ProcessPoint is a subgroup, or a shot, on the charts.
type ProcessPoint struct {
	At       time.Time // of its last shot
	Value    float64   // s or °C
	Spread   *float64  // the same; nil for the first shot of a run
	EWMA     float64   // the same
	EWMALow  float64
	EWMAHigh float64
	High     float64 // CUSUM of both sides, in sigmas
	Low      float64
	Rules    spc.Rules // of Nelson's, those that are on
	EWMAOut  bool
	CUSUMOut bool
	Signal   bool // one of the three that is on
	Alarm    bool // enough of the last points are signals
}

// Fired is a rule that made signals.
type Fired struct {
	Name    string // 'rule 2', 'EWMA', 'CUSUM'
	Text    string // what makes it fire
	Signals int64
	At      time.Time // of its first alarm, else of its first signal
	IsAlarm bool
}

// ProcessDay is a production day's median.
type ProcessDay struct {
	Date   time.Time
	Shots  int64
	Median float64 // s or °C
}

// most is the number of points that a question may ask for.
const mostPoints = 400_000

// Process draws the charts of the filter's tool, which must be one.
func (a *Analysis) Process(ctx context.Context, q ProcessQuestion) (Process, error) {
	if q.Subgroup == 0 {
		q.Subgroup = a.cfg.SPC.Subgroup
	}
	if q.Measure == "" {
		q.Measure = MeasureCT
	}
	if q.Subgroup < 1 || q.Subgroup > 25 {
		return Process{}, &engine.Error{
			Code: engine.CodeUsage, Doing: "draw the control chart",
			Message: fmt.Sprintf("a subgroup of %d shots", q.Subgroup), Hint: "1 is individuals, up to 25 a subgroup",
		}
	}
	v, err := a.view(ctx, q.Filter)
	if err != nil {
		return Process{}, err
	}
	v.measure = q.Measure
	p := Process{Span: v.Span, Tool: v.tool, Measure: q.Measure, Subgroup: q.Subgroup, Config: a.cfg.SPC}
	if err := a.choosePart(ctx, &v, &p); err != nil {
		return Process{}, err
	}
	if p.Events, err = a.processEvents(ctx, v.scope); err != nil {
		return Process{}, err
	}
	if err := a.setBaseline(ctx, v, &p); err != nil {
		return Process{}, err
	}
	err = atOnce(ctx,
		func(ctx context.Context) error { return a.setProcessPoints(ctx, v, &p) },
		func(ctx context.Context) error { return a.setCapability(ctx, v, &p) },
		func(ctx context.Context) error {
			steps := append(v.placed(), step{name: "near", sql: processNearSQL, kept: true}, step{name: "far", sql: processFarSQL})
			return a.reader.QueryRow(ctx, with(processOutliersSQL, steps...), v.placedArgs(1)...).Scan(&p.Outliers, new(sql.NullTime))
		},
	)
	if err != nil {
		return Process{}, fmt.Errorf("draw the control chart: %w", err)
	}
	p.Sentence = processSentence(p)
	return p, nil
}

// placed are the steps up to the shots of subgroups.
func (v view) placed() []step {
	placed := step{name: "placed", sql: processPlacedSQL, kept: true}
	if v.measure == MeasureTemperature {
		placed.sql = processWarmSQL
	}
	return []step{v.shots(), placed}
}

func (v view) placedArgs(subgroup int) []any {
	return append(v.args(), sql.Named("subgroup", int64(subgroup)))
}

// choosePart keeps the view to the part with most shots of the window, and reads
// its days. Two parts have two cycle times: one chart would call each change out of
// control.
func (a *Analysis) choosePart(ctx context.Context, v *view, p *Process) error {
	all, err := a.processDays(ctx, v.scope, p.Measure)
	if err != nil {
		return err
	}
	from, to := v.Local(v.FromUTC).Truncate(24*time.Hour), v.Local(v.ToUTC)
	most := int64(-1)
	for _, one := range all {
		var shots int64
		for _, d := range one.days {
			if !d.Date.Before(from) && !d.Date.After(to) {
				shots += d.Shots
			}
		}
		if shots > most {
			most, p.Days, p.PartID = shots, one.days, one.partID()
		}
	}
	if p.PartID != nil && len(all) > 1 {
		v.scope.parts = []int64{*p.PartID}
	}
	return nil
}

// setBaseline makes the limits of the baseline of the view's part; without one, the
// window's own.
func (a *Analysis) setBaseline(ctx context.Context, v view, p *Process) error {
	windows, err := a.baselineWindows(ctx, v.scope)
	if err != nil {
		return err
	}
	p.Baseline = windows.of(processOf(p.Tool, p.PartID))
	own := v
	if !p.Baseline.Trial {
		own.from, own.to, err = a.shotBounds(ctx, v, p.Baseline.From, p.Baseline.To)
		if err != nil {
			return err
		}
	}
	base, err := a.sums(ctx, own, p.Subgroup)
	if err != nil {
		return err
	}
	p.Baseline.Moments = base.Moments
	p.Means, p.Spreads = base.limits(p.Subgroup)
	return nil
}

// shotBounds are the instants between which the shots of days lie.
func (a *Analysis) shotBounds(ctx context.Context, v view, from, to time.Time) (any, any, error) {
	s := v.scope
	s.window = engine.Window{From: engine.Day(from.Date()), To: engine.Day(to.Date())}
	var lo, hi sql.NullTime
	args := append(v.Span.args(), append(s.args(), sql.Named("tool", v.tool))...)
	if err := a.reader.QueryRow(ctx, shotBoundsSQL, args...).Scan(&lo, &hi); err != nil {
		return nil, nil, fmt.Errorf("find the bounds of the baseline: %w", err)
	}
	if !lo.Valid || !hi.Valid {
		return nil, nil, nil
	}
	return lo.Time, hi.Time, nil
}

func (a *Analysis) sums(ctx context.Context, v view, n int) (one processSums, err error) {
	all, err := a.sumsOf(ctx, a.reader, v.placed(), append(v.placedArgs(n), sql.Named("with_values", false)))
	for _, one = range all {
		return one, err
	}
	return one, err
}

// subgroups are the points of a chart, in the order of time.
func (a *Analysis) subgroups(ctx context.Context, v view, n int) ([]ProcessPoint, error) {
	return list(ctx, a.reader, "cut the shots into subgroups", with(processSubgroupSQL, grouped(v.placed())...), v.placedArgs(n), func(rows *sql.Rows) (p ProcessPoint, err error) {
		err = rows.Scan(&p.At, &p.Value, &p.Spread)
		return p, err
	})
}

// limits are those of X̄ and S, or of individuals and moving ranges.
func (s processSums) limits(n int) (means, spreads spc.Limits) {
	switch {
	case s.groups == 0 || n == 1 && (s.Mean == nil || s.MeanRange == nil):
		return means, spreads
	case n == 1:
		return spc.Individuals(*s.Mean, *s.MeanRange)
	}
	return spc.XbarS(*s.center, *s.spread, n)
}
