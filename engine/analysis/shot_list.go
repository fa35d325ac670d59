package analysis

import (
	"context"
	"database/sql"
	"slices"

	"sprue/engine"
)

// ShotClasses are the classes of shots, in the order in which they are told.
func ShotClasses() []string { return []string{"normal", "slow", "fast", "long", "idle"} }

// ShotList gives the shots of the filter's tool, which must be one, in their
// order, limit of them; 0 gives all.
func (a *Analysis) ShotList(ctx context.Context, f engine.Filter, l List) (string, []Shot, error) {
	return a.ShotPage(ctx, f, nil, l)
}

// ShotPage is ShotList of some classes, none meaning all; sorted by
// shot_time_utc or ct.
func (a *Analysis) ShotPage(ctx context.Context, f engine.Filter, classes []string, l List) (string, []Shot, error) {
	if sorts := []string{"shot_time_utc", "ct"}; l.Sort != "" && !slices.Contains(sorts, l.Sort) {
		return "", nil, unsortable(l.Sort, sorts)
	}
	v, err := a.view(ctx, f)
	if err != nil {
		return "", nil, err
	}
	args := append(append(v.args(), l.args()...), sql.Named("classes", listOf(classes)))
	shots, err := list(ctx, a.reader, "list the shots", with(shotListSQL, v.shots()), args, func(rows *sql.Rows) (Shot, error) {
		var s Shot
		err := rows.Scan(append(s.dest(), &s.RunID)...)
		return s, err
	})
	return v.tool, shots, err
}
