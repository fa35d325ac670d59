// Package browsertest opens pages in real headless Chromium for tests: it
// collects console errors and requests to other hosts, looks at canvases, and
// takes screenshots. Only tests import it.
package browsertest
