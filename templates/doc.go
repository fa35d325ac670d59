// Package templates draws pages. It holds components and the view models that
// they take: plain text and numbers, already worded and rounded. It asks no
// questions, knows no web framework, and reads no clock.
package templates
