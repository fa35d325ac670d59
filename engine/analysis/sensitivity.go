package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"time"

	"sprue/engine"
)

// Sensitivity is how far figures hang on settings of the run rate: what the same
// shots of a window make at others.
type Sensitivity struct {
	Filter   engine.Filter // with a fixed window
	Built    Figures       // as they are built: shots, normal shots, times and stops alone
	Series   []SensitivitySeries
	Sentence string
}

// SensitivitySeries is one setting at a grid of values, the others as configured.
// Tolerance moves efficiency alone; slack moves stops, MTBF and stability alone.
type SensitivitySeries struct {
	Setting    string  // tolerance (a share) or gap_slack (s)
	Configured float64 // of most shots
	Others     float64 // share of the shots whose runs have another value
	Steps      []SensitivityStep
}

// SensitivityStep is the figures at one value.
type SensitivityStep struct {
	Value        float64
	IsConfigured bool
	Figures
	Change  *float64 // the largest relative change of a figure from the step before; nil at the first one
	Plateau bool     // in the longest stretch of steps of at most SensitiveChange
	Hangs   bool     // configured, and a step to or from it changes a figure by more
}

// The settings, and from which change for one step a figure hangs on one.
const (
	SettingTolerance = "tolerance"
	SettingGapSlack  = "gap_slack"
	SensitiveChange  = 0.10
)

// SensitivityShots is how many shots a window may have: it is read shot by shot.
const SensitivityShots = 3_000_000

// sensitivityGrid is in millionths and in µs.
func sensitivityGrid() map[string][]int64 {
	grid := map[string][]int64{}
	for _, percent := range []int64{3, 4, 5, 6, 7, 8, 10, 12, 15, 20} {
		grid[SettingTolerance] = append(grid[SettingTolerance], percent*10_000)
	}
	for _, seconds := range []int64{1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60} {
		grid[SettingGapSlack] = append(grid[SettingGapSlack], seconds*1_000_000)
	}
	return grid
}

// Sensitivity computes the figures of the window's shots over a grid of
// tolerance (0.03 to 0.20) and of gap_slack (1 to 60 s), and at the configured
// values. A window of more than SensitivityShots is an *engine.Error.
func (a *Analysis) Sensitivity(ctx context.Context, f engine.Filter) (Sensitivity, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Sensitivity{}, err
	}
	f.Window = s.window
	out := Sensitivity{Filter: f}
	if err := a.fewShots(ctx, s); err != nil {
		return Sensitivity{}, err
	}
	reading, err := a.reading(ctx, s)
	if err != nil {
		return Sensitivity{}, err
	}
	args := append(s.args(), reading...)
	configured, err := list(ctx, a.reader, "find the settings of runs", sensitivitySettingSQL, args, scanUsed)
	if err != nil {
		return Sensitivity{}, err
	}
	grid := sensitivityGrid()
	for _, setting := range []string{SettingTolerance, SettingGapSlack} {
		series := seriesOf(setting, configured)
		if of := asCounted(series.Configured); !slices.Contains(grid[setting], of) {
			grid[setting] = append(grid[setting], of)
		}
		out.Series = append(out.Series, series)
	}
	args = append(args, sql.Named("tolerances", grid[SettingTolerance]), sql.Named("slacks", grid[SettingGapSlack]))
	query := with("SELECT * FROM tried ORDER BY setting, value", step{name: "tool_of_scope", sql: toolOfScopeSQL}, step{name: "bound", sql: sensitivityBoundSQL},
		step{name: "shot", sql: sensitivityShotSQL, kept: true}, step{name: "tried", sql: sensitivitySQL})
	rows, err := list(ctx, a.reader, "try other settings of the run rate", query, args, scanTried)
	if err != nil {
		return Sensitivity{}, err
	}
	for _, row := range rows {
		out.add(row)
	}
	if out.Built.Shots == 0 { // nothing has been tried, and nothing changes
		data, err := a.dataRange(ctx, s)
		return Sensitivity{Filter: f, Sentence: emptySentence(s, data)}, err
	}
	for i := range out.Series {
		out.Series[i].judge()
	}
	out.Sentence = out.sentence()
	return out, nil
}

