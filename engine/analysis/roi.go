package analysis

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/roi"
)

// ROIQuestion asks what the lost time of what Filter leaves costs, a row for
// each By.
type ROIQuestion struct {
	Filter engine.Filter
	By     engine.Grouping
	// View is what lost time is taken for; "" is roi.Capacity where all that is
	// asked about is sold out, else roi.Cost.
	View roi.View
	// Rates stand in for the configured ones, wherever those come from; their
	// tolerance and currency mean nothing here.
	Rates roi.Economics
}

// ROIAnswer is what the lost time costs.
type ROIAnswer struct {
	Question ROIQuestion // with a fixed window, a grouping and a view
	Keys     []Column    // the key columns of By, none for ByNone
	Rows     []ROIRow    // the largest loss first; those of times in their order; none where there are no data
	Total    ROIFigures
	Currency string // of all money
	Sentence string
	Range    Range // of all data that the other filters leave
}

// ROIRow is the figures of one key.
type ROIRow struct {
	Keys  []any // one for each of ROIAnswer.Keys; nil where unknown
	Label string
	ROIFigures
}

// ROIFigures is lost time in hours, parts and money: of the cycles beside their
// approved cycle time, and of stops beside it. Money is in the view of the
// question; nil where nothing has an approved cycle time to tell it from.
type ROIFigures struct {
	Shots                int64 // slow, fast and normal ones with an approved cycle time
	LossShots            int64 // beyond the tolerance
	GainShots            int64
	OnTargetShots        int64
	ShotsWithoutApproved int64 // of all classes, in no loss or gain

	LossUS           int64
	GainUS           int64
	CTUS             int64 // Σ ct of Shots
	ApprovedUS       int64 // Σ approved ct of Shots
	ProductionTimeUS int64
	DowntimeUS       int64

	LostParts     float64
	GainedParts   float64
	DowntimeParts *float64

	Loss     *float64 // money
	Gain     *float64
	Downtime *float64

	AnnualLoss     roi.Annual // money a year
	AnnualDowntime roi.Annual

	Rate       *float64 // money per hour, in the capacity view per part; nil where there are several
	RateSource string   // where it comes from: 'default', 'default, location 2'
}

// Deviation is Σ ct / Σ approved ct − 1; nil without shots.
func (f ROIFigures) Deviation() *float64 { return ratio(f.CTUS-f.ApprovedUS, f.ApprovedUS) }

// LossH is loss in hours; like GainH and NetH it is nil where no shot has an approved
// cycle time.
func (f ROIFigures) LossH() *float64 { return f.hours(f.LossUS) }

// GainH is gain in hours.
func (f ROIFigures) GainH() *float64 { return f.hours(f.GainUS) }

// NetH is loss without gain.
func (f ROIFigures) NetH() *float64 { return f.hours(f.LossUS - f.GainUS) }

func (f ROIFigures) hours(us int64) *float64 {
	if f.Shots == 0 {
		return nil
	}
	return new(hoursOf(us))
}

// Note says why figures are missing, what is not in them, and what makes them
// doubtful; "" where nothing is to be said.
func (f ROIFigures) Note() string {
	return notes(f.reason(), f.ApprovedDoubt())
}

// notes puts those that there are into one.
func notes(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "; ")
}

func (f ROIFigures) reason() string {
	switch {
	case f.Shots == 0 && f.ShotsWithoutApproved > 0:
		return noApproved
	case f.AnnualLoss.Reason != "":
		return f.AnnualLoss.Reason
	}
	return f.AnnualDowntime.Reason
}

const (
	noApproved = "no approved cycle time: without it nothing is lost or gained"
	noCycles   = "no slow, fast or normal shots: nothing is compared with the approved cycle time"
)

// uncompared says why no shot is compared.
func (f ROIFigures) uncompared() string {
	if f.Shots == 0 && f.ShotsWithoutApproved == 0 {
		return noCycles
	}
	return noApproved
}

