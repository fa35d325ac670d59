// Package events tells open pages what has happened: a broker numbers events
// and hands them to every client, and Stream sends them as server-sent events.
// It knows neither the data nor the pages.
package events
