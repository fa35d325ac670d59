package web

import (
	"crypto/rand"

	"github.com/labstack/echo/v4"
)

// requestID gives every request a number that the log and the answer share. A
// number from outside is kept if it cannot harm a log.
func requestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		given := c.Request().Header.Get(echo.HeaderXRequestID)
		if !harmless(given) {
			given = rand.Text()
		}
		c.Response().Header().Set(echo.HeaderXRequestID, given)
		return next(c)
	}
}

func id(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

func harmless(text string) bool {
	if text == "" || len(text) > 64 {
		return false
	}
	for _, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return true
}
