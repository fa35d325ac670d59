package analysis

import (
	"time"

	"sprue/engine"
)

// previous is the scope of the period of equal length before. A window that
// goes on into the future is compared with as much of the period before as has
// passed of it, up to a full hour.
func (a *Analysis) previous(s scope) (scope, bool) {
	window, ok := s.window.Previous()
	if !ok {
		return s, false
	}
	now := a.cfg.Clock().UTC()
	if ahead := s.window.To.Time.Sub(now); ahead > 0 && now.After(s.window.From.Time) {
		window.To = engine.Instant(window.To.Time.Add(-ahead).Truncate(time.Hour))
	}
	s.window = window
	return s, window.From.Time.Before(window.To.Time)
}
