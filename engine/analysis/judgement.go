package analysis

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"sprue/engine"
)

var (
	//go:embed sql/judgement.sql
	judgementSQL string
	//go:embed sql/judgement_statistics.sql
	judgementStatisticsSQL string
	//go:embed sql/judgement_week.sql
	judgementWeekSQL string
	//go:embed sql/judgement_bin.sql
	judgementBinSQL string
)

// Judgement is one tool beside what it is judged by, on its part of most shots.
type Judgement struct {
	Span     // of all that is mirrored
	Tool     string
	PartID   *int64 // nil where none is known
	PartCode string
	Baseline JudgedBy
	Weeks    []JudgedWeek // that touch the window, the latest first
	Bins     []JudgedBin  // by cycle time; without the few shots at either end
	Best     BestCycle
	Sentence string // about the latest week
	Meaning  string // what it may come from, and what to do; '' without a verdict
}

// JudgedBy is the baseline.
type JudgedBy struct {
	From, To  time.Time // production days, To the first one after it; zero without one
	Pinned    bool
	Reason    string // why there is none, as in mart.baba_baseline
	Shots     int64
	Median    *float64 // s
	Deviation *float64 // s
	Approved  *float64 // on its last day, s
}

// JudgedWeek is a row of mart.baba_period; what is told against the baseline is nil
// without one.
type JudgedWeek struct {
	Year, Week  int64     // ISO
	From, To    time.Time // its Monday, and the one after it
	Verdict     string    // '' without a baseline
	Shots       int64
	Median      float64  // s
	Deviation   *float64 // s
	Shift       *float64 // s
	ShiftShare  *float64
	Effect      *float64 // shift in MADs of the baseline
	Chance      *float64 // that ranks lie so far apart by chance (Mann-Whitney)
	SpreadRatio *float64
	OutsideL1   *float64 // share
}

// Name is 'W47'.
func (w JudgedWeek) Name() string { return fmt.Sprintf("W%02d", w.Week) }

// JudgedBin counts shots in a tenth of a second.
type JudgedBin struct {
	CT       float64 `json:"ct"`       // its middle, s
	Baseline int64   `json:"baseline"` // shots of the baseline
	Week     int64   `json:"week"`     // shots of the latest week
}

// BestCycle is the lowest median ct that was held over four production hours of all
// time, beside that of the window.
type BestCycle struct {
	CT       *float64 // s; nil where no four hours were steady
	From, To time.Time
	Shots    int64
	Median   *float64 // of the window, s; nil without shots
	Gap      *float64 // Median / CT − 1
}

// Judgement of the filter's tool, which must be one. Its best cycle is looked for in all
// its shots.
func (a *Analysis) Judgement(ctx context.Context, f engine.Filter) (Judgement, error) {
	v, err := a.view(ctx, f)
	if err != nil {
		return Judgement{}, err
	}
	chosen := Process{Measure: MeasureCT}
	if err := a.choosePart(ctx, &v, &chosen); err != nil {
		return Judgement{}, err
	}
	j := Judgement{Tool: v.tool, PartID: chosen.PartID}
	err = atOnce(ctx,
		func(ctx context.Context) (err error) { j.Span, err = a.span(ctx, v.scope.always()); return err },
		func(ctx context.Context) error { return a.setJudged(ctx, v.scope, &j) },
		func(ctx context.Context) error { return a.setBestCycle(ctx, v.scope, &j) },
	)
	if err != nil {
		return Judgement{}, err
	}
	j.Sentence, j.Meaning = j.sentence(), j.meaning()
	return j, nil
}

