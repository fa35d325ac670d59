package pages

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/templates"
)

const themeCookie = "theme"

// themeOf is the reader's choice, ” for the system's.
func themeOf(c echo.Context) string {
	cookie, err := c.Cookie(themeCookie)
	if err != nil || (cookie.Value != "dark" && cookie.Value != "light") {
		return ""
	}
	return cookie.Value
}

// theme remembers a choice in a cookie, so that a page comes in its colours
// at once, and goes back to where the reader was.
func (p *Pages) theme(c echo.Context) error {
	theme := c.FormValue("theme")
	if theme != "dark" && theme != "light" {
		theme = ""
	}
	cookie := &http.Cookie{
		Name: themeCookie, Value: theme, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.IsTLS(),
	}
	if theme == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
	if strings.Contains(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON) {
		next, word := templates.NextTheme(theme)
		return c.JSON(http.StatusOK, map[string]string{"theme": theme, "next": next, "word": word})
	}
	return redirect(c, local(c.FormValue("back")))
}

// local keeps a way back on this site. Browsers drop control characters and
// take a backslash for a slash, so that '/\t/host' leads away.
func local(path string) string {
	control := strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == '\\' })
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || control {
		return "/"
	}
	return path
}