// Add gives the figures of both sets together. Years do not add up: what has too
// little data for one alone may have it together.
func (f ROIFigures) Add(g ROIFigures) ROIFigures {
	if f.Rate == nil || g.Rate == nil || *f.Rate != *g.Rate {
		f.Rate = nil
	}
	f.RateSource = sources(f.RateSource, g.RateSource)
	f.Shots += g.Shots
	f.LossShots += g.LossShots
	f.GainShots += g.GainShots
	f.OnTargetShots += g.OnTargetShots
	f.ShotsWithoutApproved += g.ShotsWithoutApproved
	f.LossUS += g.LossUS
	f.GainUS += g.GainUS
	f.CTUS += g.CTUS
	f.ApprovedUS += g.ApprovedUS
	f.ProductionTimeUS += g.ProductionTimeUS
	f.DowntimeUS += g.DowntimeUS
	f.LostParts += g.LostParts
	f.GainedParts += g.GainedParts
	f.DowntimeParts = plus(f.DowntimeParts, g.DowntimeParts)
	f.Loss, f.Gain, f.Downtime = plus(f.Loss, g.Loss), plus(f.Gain, g.Gain), plus(f.Downtime, g.Downtime)
	f.AnnualLoss, f.AnnualDowntime = roi.Annual{}, roi.Annual{}
	return f
}

// plus takes nil for nothing, unless there is nothing else.
func plus(a, b *float64) *float64 {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return new(*a + *b)
}

