package analysis

import (
	"context"
	"database/sql"
	"math"
	"slices"
	"time"

	"sprue/engine"
)

// Order says which stops or runs come first.
type Order int

// The orders.
const (
	Newest Order = iota
	Largest
)

// Stop is a row of mart.stop.
type Stop struct {
	ID         uint64
	RunID      uint64
	Tool       string
	PartCode   string
	Location   string // name
	Supplier   string // name
	StartUTC   time.Time
	EndUTC     time.Time
	StartLocal time.Time
	DowntimeUS int64
	Kind       string // gap, long or idle
	Shots      int64
	Micro      bool
}

// StopsPage is a part of the stops of a window.
type StopsPage struct {
	Rows       []Stop
	Total      int64 // stops on all pages
	DowntimeUS int64 // of all of them
}

// Stops gives the stops that start in the window, limit of them; 0 gives all.
func (a *Analysis) Stops(ctx context.Context, f engine.Filter, order Order, limit int) ([]Stop, error) {
	sort := map[Order]string{Newest: "start_utc", Largest: "downtime_us"}[order]
	page, err := a.StopsPage(ctx, f, StopCut{}, List{Sort: sort, Desc: true, Limit: limit})
	return page.Rows, err
}

func stopColumns() []string {
	return []string{"start_utc", "downtime_us", "equipment_code", "part_code", "location_name", "kind", "shots"}
}

// StopsPage gives a page of the stops of a cut that start in the window, newest
// first unless sorted.
func (a *Analysis) StopsPage(ctx context.Context, f engine.Filter, cut StopCut, l List) (StopsPage, error) {
	if l.Sort == "" {
		l.Sort, l.Desc = "start_utc", true
	}
	if !slices.Contains(stopColumns(), l.Sort) {
		return StopsPage{}, unsortable(l.Sort, stopColumns())
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return StopsPage{}, err
	}
	causes, err := a.toolCauses(ctx, s, cut)
	if err != nil {
		return StopsPage{}, err
	}
	var page StopsPage
	for _, c := range causes {
		page.Total, page.DowntimeUS = page.Total+c.Stops, page.DowntimeUS+c.DowntimeUS
	}
	args := slices.Concat(s.args(), cut.args(), l.args())
	page.Rows, err = list(ctx, a.reader, "list the stops", stopsOf(stopsSQL), args, scanStop)
	return page, err
}

func (l List) args() []any {
	return []any{
		sql.Named("sort", l.Sort), sql.Named("desc", l.Desc),
		sql.Named("limit", limitOf(l.Limit)), sql.Named("offset", max(l.Offset, 0)),
	}
}

// limitOf keeps 0 from leaving out all.
func limitOf(limit int) int64 {
	if limit <= 0 {
		return math.MaxInt64
	}
	return int64(limit)
}

func scanStop(rows *sql.Rows) (Stop, error) {
	var s Stop
	var part, location, supplier sql.NullString
	err := rows.Scan(&s.ID, &s.RunID, &s.Tool, &part, &location, &supplier, &s.StartUTC, &s.EndUTC, &s.StartLocal,
		&s.DowntimeUS, &s.Kind, &s.Shots, &s.Micro)
	s.PartCode, s.Location, s.Supplier = part.String, location.String, supplier.String
	return s, err
}

// StopsTable is Stops for REST.
func StopsTable(stops []Stop) Table {
	t := Table{Columns: []Column{
		{Name: "stop_id", Kind: Whole}, {Name: "run_id", Kind: Whole},
		{Name: "equipment_code"}, {Name: "part_code"},
		{Name: "start_utc", Kind: Instant}, {Name: "end_utc", Kind: Instant}, {Name: "start_local", Kind: Local},
		{Name: "downtime_us", Unit: "us", Kind: Whole}, {Name: "kind"},
		{Name: "shots", Kind: Whole}, {Name: "is_micro", Kind: Truth},
	}}
	for _, s := range stops {
		t.Rows = append(t.Rows, []any{
			s.ID, s.RunID, s.Tool, text(s.PartCode), s.StartUTC, s.EndUTC, s.StartLocal,
			s.DowntimeUS, s.Kind, s.Shots, s.Micro,
		})
	}
	return t
}

// text is an untyped nil where there is none.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}
