package analysis

import (
	_ "embed"
	"fmt"
	"strings"

	"sprue/engine/models"
)

//go:embed sql/features.sql
var featuresSQL string

// featuresQuery is mart.features_tool_day by its own SQL: a filter that is no equality
// would go through the shots of all tools for one.
func featuresQuery() (string, error) {
	stops, err := models.Find("mart.stop_seen_day")
	if err != nil {
		return "", fmt.Errorf("list the features: %w", err)
	}
	view, err := models.Find("mart.features_tool_day")
	if err != nil {
		return "", fmt.Errorf("list the features: %w", err)
	}
	return with(featuresSQL,
		step{name: "tool_of_scope", sql: toolOfScopeSQL}, step{name: "asked_interval", sql: toolIntervalSQL},
		step{name: "stop_seen", sql: strings.ReplaceAll(stops.SQL, "mart.shot_interval i", "asked_interval i") + "\n"},
		step{name: "features", sql: strings.ReplaceAll(view.SQL, "mart.stop_seen_day s", "stop_seen s") + "\n"},
	), nil
}
