package api

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"
)

// problem is an RFC 9457 document.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	Hint      string `json:"hint,omitempty"`
	Instance  string `json:"instance"`
	RequestID string `json:"request_id"`
}

// Fail answers with a problem document.
func Fail(c echo.Context, status int, message, hint string) error {
	body, err := json.Marshal(problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: message, Hint: hint,
		Instance: c.Request().URL.Path, RequestID: c.Response().Header().Get(echo.HeaderXRequestID),
	})
	if err != nil {
		return fmt.Errorf("encode the problem: %w", err)
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.Blob(status, "application/problem+json", body)
}
