package analysis

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
)

var (
	//go:embed sql/data_gap.sql
	dataGapSQL string
	//go:embed sql/data_pooled.sql
	dataPooledSQL string
	//go:embed sql/data_scored.sql
	dataScoredSQL string
	//go:embed sql/data_score.sql
	dataScoreSQL string
	//go:embed sql/data_history.sql
	dataHistorySQL string
	//go:embed sql/data_reason.sql
	dataReasonSQL string
	//go:embed sql/data_compared.sql
	dataComparedSQL string
	//go:embed sql/data_reconciled.sql
	dataReconciledSQL string
)

// DataQuality is how far the data of a window can be trusted.
type DataQuality struct {
	Range     Range       // of all data that the other filters leave
	All       DataScore   // of the window
	Tools     []DataScore // of the same, by code
	Tables    []TableScore
	History   []ScoreAt // of all data, the oldest first
	Reasons   []QuarantineReason
	Anomalies []DataAnomaly // of the window, those that are not over first, then the latest
	Sentence  string
}

// Dimensions are the five scores of data and their weighted mean, 0..100; nil where
// there is nothing to be a share of.
type Dimensions struct {
	Validity, Uniqueness, Completeness, Consistency, Timeliness *float64
	Overall                                                     *float64
	Status                                                      string // ok, watch or poor; "" without a score
}

// DataScore is what the data of a tool, or of all, are like.
type DataScore struct {
	Dimensions
	Tool    string // "" for all
	Items   int64  // in packets
	Invalid int64  // that fail a check of packet or shot
	Copies  int64
	Late    int64 // arrived more than 48 h late
	Missing int64 // shots that never came, by the numbers of the counters
	Gaps    int64 // in which they lie
	Longest int64 // shots of the largest gap
	Poor    int64 // days with a poor score
	Days    int64
}

// TableScore is the score of a table of the sources, of all its rows; Table is ""
// for all data.
type TableScore struct {
	Dimensions
	Table string
	Items int64 // or rows
}

// ScoreAt is the score from a build on.
type ScoreAt struct {
	Build   uint64
	At      time.Time
	Overall float64
	Status  string
}

// QuarantineReason is what is kept out for one reason.
type QuarantineReason struct {
	Reason      string
	Level       int64 // 1 packet, 2 shot, 3 table, 4 across sources
	Items       int64
	Counters    int64 // that sent them
	First, Last time.Time
	Sample      string // the newest as it was sent, its first 400 characters
	Counter     string // that sent it; "" where it says none
}

// DataAnomaly is a row of mart.data_anomaly.
type DataAnomaly struct {
	Tool, Level     string
	From            time.Time
	To              *time.Time // first day on which it is back; nil while it is not
	Days            int64
	Worst           time.Time
	Value, Usual, Z float64
	Cause           string // a guess
}

// Reconciled is how far the counts of two sides are apart.
type Reconciled struct {
	Kind            string // hour, table or tool
	Counts, Apart   int64  // that both sides have; of these, that differ
	Expected, Found int64
	Farthest        string // the count that is farthest apart; "" where none is
	Difference      int64  // of it
}

// historyShown is how many builds the trend of the score goes back.
const historyShown = 120

// DataQuality reads scores, quarantine and anomalies of what the filter leaves.
func (a *Analysis) DataQuality(ctx context.Context, f engine.Filter) (DataQuality, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return DataQuality{}, err
	}
	var d DataQuality
	err = atOnce(ctx,
		func(ctx context.Context) (err error) { d.Range, err = a.dataRange(ctx, s); return err },
		func(ctx context.Context) error { return a.dataScores(ctx, s, &d) },
		func(ctx context.Context) (err error) { d.Tables, err = a.tableScores(ctx, s); return err },
		func(ctx context.Context) (err error) { d.History, err = a.scoreHistory(ctx); return err },
		func(ctx context.Context) (err error) { d.Reasons, err = a.quarantineReasons(ctx, s); return err },
		func(ctx context.Context) (err error) { d.Anomalies, err = a.dataAnomalies(ctx, s); return err },
	)
	d.Sentence = dataSentence(d)
	return d, err
}

// DataScore is All of DataQuality alone.
func (a *Analysis) DataScore(ctx context.Context, f engine.Filter) (DataScore, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return DataScore{}, err
	}
	var d DataQuality
	err = a.dataScores(ctx, s, &d)
	return d.All, err
}

func (a *Analysis) dataScores(ctx context.Context, s scope, d *DataQuality) error {
	query := ofTools(dataScoreSQL, step{name: "gap", sql: dataGapSQL}, step{name: "pooled", sql: dataPooledSQL}, step{name: "scored", sql: dataScoredSQL})
	all, err := list(ctx, a.reader, "score the data", query, s.args(), func(rows *sql.Rows) (DataScore, error) {
		var one DataScore
		var tool, status sql.NullString
		err := rows.Scan(&tool, &one.Items, &one.Invalid, &one.Copies, &one.Late, &one.Missing, &one.Gaps, &one.Longest, &one.Poor, &one.Days,
			&one.Validity, &one.Uniqueness, &one.Completeness, &one.Consistency, &one.Timeliness, &one.Overall, &status)
		one.Tool, one.Status = tool.String, status.String
		return one, err
	})
	if len(all) > 0 {
		d.All, d.Tools = all[0], all[1:]
	}
	return err
}

