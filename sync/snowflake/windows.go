package snowflake

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"sprue/sync/source"
)

// window is a span of time that one query reads. Zero ends are open.
type window struct {
	from, to time.Time
	rows     int64
}

// hour is how many rows a table has in an hour.
type hour struct {
	at   time.Time
	rows int64
}

// unpacking is about how much larger rows are in memory than in the warehouse.
const unpacking = 6

// rowBytes guesses the size of a row in memory; of views nothing is known.
func (h shape) rowBytes() int64 {
	if h.rows == 0 || h.bytes == 0 {
		return 1 << 10
	}
	return max(32, h.bytes*unpacking/h.rows)
}

// windows cuts what is asked for into windows of about BatchMB. They adjoin, and
// where the request is open at an end, so is the first or last of them: no row
// lies outside of all.
func (s *Source) windows(ctx context.Context, h shape, req source.Request) ([]window, error) {
	hours, err := s.hours(ctx, h, req)
	if err != nil {
		return nil, err
	}
	limit := max(1, int64(s.cfg.BatchMB)<<20/h.rowBytes())
	windows := []window{{from: req.From}}
	for _, each := range hours {
		last := &windows[len(windows)-1]
		if last.rows > 0 && last.rows+each.rows > limit && each.at.After(last.from) {
			last.to = each.at
			windows = append(windows, window{from: each.at})
			last = &windows[len(windows)-1]
		}
		last.rows += each.rows
	}
	windows[len(windows)-1].to = req.To
	return windows, nil
}

// hours counts rows by hour, in order. Rows whose cursor tells no time count with
// the hour before them.
func (s *Source) hours(ctx context.Context, h shape, req source.Request) (hours []hour, err error) {
	err = s.each(ctx, s.hoursSQL(h, req), func(rows *sql.Rows) error {
		var text sql.NullString
		var count int64
		if err := rows.Scan(&text, &count); err != nil {
			return err
		}
		at, ok := instant(req.Cursor, text.String)
		if !ok && len(hours) > 0 {
			hours[len(hours)-1].rows += count
			return nil
		}
		hours = append(hours, hour{at, count})
		return nil
	}, func() { hours = nil })
	return hours, err
}

// instant reads the hour of a cursor.
func instant(of source.Cursor, text string) (time.Time, bool) {
	switch of.Kind {
	case source.EpochNanos:
		n, err := strconv.ParseInt(text, 10, 64)
		return time.Unix(0, n).UTC(), err == nil
	case source.HourText:
		at, err := time.Parse("2006010215", text)
		return at, err == nil
	default:
		at, err := time.Parse(time.RFC3339Nano, text)
		return at.UTC(), err == nil
	}
}
