package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"sprue/web/pages"
)

// No request that the pages know of has a longer body than a form.
const bodyLimit = "1M"

// use puts around every handler, from the outside in: a number, the log, a net
// for panics, headers, and the checks and limits of the request.
func (s *Server) use() {
	s.echo.Use(
		requestID,
		s.logged,
		pages.KnowsEvents(s.events.Position),
		middleware.RecoverWithConfig(middleware.RecoverConfig{LogErrorFunc: s.panicked}),
		secured,
		s.knownHost,
		sameOrigin(),
		middleware.BodyLimit(bodyLimit),
		middleware.ContextTimeoutWithConfig(middleware.ContextTimeoutConfig{Timeout: s.cfg.Timeout, ErrorHandler: keepError, Skipper: isStream}),
		s.remembered,
		middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 1024, Skipper: isReady}),
	)
}

// isReady: static files are compressed once, not for every request, and events
// must not wait for the ones that fill a block.
func isReady(c echo.Context) bool {
	return strings.HasPrefix(c.Request().URL.Path, "/static/") || isStream(c)
}

// keepError: what a time-out means for the reader is decided where all errors
// are.
func keepError(err error, _ echo.Context) error { return err }

func (s *Server) panicked(c echo.Context, err error, stack []byte) error {
	s.log.Error("panic", "request_id", id(c), "path", c.Request().URL.Path, "error", err, "stack", string(stack))
	return fmt.Errorf("panic: %w", err)
}

// policy lets nothing run or load that does not come from this server, and no
// inline script or style at all.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func secured(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		return next(c)
	}
}

// knownHost refuses names that are not ours while listening on loopback: DNS
// rebinding lets a foreign page call us under its own name.
func (s *Server) knownHost(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		host := hostName(c.Request().Host)
		if (s.loopback.Load() && !isLocal(host) || !s.loopback.Load() && len(s.cfg.Hosts) > 0) && !slices.Contains(s.cfg.Hosts, host) {
			return echo.NewHTTPError(http.StatusMisdirectedRequest, fmt.Sprintf("this server is not called %q", host))
		}
		return next(c)
	}
}

func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

func isLocal(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// sameOrigin refuses changes that another site's page sends.
func sameOrigin() echo.MiddlewareFunc {
	check := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := check.Check(c.Request()); err != nil {
				return echo.NewHTTPError(http.StatusForbidden, "the request comes from another site").SetInternal(err)
			}
			return next(c)
		}
	}
}

// logged writes a line for each answer. An error is answered here, so that the
// line has the status that was sent.
func (s *Server) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		c.Response().Before(func() {
			c.Response().Header().Set("Server-Timing", fmt.Sprintf("app;dur=%.1f", time.Since(start).Seconds()*1000))
		})
		if err := next(c); err != nil {
			c.Error(err)
		}
		request, response := c.Request(), c.Response()
		s.log.Info("request", "method", request.Method, "path", request.URL.Path, "query", request.URL.RawQuery,
			"status", response.Status, "bytes", response.Size, "ms", time.Since(start).Milliseconds(),
			"ip", c.RealIP(), "request_id", id(c))
		return nil
	}
}
