package analysis

import (
	"database/sql"
	_ "embed"
	"time"
)

// The steps of the question that a screen asks, in their order.
var (
	//go:embed sql/kiosk_tool.sql
	kioskToolSQL string
	//go:embed sql/kiosk_place.sql
	kioskPlaceSQL string
	//go:embed sql/kiosk_turn.sql
	kioskTurnSQL string
	//go:embed sql/kiosk_stretch.sql
	kioskStretchSQL string
	//go:embed sql/kiosk_piece.sql
	kioskPieceSQL string
	//go:embed sql/kiosk_plan.sql
	kioskPlanSQL string
	//go:embed sql/kiosk_usual.sql
	kioskUsualSQL string
	//go:embed sql/kiosk_cycle.sql
	kioskCycleSQL string
	//go:embed sql/kiosk_stop.sql
	kioskStopSQL string
	//go:embed sql/kiosk_silent.sql
	kioskSilentSQL string
	//go:embed sql/kiosk_made.sql
	kioskMadeSQL string
	//go:embed sql/kiosk.sql
	kioskSQL string
	//go:embed sql/kiosk_as_of.sql
	kioskAsOfSQL string
)

func kioskQuery() string {
	return with(kioskSQL,
		step{name: "tool", sql: kioskToolSQL}, step{name: "place", sql: kioskPlaceSQL}, step{name: "turn", sql: kioskTurnSQL},
		step{name: "stretch", sql: kioskStretchSQL}, step{name: "piece", sql: kioskPieceSQL}, step{name: "plan", sql: kioskPlanSQL},
		step{name: "usual", sql: kioskUsualSQL}, step{name: "cycle", sql: kioskCycleSQL}, step{name: "last_stop", sql: kioskStopSQL},
		step{name: "rule", sql: ruleSQL}, step{name: "reported", sql: reportedSQL}, step{name: "silent", sql: kioskSilentSQL}, step{name: "made", sql: kioskMadeSQL},
	)
}

func scanKioskTool(rows *sql.Rows) (kioskRow, error) {
	var r kioskRow
	var part, name, place, kind, shift sql.NullString
	var stopped, from, to, resumes sql.NullTime
	var stopUS, days sql.NullInt64
	var planned, due sql.NullFloat64
	err := rows.Scan(&r.Code, &part, &name, &r.LocationID, &place, &r.Zone, &r.LastShotUTC, &r.RefCT, &r.ApprovedCT, &r.CT,
		&r.runGapUS, &r.tolerance, &r.silent, &stopped, &stopUS, &kind,
		&r.hasShifts, &shift, &from, &to, &r.plannedOf, &resumes, &r.Pace.Shots, &planned, &due, &days)
	r.PartCode, r.PartName, r.LocationName = part.String, name.String, place.String
	r.Turn = KioskTurn{Shift: shift.String, FromUTC: from.Time, ToUTC: to.Time, ResumesUTC: resumes.Time}
	if stopped.Valid {
		r.LastStop = &KioskStop{StartUTC: stopped.Time, Downtime: time.Duration(stopUS.Int64) * time.Microsecond, Kind: kind.String}
	}
	if planned.Valid && planned.Float64 > 0 {
		r.Pace.Planned, r.Pace.Due, r.Pace.Days = planned.Float64, due.Float64, days.Int64
		r.Pace.Basis = PaceUsual
		if r.hasShifts {
			r.Pace.Basis, r.Pace.Days = PacePlanned, 0
		}
	}
	return r, err
}
