// Package api answers the REST interface: the same questions as the pages, as
// JSON or CSV tables. It computes nothing and words nothing.
package api