// fewShots refuses a window that has too many.
func (a *Analysis) fewShots(ctx context.Context, s scope) error {
	rows, err := a.rows(ctx, s, engine.ByNone)
	if err != nil || len(rows) == 0 || rows[0].Shots <= SensitivityShots {
		return err
	}
	return &engine.Error{
		Code:    engine.CodeUsage,
		Doing:   "try other settings of the run rate",
		Message: fmt.Sprintf("the window has %s shots, of which at most %s are read one by one", engine.Count(rows[0].Shots), engine.Count(SensitivityShots)),
		Hint:    "choose fewer days or fewer tools",
	}
}

// reading is the time of the shots to read: the window, and as far as intervals
// reach; a production day begins within a day of its date in UTC.
func (a *Analysis) reading(ctx context.Context, s scope) ([]any, error) {
	var reach int64
	if err := a.reader.QueryRow(ctx, reachSQL).Scan(&reach); err != nil {
		return nil, fmt.Errorf("find how far intervals reach: %w", err)
	}
	at := func(b engine.Bound, away time.Duration) any {
		if b.IsZero() {
			return nil
		}
		return b.Time.Add(away)
	}
	far := time.Duration(reach)*time.Microsecond + 2*day
	return []any{sql.Named("read_from", at(s.window.From, -far)), sql.Named("read_to", at(s.window.To, far))}, nil
}

// used is a value of a setting, and the shots of the runs that have it.
type used struct {
	setting string
	value   int64
	shots   int64
}

func scanUsed(rows *sql.Rows) (u used, err error) {
	return u, rows.Scan(&u.setting, &u.value, &u.shots)
}

// seriesOf has no steps yet; configured is the value of most shots.
func seriesOf(setting string, all []used) SensitivitySeries {
	var most used
	var total int64
	for _, u := range all {
		if u.setting != setting {
			continue
		}
		total += u.shots
		if u.shots > most.shots {
			most = u
		}
	}
	series := SensitivitySeries{Setting: setting, Configured: float64(most.value) / 1e6}
	if total > 0 {
		series.Others = float64(total-most.shots) / float64(total)
	}
	return series
}

func asCounted(value float64) int64 { return int64(math.Round(value * 1e6)) }

// tried is the figures at a value of a setting; of the built ones setting is "".
type tried struct {
	used
	Figures
}

func scanTried(rows *sql.Rows) (t tried, err error) {
	err = rows.Scan(&t.setting, &t.value, &t.Shots, &t.NormalShots, &t.RunTimeUS, &t.DowntimeUS, &t.Stops)
	t.ProductionTimeUS = t.RunTimeUS - t.DowntimeUS
	return t, err
}

func (s *Sensitivity) add(t tried) {
	if t.setting == "" {
		s.Built = t.Figures
	}
	for i := range s.Series {
		if series := &s.Series[i]; series.Setting == t.setting {
			series.Steps = append(series.Steps, SensitivityStep{
				Value: float64(t.value) / 1e6, IsConfigured: t.value == asCounted(series.Configured), Figures: t.Figures,
			})
		}
	}
}

// judge finds the changes between steps, the plateau, and whether the configured
// value lies at a cliff.
func (s *SensitivitySeries) judge() {
	from, best := 0, [2]int{}
	for i := 1; i < len(s.Steps); i++ {
		change := s.change(s.Steps[i-1].Figures, s.Steps[i].Figures)
		s.Steps[i].Change = &change
		if change > SensitiveChange {
			from = i
			s.Steps[i-1].Hangs, s.Steps[i].Hangs = s.Steps[i-1].IsConfigured, s.Steps[i].IsConfigured
		}
		if i-from > best[1]-best[0] {
			best = [2]int{from, i}
		}
	}
	for i := best[0]; i <= best[1] && best[1] > best[0]; i++ {
		s.Steps[i].Plateau = true
	}
}

