package analysis

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"

	"sprue/engine"
)

var (
	//go:embed sql/quarantine.sql
	quarantineSQL string
	//go:embed sql/anomalies.sql
	anomaliesSQL string
	//go:embed sql/quality_table.sql
	qualityTableSQL string
	//go:embed sql/quality_day.sql
	qualityDaySQL string
	//go:embed sql/forecasts.sql
	forecastsSQL string
	//go:embed sql/history.sql
	historySQL string
	//go:embed sql/history_turn.sql
	historyTurnSQL string
	//go:embed sql/history_run.sql
	historyRunSQL string
	//go:embed sql/counter_arrival.sql
	counterArrivalSQL string
	//go:embed sql/tool_of_scope.sql
	toolOfScopeSQL string
)

// Listing is a table that is told as it lies in the file.
type Listing string

// The listings.
const (
	Quarantine    Listing = "quarantine"       // what is in no figure, newest first
	Anomalies     Listing = "anomalies"        // days on which a tool's data are not what they usually are
	QualityTables Listing = "quality by table" // scores in all and by table of the sources
	QualityDays   Listing = "quality by day"   // scores by tool and production day
	Forecasts     Listing = "forecasts"        // of each tool and week, against what came
	History       Listing = "history"          // what happened to tools, newest first
	Features      Listing = "features"         // of each tool, part and production day, for models

	RecommendationHistory Listing = "what was said about recommendations" // newest first
)

func (l Listing) query() (string, error) {
	switch l {
	case Quarantine:
		return quarantineSQL, nil
	case Anomalies:
		return with(anomaliesSQL, step{name: "tool_of_scope", sql: toolOfScopeSQL}), nil
	case History:
		return with(historySQL, step{name: "tool_of_scope", sql: toolOfScopeSQL}, step{name: "turn", sql: historyTurnSQL},
			step{name: "run", sql: historyRunSQL}, step{name: "counter_arrival", sql: counterArrivalSQL}), nil
	case RecommendationHistory:
		return recommendHistorySQL, nil
	case Forecasts:
		steps, err := lifeSteps("forecast_score")
		return with(forecastsSQL, steps...), err
	case Features:
		return featuresQuery()
	case QualityDays:
		return with(qualityDaySQL, step{name: "tool_of_scope", sql: toolOfScopeSQL}), nil
	}
	return qualityTableSQL, nil
}

// Listing gives the first rows of a listing; 0 gives all.
func (a *Analysis) Listing(ctx context.Context, f engine.Filter, l Listing, limit int) (Table, error) {
	if l == Forecasts {
		if err := CheckLives(f); err != nil {
			return Table{}, err
		}
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return Table{}, err
	}
	query, err := l.query()
	if err != nil {
		return Table{}, err
	}
	args := append(s.args(), sql.Named("limit", limitOf(limit)))
	if l == History {
		args = append(args, sql.Named("now", a.cfg.Clock().UTC())) // mappings and offsets go on after it
	}
	return tableOf(ctx, a.reader, "list "+string(l), query, args...)
}

// tableOf takes names and kinds of the columns from the query itself.
func tableOf(ctx context.Context, r querier, doing, query string, args ...any) (Table, error) {
	rows, err := r.Query(ctx, query, args...)
	if err != nil {
		return Table{}, fmt.Errorf("%s: %w", doing, err)
	}
	defer rows.Close()
	columns, err := rows.ColumnTypes()
	if err != nil {
		return Table{}, fmt.Errorf("%s: %w", doing, err)
	}
	var t Table
	for _, c := range columns {
		kind := kindOf(c.DatabaseTypeName())
		if strings.HasSuffix(c.Name(), "_local") {
			kind = Local
		}
		t.Columns = append(t.Columns, Column{Name: c.Name(), Kind: kind})
	}
	into := make([]any, len(columns))
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return Table{}, fmt.Errorf("%s: %w", doing, err)
		}
		t.Rows = append(t.Rows, values)
	}
	if err := rows.Err(); err != nil {
		return Table{}, fmt.Errorf("%s: %w", doing, err)
	}
	return t, nil
}
