package analysis

import (
	"context"
	"database/sql"
	"fmt"

	"sprue/engine"
)

// Slicing is how a Pareto cuts downtime.
type Slicing string

// The slicings.
const (
	SliceCause   Slicing = "cause"
	SliceHour    Slicing = "hour"    // of the day, on the plant's clock
	SliceWeekday Slicing = "weekday" // of the production day
	SliceShift   Slicing = "shift"
)

// Slicings lists them in the order in which they are offered.
func Slicings() []Slicing { return []Slicing{SliceCause, SliceHour, SliceWeekday, SliceShift} }

// ParseSlicing reads a slicing; empty text is SliceCause.
func ParseSlicing(text string) (Slicing, error) {
	return engine.OneOf(text, Slicings(), "read the Pareto", "%q is none of its cuts")
}

// Slice is the downtime of one cause, or of one part of the clock.
type Slice struct {
	Key        string // 'gap', '14', '3' (Wednesday), 'early'; "" outside shifts
	Place      int64  // orders hours (0..23) and weekdays (1..7)
	Stops      int64  // that begin in it
	MicroStops int64
	DowntimeUS int64    // that lies in it; by cause, of the stops that begin in the window
	RunTimeUS  int64    // by cause that of the window, which the causes share
	BusyUS     int64    // production time in it; by cause that of the window
	Share      *float64 // of the downtime of all slices; nil without any
	Cumulative *float64 // with the larger ones
}

// MTTR is downtime / stops in seconds; nil without stops.
func (s Slice) MTTR() *float64 { return seconds(ratio(s.DowntimeUS, s.Stops)) }

// MTBF is production time / stops in seconds; nil without stops.
func (s Slice) MTBF() *float64 { return seconds(ratio(s.BusyUS, s.Stops)) }

// Slices gives a Pareto of downtime, largest first.
func (a *Analysis) Slices(ctx context.Context, f engine.Filter, by Slicing) ([]Slice, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	if by == SliceCause {
		return a.causeSlices(ctx, s)
	}
	source := map[Slicing]engine.Grouping{SliceHour: engine.ByHour, SliceWeekday: engine.ByDay, SliceShift: engine.ByShift}[by]
	query, args, err := a.over(ctx, s, source, slicesSQL)
	if err != nil {
		return nil, err
	}
	slices, err := list(ctx, a.reader, "cut the downtime by "+string(by), query, append(args, sql.Named("slice", string(by))), func(rows *sql.Rows) (Slice, error) {
		var c Slice
		var place sql.NullInt64
		var shift sql.NullString
		err := rows.Scan(&place, &shift, &c.Stops, &c.MicroStops, &c.DowntimeUS, &c.RunTimeUS)
		c.BusyUS = c.RunTimeUS - c.DowntimeUS
		if c.Place, c.Key = place.Int64, shift.String; place.Valid {
			c.Key = fmt.Sprint(place.Int64)
		}
		return c, err
	})
	return shared(slices), err
}

func (a *Analysis) causeSlices(ctx context.Context, s scope) ([]Slice, error) {
	causes, err := a.toolCauses(ctx, s, StopCut{})
	if err != nil {
		return nil, err
	}
	rows, err := a.rows(ctx, s, engine.ByNone)
	var all Figures
	for _, row := range rows {
		all = all.Add(row.Figures)
	}
	var slices []Slice
	for _, c := range pareto(causes) {
		slices = append(slices, Slice{
			Key: c.Kind, Stops: c.Stops, MicroStops: c.MicroStops, DowntimeUS: c.DowntimeUS,
			RunTimeUS: all.RunTimeUS, BusyUS: all.ProductionTimeUS,
		})
	}
	return shared(slices), err
}

// shared adds the shares; slices come largest first.
func shared(slices []Slice) []Slice {
	var total, sum int64
	for _, s := range slices {
		total += s.DowntimeUS
	}
	for i := range slices {
		sum += slices[i].DowntimeUS
		slices[i].Share, slices[i].Cumulative = ratio(slices[i].DowntimeUS, total), ratio(sum, total)
	}
	return slices
}

// SlicesTable is Slices for REST.
func SlicesTable(slices []Slice, by Slicing) Table {
	t := Table{Columns: []Column{
		{Name: string(by)}, {Name: "stops", Kind: Whole}, {Name: "micro_stops", Kind: Whole},
		{Name: "downtime_us", Unit: "us", Kind: Whole}, {Name: "run_time_us", Unit: "us", Kind: Whole},
		{Name: "production_time_us", Unit: "us", Kind: Whole}, {Name: "mtbf_s", Unit: "s", Kind: Real}, {Name: "mttr_s", Unit: "s", Kind: Real},
		{Name: "share", Unit: "share", Kind: Real}, {Name: "cumulative", Unit: "share", Kind: Real},
	}}
	for _, s := range slices {
		t.Rows = append(t.Rows, []any{text(s.Key), s.Stops, s.MicroStops, s.DowntimeUS, s.RunTimeUS, s.BusyUS, value(s.MTBF()), value(s.MTTR()), value(s.Share), value(s.Cumulative)})
	}
	return t
}
