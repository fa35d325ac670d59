// Package pages answers requests for pages: it reads the filter from the
// address, asks engine/analysis, words the answer, and hands view models to
// templates. It computes no figure itself.
package pages
