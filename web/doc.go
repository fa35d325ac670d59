// Package web serves the dashboard and the REST interface. It holds what all
// requests share: limits, headers, errors, logs, and a clean end. Pages are in
// web/pages, REST in web/api; it computes nothing.
package web