// sources joins two lists as roi.sql does.
func sources(a, b string) string {
	if a == b || b == "" {
		return a
	}
	all := slices.DeleteFunc(append(strings.Split(a, ", "), strings.Split(b, ", ")...), func(s string) bool { return s == "" })
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

// ROI answers the question. The capacity view of something without a margin is
// an *engine.Error that names the setting.
func (a *Analysis) ROI(ctx context.Context, q ROIQuestion) (ROIAnswer, error) {
	if q.By == "" {
		q.By = engine.ByNone
	}
	p, _, err := a.priced(ctx, q.Filter, q.View, q.Rates)
	if err != nil {
		return ROIAnswer{}, err
	}
	q.Filter.Window, q.View = p.window, p.view
	answer := ROIAnswer{Question: q, Keys: answerKeys(q.By), Currency: p.currency}
	var y years
	err = atOnce(ctx,
		func(ctx context.Context) (err error) { answer.Rows, err = a.roiRows(ctx, p, q.By); return err },
		func(ctx context.Context) (err error) { y, err = a.years(ctx, p, q.By); return err },
		func(ctx context.Context) (err error) { answer.Range, err = a.dataRange(ctx, p.scope); return err },
	)
	if err != nil {
		return ROIAnswer{}, err
	}
	answer.Rows = slices.Clone(answer.Rows)
	answer.Total = roiTotal(answer.Rows)
	answer.sort()
	answer.annualise(y)
	answer.Sentence = roiSentence(p, answer, y.all)
	return answer, nil
}

// sort puts the largest loss first, then by name, and last what no loss is known of.
func (a *ROIAnswer) sort() {
	if isTime(a.Question.By) {
		return
	}
	slices.SortStableFunc(a.Rows, func(x, y ROIRow) int {
		return cmp.Or(cmp.Compare(y.weight(), x.weight()), cmp.Compare(x.Label, y.Label))
	})
}

func (f ROIFigures) weight() float64 {
	if f.Loss == nil && f.Downtime == nil {
		return math.Inf(-1)
	}
	return f.Lost()
}

// roiTotal is the sum of rows, without a year.
func roiTotal(rows []ROIRow) ROIFigures {
	if len(rows) == 0 {
		return ROIFigures{}
	}
	total := rows[0].ROIFigures
	for _, row := range rows[1:] {
		total = total.Add(row.ROIFigures)
	}
	return total
}

func (a *Analysis) roiRows(ctx context.Context, p priced, by engine.Grouping) ([]ROIRow, error) {
	return common(ctx, a, "roi by "+string(by), p, func(ctx context.Context) ([]ROIRow, error) { return a.askROIRows(ctx, p, by) })
}

func (a *Analysis) askROIRows(ctx context.Context, p priced, by engine.Grouping) ([]ROIRow, error) {
	query, args, err := a.overPriced(ctx, p, by, roiSQL)
	if err != nil {
		return nil, err
	}
	return list(ctx, a.reader, "price the lost time", query, args, func(rows *sql.Rows) (ROIRow, error) { return scanROIRow(rows, by) })
}

func scanROIRow(rows *sql.Rows, by engine.Grouping) (ROIRow, error) {
	var row ROIRow
	all, dest := keyDest()
	var sources sql.NullString
	if err := rows.Scan(slices.Concat(dest, []any{
		&row.Shots, &row.LossShots, &row.GainShots, &row.OnTargetShots, &row.ShotsWithoutApproved,
		&row.LossUS, &row.GainUS, &row.CTUS, &row.ApprovedUS, &row.ProductionTimeUS, &row.DowntimeUS,
		&row.LostParts, &row.GainedParts, &row.DowntimeParts,
		&row.Loss, &row.Gain, &row.Downtime, &row.Rate, &sources,
	})...); err != nil {
		return ROIRow{}, err
	}
	row.RateSource = sources.String
	row.Keys = keysIn(by, all)
	row.Label = label(by, row.Keys)
	return row, nil
}

// Table has the key columns, then the sums of mart.roi_tool_day and what is made
// of them; money is named by its view: loss_cost or loss_value.
func (a ROIAnswer) Table() Table {
	t := Table{Columns: append(slices.Clone(a.Keys), roiColumns(a.Question.View, a.Currency)...)}
	for _, row := range a.Rows {
		t.Rows = append(t.Rows, append(slices.Clone(row.Keys), row.values(a.Currency)...))
	}
	return t
}

func roiColumns(view roi.View, currency string) []Column {
	money := map[roi.View]string{roi.Cost: "_cost", roi.Capacity: "_value"}[view]
	var columns []Column
	add := func(kind Kind, unit string, names ...string) {
		for _, name := range names {
			columns = append(columns, Column{Name: name, Unit: unit, Kind: kind})
		}
	}
	add(Whole, "", "shots", "loss_shots", "gain_shots", "on_target_shots", "shots_without_approved")
	add(Whole, "us", "loss_us", "gain_us")
	add(Real, "", "lost_parts", "gained_parts")
	add(Whole, "us", "ct_us", "approved_us", "production_time_us", "downtime_us")
	add(Real, "", "downtime_parts")
	add(Real, "h", "loss_h", "gain_h", "net_h", "downtime_h")
	add(Real, "share", "weighted_ct_deviation")
	add(Real, currency, "loss"+money, "gain"+money, "downtime"+money)
	for _, name := range []string{"annual_loss" + money, "annual_downtime" + money} {
		add(Real, currency, name, name+"_low", name+"_high")
	}
	add(Text, "", "note")
	add(Real, currency, "rate")
	add(Text, "", "rate_source", "currency")
	return columns
}

// values are the figures in the order of roiColumns.
func (f ROIFigures) values(currency string) []any {
	return []any{
		f.Shots, f.LossShots, f.GainShots, f.OnTargetShots, f.ShotsWithoutApproved,
		f.LossUS, f.GainUS, f.LostParts, f.GainedParts,
		f.CTUS, f.ApprovedUS, f.ProductionTimeUS, f.DowntimeUS, value(f.DowntimeParts),
		value(f.LossH()), value(f.GainH()), value(f.NetH()), hoursOf(f.DowntimeUS), value(f.Deviation()),
		value(f.Loss), value(f.Gain), value(f.Downtime),
		value(f.AnnualLoss.Value), value(f.AnnualLoss.Low), value(f.AnnualLoss.High),
		value(f.AnnualDowntime.Value), value(f.AnnualDowntime.Low), value(f.AnnualDowntime.High),
		text(f.Note()), value(f.Rate), text(f.RateSource), currency,
	}
}

func hoursOf(us int64) float64 { return float64(us) / 3.6e9 }
