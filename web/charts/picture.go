package charts

import (
	"encoding/json"
	"fmt"
)

// Picture is what the script draws: an option, and where a click on the n-th
// step of the time axis leads.
type Picture struct {
	Option map[string]any `json:"option"`
	Links  []string       `json:"links,omitempty"`
}

// tree turns go-echarts' structs into maps, so that what they lack (end labels,
// label layout, patterns) can be added.
func tree(option map[string]any) (map[string]any, error) {
	text, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	return out, nil
}

// object is a JSON object in literals.
type object = map[string]any