// setJudged tells the baseline, the weeks, and the shots of the latest one by cycle
// time.
func (a *Analysis) setJudged(ctx context.Context, s scope, j *Judgement) error {
	query := with(judgementSQL, step{name: "part", sql: baselinePartSQL}, step{name: "statistics", sql: judgementStatisticsSQL, kept: true},
		step{name: "week", sql: judgementWeekSQL, kept: true}, step{name: "bin", sql: judgementBinSQL})
	t, err := tableOf(ctx, a.reader, "judge the weeks", query, append(s.args(), sql.Named("tool", j.Tool), sql.Named("part", value(j.PartID)))...)
	if err != nil || len(t.Rows) == 0 {
		return err
	}
	first := t.first()
	j.PartCode = toldOf[string](first, "part_code")
	j.Baseline = JudgedBy{
		From: toldOf[time.Time](first, "base_from"), To: toldOf[time.Time](first, "base_to"),
		Pinned: toldOf[bool](first, "base_pinned"), Reason: toldOf[string](first, "base_reason"), Shots: first.count("base_shots"),
		Median: first.real("base_median"), Deviation: first.real("base_stddev"), Approved: first.real("base_approved"),
	}
	if first["from_date"] == nil {
		return nil
	}
	for n := range t.Rows {
		j.Weeks = append(j.Weeks, judgedWeekOf(t.row(n)))
	}
	if err := json.Unmarshal([]byte(toldOf[string](first, "bins")), &j.Bins); err != nil {
		return fmt.Errorf("read the shots by cycle time: %w", err)
	}
	return nil
}

func judgedWeekOf(row namedRow) JudgedWeek {
	return JudgedWeek{
		Year: row.count("iso_year"), Week: row.count("iso_week"), From: toldOf[time.Time](row, "from_date"), To: toldOf[time.Time](row, "to_date"),
		Verdict: toldOf[string](row, "verdict"), Shots: row.count("shots"), Median: toldOf[float64](row, "ct_median"), Deviation: row.real("ct_stddev"),
		Shift: row.real("shift_s"), ShiftShare: row.real("shift_share"), Effect: row.real("effect"), Chance: row.real("mann_whitney_p"),
		SpreadRatio: row.real("spread_ratio"), OutsideL1: row.real("outside_l1"),
	}
}

func (a *Analysis) setBestCycle(ctx context.Context, s scope, j *Judgement) error {
	b, err := a.best(ctx, s, 0)
	for n := range b.Table.Rows {
		row := b.Table.row(n)
		if !equal(valueOf[int64](row["part_id"]), j.PartID) {
			continue
		}
		j.Best = BestCycle{
			CT: row.real("best_ct"), From: toldOf[time.Time](row, "best_from_utc"), To: toldOf[time.Time](row, "best_to_utc"),
			Shots: row.count("best_shots"), Median: row.real("ct_median"), Gap: row.real("gap_to_best"),
		}
	}
	return err
}

// sentence is that of periods of one tool and part.
func (j Judgement) sentence() string {
	p := Periods{Count: min(1, int64(len(j.Weeks)))}
	if len(j.Weeks) > 0 {
		p.First = j.latest()
	}
	if p.First.Verdict != "" {
		p.Judged = 1
	}
	return periodsSentence(p)
}

// latest is the latest week, with the first of those in a row that are as it is.
func (j Judgement) latest() LatestPeriod {
	w := j.Weeks[0]
	l := LatestPeriod{Tool: j.Tool, Verdict: w.Verdict, ShiftShare: w.ShiftShare, SpreadRatio: w.SpreadRatio, Reason: j.Baseline.Reason}
	for _, before := range j.Weeks {
		if before.Verdict != w.Verdict {
			break
		}
		l.Since = before.From
	}
	return l
}

// meaning says what a verdict may come from.
func (j Judgement) meaning() string {
	if len(j.Weeks) == 0 {
		return ""
	}
	switch j.Weeks[0].Verdict {
	case "slower":
		return "All cycles have become longer, not a few of them: look for what was set, repaired or delivered when it began."
	case "faster":
		return "All cycles have become shorter: if the parts are good, this is the pace to be judged by from now on."
	case "wider":
		return "The pace is the same, but cycles differ more from each other: look at what differs from shot to shot, as an operator, a robot or the material."
	case "narrower":
		return "The pace is the same, and cycles differ less from each other than they did."
	case "same":
		return "Pace and spread are those of the baseline."
	}
	return ""
}
