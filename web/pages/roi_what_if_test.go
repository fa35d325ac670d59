package pages

import (
	"testing"

	"sprue/engine/analysis"
)

// A tool without an approved cycle time has no range to slide in, and no 0.0 s.
func TestTheTargetOfAToolWithoutAnApprovedCycleTime(t *testing.T) {
	target := 29.5
	q := whatIfAsked{fix: fixTarget, target: &target}
	if got := whatIfSliders(q, analysis.ROIRow{}, analysis.ROIAnswer{})[0]; got.Unit != "s, approved not known" || got.Standard != "" || got.Max != "" || got.Value != "29.5" {
		t.Errorf("without: %+v", got)
	}
	known := analysis.ROIRow{ROIFigures: analysis.ROIFigures{Shots: 2, ApprovedUS: 60e6}}
	if got := whatIfSliders(q, known, analysis.ROIAnswer{})[0]; got.Unit != "s, approved 30.0" || got.Min != "21" || got.Max != "39" || got.At != "29.5" {
		t.Errorf("with: %+v", got)
	}
}
