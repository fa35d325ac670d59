package pages

import (
	"testing"

	"sprue/engine"
	"sprue/engine/analysis"
)

func TestOEETiles(t *testing.T) {
	now := analysis.OEE{PlannedUS: 420 * 60e6, ProductionUS: 373 * 60e6, IdealUS: 19_271e6, IdealProductionUS: 373 * 60e6, ProducedParts: 19_271, RejectedParts: 423}
	then := now
	then.ProductionUS -= 42 * 60e6
	uncounted := then
	uncounted.ProducedParts, uncounted.RejectedParts = 0, 0
	r := request{compare: true, window: engine.Window{From: engine.Day(2026, 3, 9), To: engine.Day(2026, 3, 10)}}
	tiles := func(r request, before *analysis.OEE) (texts, changes [4]string) {
		for i, tile := range oeeTiles(r, analysis.Fleet{}, &analysis.Effectiveness{Total: now, Before: before}) {
			texts[i] = tile.Figure.Text
			if tile.Change != nil {
				changes[i] = tile.Change.Text
			}
		}
		return texts, changes
	}
	for name, test := range map[string]struct {
		r       request
		before  *analysis.OEE
		changes [4]string
	}{
		"compared":                  {r, &then, [4]string{"+8.4 pt", "+10.0 pt", "±0 pt", "±0 pt"}},
		"scrap of one period alone": {r, &uncounted, [4]string{dash, "+10.0 pt", "±0 pt", ""}},
		"nothing planned before":    {r, nil, [4]string{}},
		"not compared":              {request{window: r.window}, &then, [4]string{}},
	} {
		if texts, changes := tiles(test.r, test.before); texts != [4]string{"74.8", "88.8", "86.1", "97.8"} || changes != test.changes {
			t.Errorf("%s: %v %v", name, texts, changes)
		}
	}
	if oeeTiles(r, analysis.Fleet{}, nil) != nil {
		t.Error("nothing was planned, and OEE is there")
	}
	none := oeeTiles(r, analysis.Fleet{}, &analysis.Effectiveness{Total: analysis.OEE{PlannedUS: 1e6}})
	if none[0].Figure.Text != "0.0" || none[2].Note != "no approved cycle time" || none[3].Note != "no scrap is counted" {
		t.Errorf("%+v", none)
	}
}

func TestSensitivityPart(t *testing.T) {
	r := request{address: address{path: "/run-rate"}}
	later, part := sensitivityPart(r, 500_000, nil)
	if part != nil || later.Asks != "" || later.URL != "/run-rate?count=true" {
		t.Errorf("few: %+v, %+v", later, part)
	}
	if later, part = sensitivityPart(r, 500_001, nil); part != nil || later.Asks == "" {
		t.Errorf("many: %+v, %+v", later, part)
	}
	if later, part = sensitivityPart(r, 3_000_001, nil); later != nil || part.Answer != "Too many shots." || len(part.Slack.Table.Rows) > 0 {
		t.Errorf("too many: %+v, %+v", later, part)
	}
	step := func(value float64, plateau bool) analysis.SensitivityStep {
		return analysis.SensitivityStep{Value: value, Plateau: plateau, Figures: analysis.Figures{Shots: 10, NormalShots: 5}}
	}
	at := step(0.055, true)
	at.IsConfigured, at.Hangs = true, true
	_, part = sensitivityPart(r, 10, &analysis.Sensitivity{Sentence: "It hangs.", Series: []analysis.SensitivitySeries{
		{Setting: analysis.SettingTolerance, Others: 0.25, Steps: []analysis.SensitivityStep{step(0.03, false), at, step(0.07, true)}},
	}})
	rows := part.Tolerance.Table.Rows
	if part.Words != "Plateau: tolerance from 5.5 to 7 %." || part.Tolerance.Section.Note != "25.0 % of the shots have another value" || len(rows) != 3 {
		t.Fatalf("%+v", part)
	}
	if mark := rows[1].Cells[3]; rows[0].Cells[3].Text != "" || rows[2].Cells[3].Text != "plateau" || mark.Badge.Tone != "watch" || mark.Sub != "plateau" {
		t.Errorf("%+v", rows)
	}
}