// change is the largest relative change of the figures that the setting moves.
func (s *SensitivitySeries) change(a, b Figures) float64 {
	if s.Setting == SettingTolerance {
		return relative(a.Efficiency(), b.Efficiency())
	}
	return max(relative(asReal(a.Stops), asReal(b.Stops)), relative(a.MTBF(), b.MTBF()), relative(a.Stability(), b.Stability()))
}

func asReal(n int64) *float64 { return new(float64(n)) }

// relative is |b / a − 1|; a figure that comes from nothing has doubled, and one
// that is unknown on a side has not changed.
func relative(a, b *float64) float64 {
	switch {
	case a == nil || b == nil || *a == *b:
		return 0
	case *a == 0:
		return 1
	}
	return math.Abs(*b / *a - 1)
}

// sentence says what hangs on a setting, or that nothing does.
func (s Sensitivity) sentence() string {
	words := ""
	for _, series := range s.Series {
		if step := series.cliff(); step != "" {
			words += step + " "
		}
	}
	if words == "" {
		return "No figure hangs on tolerance or gap_slack: none changes by more than 10 % for one step from the configured value."
	}
	return words[:len(words)-1]
}

// cliff says which step from or to the configured value changes a figure most.
func (s SensitivitySeries) cliff() string {
	at := slices.IndexFunc(s.Steps, func(step SensitivityStep) bool { return step.Hangs })
	if at < 0 {
		return ""
	}
	to := at + 1
	if to == len(s.Steps) || at > 0 && *s.Steps[at].Change > *s.Steps[to].Change {
		to = at - 1
	}
	return fmt.Sprintf("%s: a step from %s to %s %s.", upper(s.what()+" on "+s.Setting), s.written(s.Steps[at].Value), s.written(s.Steps[to].Value), s.moves(s.Steps[at].Figures, s.Steps[to].Figures))
}

func (s SensitivitySeries) what() string {
	if s.Setting == SettingTolerance {
		return "efficiency hangs"
	}
	return "stops hang"
}

// moves says what a step does to the figure that a reader looks at first.
func (s SensitivitySeries) moves(a, b Figures) string {
	if s.Setting == SettingTolerance {
		return fmt.Sprintf("makes %s of %s", percent(*b.Efficiency()), percent(*a.Efficiency()))
	}
	return fmt.Sprintf("makes %s stops of %s", engine.Count(b.Stops), engine.Count(a.Stops))
}

func (s SensitivitySeries) written(value float64) string {
	if s.Setting == SettingTolerance {
		return engine.Significant(100*value) + " %"
	}
	return engine.Significant(value) + " s"
}

// Table has a row for each value of a setting; the other one is as configured.
func (s Sensitivity) Table() Table {
	t := Table{Columns: []Column{
		{Name: "setting", Kind: Text}, {Name: "value", Kind: Real}, {Name: "is_configured", Kind: Truth},
		{Name: "stops", Kind: Whole}, {Name: "mtbf_s", Unit: "s", Kind: Real},
		{Name: "efficiency", Unit: "share", Kind: Real}, {Name: "stability", Unit: "share", Kind: Real},
		{Name: "change", Unit: "share", Kind: Real}, {Name: "is_plateau", Kind: Truth}, {Name: "hangs", Kind: Truth},
	}}
	for _, series := range s.Series {
		for _, step := range series.Steps {
			t.Rows = append(t.Rows, []any{
				series.Setting, step.Value, step.IsConfigured, step.Stops, value(step.MTBF()), value(step.Efficiency()), value(step.Stability()),
				value(step.Change), step.Plateau, step.Hangs,
			})
		}
	}
	return t
}
