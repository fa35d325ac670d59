package analysis

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"time"

	"sprue/engine"
)

//go:embed sql/judgement.sql
var judgementSQL string

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
	CT             float64 // its middle, s
	Baseline, Week int64   // shots of the baseline, and of the latest week
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

// Judgement of the filter's tool, which must be one. It goes through all its shots,
// 150,000 in a second.
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
		func(ctx context.Context) error { return a.setJudgedBy(ctx, v.scope.always(), &j) },
		func(ctx context.Context) error { return a.setJudged(ctx, v.scope, &j) },
		func(ctx context.Context) error { return a.setBestCycle(ctx, v.scope, &j) },
	)
	if err != nil {
		return Judgement{}, err
	}
	j.Sentence, j.Meaning = j.sentence(), j.meaning()
	return j, nil
}

// own are the rows of the part that is judged.
func (j *Judgement) own(t Table) []namedRow {
	var rows []namedRow
	for n := range t.Rows {
		if row := t.row(n); equal(valueOf[int64](row["part_id"]), j.PartID) {
			rows = append(rows, row)
		}
	}
	return rows
}

func (a *Analysis) setJudgedBy(ctx context.Context, s scope, j *Judgement) error {
	b, err := a.baselines(ctx, s, 0)
	for _, row := range j.own(b.Table) {
		j.PartCode = toldOf[string](row, "part_code")
		j.Baseline = JudgedBy{
			From: toldOf[time.Time](row, "from_date"), To: toldOf[time.Time](row, "to_date"),
			Pinned: toldOf[bool](row, "is_pinned"), Reason: toldOf[string](row, "reason"), Shots: row.count("shots"),
			Median: row.real("ct_median"), Deviation: row.real("ct_stddev"), Approved: row.real("approved_ct"),
		}
	}
	return err
}

// setJudged tells the weeks, and the shots of the latest one by cycle time.
func (a *Analysis) setJudged(ctx context.Context, s scope, j *Judgement) error {
	p, err := a.periods(ctx, s, 0)
	if err != nil {
		return err
	}
	for _, row := range j.own(p.Table) {
		j.Weeks = append(j.Weeks, JudgedWeek{
			Year: row.count("iso_year"), Week: row.count("iso_week"), From: toldOf[time.Time](row, "from_date"), To: toldOf[time.Time](row, "to_date"),
			Verdict: toldOf[string](row, "verdict"), Shots: row.count("shots"), Median: toldOf[float64](row, "ct_median"), Deviation: row.real("ct_stddev"),
			Shift: row.real("shift_s"), ShiftShare: row.real("shift_share"), Effect: row.real("effect"), Chance: row.real("mann_whitney_p"),
			SpreadRatio: row.real("spread_ratio"), OutsideL1: row.real("outside_l1"),
		})
	}
	if len(j.Weeks) == 0 {
		return nil
	}
	args := []any{sql.Named("tool", j.Tool), sql.Named("part", value(j.PartID)), sql.Named("week", j.Weeks[0].From.Format(time.DateOnly))}
	j.Bins, err = list(ctx, a.reader, "count the shots by cycle time", judgementSQL, args, func(rows *sql.Rows) (b JudgedBin, err error) {
		err = rows.Scan(&b.CT, &b.Baseline, &b.Week)
		return b, err
	})
	return err
}

func (a *Analysis) setBestCycle(ctx context.Context, s scope, j *Judgement) error {
	b, err := a.best(ctx, s, 0)
	for _, row := range j.own(b.Table) {
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
