// Package charts builds the options of charts with go-echarts, in one look.
// Colours are named ('token:series-1') and resolved by the script that draws,
// so that one option serves the light and the dark theme; functions are named
// in the same way ('format:percent'). It asks no questions.
package charts
