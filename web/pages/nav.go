package pages

import (
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/templates"
)

// place is a page of the navigation: its entry and its route in one, so that
// only pages that exist are in it.
type place struct {
	name, path, icon string
	key              string // pressed after g
	page             echo.HandlerFunc
}

// places is the navigation, in its order; a page adds itself by a line here.
func (p *Pages) places() []place {
	return []place{
		{name: "Overview", path: "/overview", icon: "grid", key: "o", page: p.overview},
		{name: "Run rate", path: "/run-rate", icon: "pulse", key: "r", page: p.runRate},
		{name: "ROI", path: roiPath, icon: "bars", key: "i", page: p.roi},
		{name: "Shots", path: shotsPath, icon: "dots", key: "s", page: p.shots},
		{name: "Quality", path: qualityPath, icon: "shield", key: "q", page: p.quality},
		{name: "Tools", path: "/tools", icon: "tool", key: "t", page: p.directory},
		{name: "Benchmark", path: benchmarkPath, icon: "sliders", key: "b", page: p.benchmark},
		{name: "Kiosk", path: "/kiosk/setup", icon: "screen", key: "k", page: p.kioskSetup},
	}
}

// nav keeps range and filters from page to page, and leaves the rest of the
// query to the page that it belongs to.
func (p *Pages) nav(c echo.Context) []templates.NavItem {
	query := carried(c.QueryParams())
	var items []templates.NavItem
	for _, at := range p.places() {
		items = append(items, templates.NavItem{
			Name: at.name, URL: address{path: at.path, values: query}.String(), Icon: at.icon, Key: at.key,
			Current: at.holds(c.Path()),
		})
	}
	return items
}

// holds tells whether a route is this page or lies below it.
func (at place) holds(route string) bool {
	return route == at.path || strings.HasPrefix(route, at.path+"/")
}
