package pages

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// render draws the page before it sends the first byte, so that a fault on the
// way becomes an error page and not half a page.
func render(c echo.Context, status int, page templ.Component) error {
	var out bytes.Buffer
	// Drawing waits for nothing, and an error page is drawn when the request's
	// own time is over.
	ctx := context.WithoutCancel(c.Request().Context())
	if err := page.Render(ctx, &out); err != nil {
		return fmt.Errorf("draw the page: %w", err)
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "private, no-cache")
	c.Response().Header().Set(echo.HeaderVary, "Cookie, HX-Request") // the script may ask for a part alone
	return c.HTMLBlob(status, out.Bytes())
}

func redirect(c echo.Context, url string) error { return c.Redirect(http.StatusSeeOther, url) }

// leave ends a request that cannot go on: with an error, or at another address.
func (p *Pages) leave(c echo.Context, elsewhere string, err error) error {
	if err != nil {
		return err
	}
	return redirect(c, elsewhere)
}
