package pages

import (
	"github.com/labstack/echo/v4"

	"sprue/templates"
	"sprue/web/events"
)

// eventsKnown is where a request keeps the last event before it began: what a
// page shows is at least as new.
const eventsKnown = "events known"

// KnowsEvents notes the last event at the start of a request.
func KnowsEvents(position func() string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set(eventsKnown, position())
			return next(c)
		}
	}
}

func lastEvent(c echo.Context) string {
	text, _ := c.Get(eventsKnown).(string)
	return text
}

// failedBanner tells that mirror or build do not get through.
func failedBanner(h events.Health) templates.Banner {
	return templates.Banner{
		Rank:   templates.BuildFailed,
		Status: templates.Poor,
		Head:   "Mirror and build have failed since " + h.FailingSince.Format("2 Jan 15:04") + " UTC",
		Text:   "The figures are those of before. The last attempt ended with: " + h.Message + ". The server tries again by itself.",
	}
}

// health is how mirror and build fare; all is well where nobody tells.
func (p *Pages) health() events.Health {
	if p.Health == nil {
		return events.Health{}
	}
	return p.Health()
}
