package pages

import (
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/templates"
)

// kioskRoutes adds the screen and the part of it that changes; its set-up is a
// page of the navigation.
func (p *Pages) kioskRoutes(e *echo.Echo) {
	e.GET("/kiosk", p.kiosk)
	e.GET("/kiosk/board", p.kioskBoard)
}

// first is where the address of the server alone leads.
func (p *Pages) first() string {
	if p.Kiosk {
		return "/kiosk?" + kioskChoice{per: kioskTiles, rotate: kioskRotate}.values().Encode()
	}
	return "/overview"
}

// kiosk is the screen that the address describes; without a description it
// leads to the page that makes one.
func (p *Pages) kiosk(c echo.Context) error {
	if c.QueryString() == "" {
		return redirect(c, "/kiosk/setup")
	}
	choice, err := readKioskChoice(c.QueryParams())
	if err != nil {
		return err
	}
	status := http.StatusOK
	board, err := p.board(c, choice)
	switch {
	case engine.CodeOf(err) == engine.CodeUsage:
		return err
	case err != nil:
		// Nobody stands before it to try again: the screen does.
		board, status = p.brokenBoard(), http.StatusServiceUnavailable
		p.logger().Error("the screen has no figures", "error", err)
	}
	return render(c, status, templates.Kiosk(templates.KioskPage{
		Assets: p.Assets, Title: "Kiosk", Board: board, Rotate: choice.rotate,
		BoardURL: "/kiosk/board?" + choice.values().Encode(), EventsURL: "/events",
	}))
}

// brokenBoard stands until the figures can be read.
func (p *Pages) brokenBoard() templates.KioskBoard {
	return templates.KioskBoard{
		Version: p.Assets.URL("app.css"), NowMS: p.Clock().UnixMilli(), Zone: "UTC", Zones: "UTC", Stale: true,
		Head: "Kiosk", OldHead: "State not known", Empty: "The figures cannot be read just now. The screen goes on by itself.",
	}
}

func (p *Pages) logger() *slog.Logger {
	if p.Log == nil {
		return slog.Default()
	}
	return p.Log
}

// kioskBoard is the part of the screen that changes.
func (p *Pages) kioskBoard(c echo.Context) error {
	choice, err := readKioskChoice(c.QueryParams())
	if err != nil {
		return err
	}
	board, err := p.board(c, choice)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.KioskBoardPart(board))
}

func (p *Pages) board(c echo.Context, choice kioskChoice) (templates.KioskBoard, error) {
	k, err := p.Questions.Kiosk(c.Request().Context(), choice.filter, choice.wholeDay)
	if err != nil {
		return templates.KioskBoard{}, err
	}
	board := kioskBoard(k, choice)
	board.Version = p.Assets.URL("app.css") // changes with every file of the program
	return board, nil
}
