package pages

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/templates"
)

// choice is what a reader's browser remembers in a cookie, so that a page comes
// in its colours and measures at once.
type choice struct {
	name   string
	values []string // any other is none
	answer func(value string) map[string]string
}

const navNarrow = "narrow"

func themeChoice() choice {
	return choice{"theme", []string{"dark", "light"}, func(value string) map[string]string {
		next, word := templates.NextTheme(value)
		return map[string]string{"theme": value, "next": next, "word": word}
	}}
}

func navChoice() choice {
	return choice{"nav", []string{navNarrow}, func(value string) map[string]string {
		next, word := templates.NextNav(value == navNarrow)
		return map[string]string{"nav": value, "next": next, "word": word}
	}}
}

// choiceOf is the reader's choice, empty without one.
func choiceOf(c echo.Context, ch choice) string {
	cookie, err := c.Cookie(ch.name)
	if err != nil || !slices.Contains(ch.values, cookie.Value) {
		return ""
	}
	return cookie.Value
}

// remember keeps a choice and goes back to where the reader was.
func (p *Pages) remember(ch choice) echo.HandlerFunc {
	return func(c echo.Context) error {
		value := c.FormValue(ch.name)
		if !slices.Contains(ch.values, value) {
			value = ""
		}
		cookie := &http.Cookie{
			Name: ch.name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.IsTLS(),
		}
		if value == "" {
			cookie.MaxAge = -1
		}
		c.SetCookie(cookie)
		if strings.Contains(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON) {
			return c.JSON(http.StatusOK, ch.answer(value))
		}
		return redirect(c, local(c.FormValue("back")))
	}
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