// ofTools gives a question the tools that the filter leaves.
func ofTools(question string, more ...step) string {
	return with(question, append([]step{{name: "tool_of_scope", sql: toolOfScopeSQL}}, more...)...)
}

func (a *Analysis) tableScores(ctx context.Context, s scope) ([]TableScore, error) {
	args := append(s.args(), sql.Named("limit", limitOf(0)))
	return list(ctx, a.reader, "score the tables", qualityTableSQL, args, func(rows *sql.Rows) (TableScore, error) {
		var t TableScore
		var scope string
		var table, status sql.NullString
		err := rows.Scan(&scope, &table, &t.Items, &t.Validity, &t.Uniqueness, &t.Completeness, &t.Consistency, &t.Timeliness, &t.Overall, &status)
		t.Table, t.Status = table.String, status.String
		return t, err
	})
}

func (a *Analysis) scoreHistory(ctx context.Context) ([]ScoreAt, error) {
	return list(ctx, a.reader, "list the scores of the builds", dataHistorySQL, []any{sql.Named("limit", historyShown)}, func(rows *sql.Rows) (ScoreAt, error) {
		var at ScoreAt
		err := rows.Scan(&at.Build, &at.At, &at.Overall, &at.Status)
		return at, err
	})
}

func (a *Analysis) quarantineReasons(ctx context.Context, s scope) ([]QuarantineReason, error) {
	query := with(dataReasonSQL, step{name: "quarantined", sql: quarantineSQL})
	args := append(s.args(), sql.Named("limit", limitOf(0)))
	return list(ctx, a.reader, "count the quarantine", query, args, func(rows *sql.Rows) (QuarantineReason, error) {
		var q QuarantineReason
		var sample, counter sql.NullString
		err := rows.Scan(&q.Reason, &q.Level, &q.Items, &q.Counters, &q.First, &q.Last, &sample, &counter)
		q.Sample, q.Counter = sample.String, counter.String
		return q, err
	})
}

func (a *Analysis) dataAnomalies(ctx context.Context, s scope) ([]DataAnomaly, error) {
	args := append(s.args(), sql.Named("limit", limitOf(0)))
	all, err := list(ctx, a.reader, "list the anomalies", ofTools(anomaliesSQL), args, func(rows *sql.Rows) (DataAnomaly, error) {
		var one DataAnomaly
		var id any
		err := rows.Scan(&id, &one.Tool, &one.Level, &one.From, &one.To, &one.Days, &one.Worst, &one.Value, &one.Usual, &one.Z, &one.Cause)
		return one, err
	})
	slices.SortStableFunc(all, func(x, y DataAnomaly) int {
		return cmp.Compare(btoi(x.To != nil), btoi(y.To != nil)) // the latest come first in the file
	})
	return all, err
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Reconciled puts side by side what two sides count of what the filter leaves, a row
// for each kind of counts.
func (a *Analysis) Reconciled(ctx context.Context, f engine.Filter) ([]Reconciled, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	return list(ctx, a.reader, "compare the counts", ofTools(dataReconciledSQL, step{name: "compared", sql: dataComparedSQL}), s.args(), func(rows *sql.Rows) (Reconciled, error) {
		var r Reconciled
		var farthest sql.NullString
		var difference sql.NullInt64
		err := rows.Scan(&r.Kind, &r.Counts, &r.Apart, &r.Expected, &r.Found, &farthest, &difference)
		r.Farthest, r.Difference = farthest.String, difference.Int64
		return r, err
	})
}

// Open are the anomalies that are not over.
func (d DataQuality) Open() (open int) {
	for _, one := range d.Anomalies {
		if one.To == nil {
			open++
		}
	}
	return open
}

// Quarantined is how many items of the window are in no figure.
func (d DataQuality) Quarantined() (items int64) {
	for _, r := range d.Reasons {
		items += r.Items
	}
	return items
}

// dataSentence says whether the data can be trusted, and what speaks against it.
func dataSentence(d DataQuality) string {
	if d.All.Overall == nil {
		return "No data in this range"
	}
	words := map[string]string{"ok": "Yes: the data are ok", "watch": "Mostly: the data are to be watched", "poor": "With care: the data are poor"}[d.All.Status]
	return fmt.Sprintf("%s, %s of 100. %s", words, scoreWords(*d.All.Overall), d.against())
}

// scoreWords show a score; one that lacks a little of 100 is not 100.
func scoreWords(score float64) string {
	if score >= 99.95 && score < 100 {
		return "over 99.9"
	}
	return engine.Significant(score)
}

func (d DataQuality) against() string {
	var words []string
	add := func(n int64, one, many string) {
		if n > 0 {
			words = append(words, engine.Counted(n, one, many))
		}
	}
	add(d.Quarantined(), "item in quarantine", "items in quarantine")
	add(d.All.Missing, "shot never came", "shots never came")
	add(int64(d.Open()), "anomaly not over", "anomalies not over")
	if low := d.lowest(); low != nil && low.Status != "ok" {
		words = append(words, fmt.Sprintf("the lowest score is that of %s, %s", low.Tool, scoreWords(*low.Overall)))
	}
	if len(words) == 0 {
		return "Nothing is in quarantine, no shot is missing"
	}
	text := strings.Join(words, ", ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// lowest is the tool with the lowest score.
func (d DataQuality) lowest() *DataScore {
	var low *DataScore
	for i := range d.Tools {
		if t := &d.Tools[i]; t.Overall != nil && (low == nil || *t.Overall < *low.Overall) {
			low = t
		}
	}
	return low
}
