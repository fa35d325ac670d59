package roi

import "sprue/engine"

// View says what lost time is taken for. Values of two views must never be
// added together.
type View string

// The views.
const (
	Cost     View = "cost"     // hours × (labour_rate + machine_rate)
	Capacity View = "capacity" // parts × margin_per_part: every extra part is sold
)

// Views lists them in the order in which they are offered.
func Views() []View { return []View{Cost, Capacity} }

// ParseView reads a view; empty text is none, which leaves the choice to
// sold_out.
func ParseView(text string) (View, error) {
	if text == "" {
		return "", nil
	}
	return engine.OneOf(text, Views(), "read the view", "%q is none")
}
