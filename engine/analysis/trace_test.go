package analysis

import (
	"context"
	"errors"
	"testing"
	"time"

	"sprue/engine"
)

func checkTrace(t *testing.T, pl *plant) {
	ctx := context.Background()
	stories, err := pl.analysis.Trace(ctx, ShotRef{Counter: "cnt-1", Seq: 7})
	if err != nil || len(stories) != 1 {
		t.Fatalf("stories: %v, %v", stories, err)
	}
	wantStory(t, stories[0], "Shot 7 of CNT-1 at 2026-03-19T08:23:50Z on MX-1", map[string]string{
		"Packet":   `Item 1 of a packet that counter CNT-1 sent.`,
		"Checks":   "Passed; the only one with this counter, time and number.",
		"Tool":     "Tool MX-1: STATISTICS put the counter on it.",
		"Part":     "Part P-7: the latest switch of the tool before the shot.",
		"Place":    "2026-03-19 13:53:50 in Pune (Asia/Kolkata), production day 2026-03-19.",
		"Quality":  "No flags.",
		"Interval": "An idle cycle: of 1000.0 s, 30.0 s were the cycle and 970.0 s waiting.",
		"Run":      "In a run of 8 shots from 2026-03-19 13:29 to 2026-03-19 13:54 local time.",
		"Stop":     "Its waiting part belongs to a stop of 1240.0 s, cause idle.",
		"Buckets":  "Counts in the hour from 13:00, the day 2026-03-19, the shift early of 2026-03-19, week 2026-W12 and month 2026-03.",
	})
	byTime, err := pl.analysis.Trace(ctx, ShotRef{Tool: "MX-1", At: time.Date(2026, 3, 19, 8, 24, 0, 0, time.UTC)})
	if err != nil || len(byTime) != 1 || byTime[0].Title != stories[0].Title {
		t.Errorf("by time: %v, %v", byTime, err)
	}
	kept, err := pl.analysis.Trace(ctx, ShotRef{Counter: "CNT-1", Seq: 1})
	if err != nil || len(kept) != 1 || kept[0].Steps[1].Text != "Passed; of several with this counter, time and number it is the one that counts." {
		t.Errorf("with a copy: %v, %v", kept, err)
	}
	leftOut, err := pl.analysis.Trace(ctx, ShotRef{Counter: "CNT-9", Seq: 5})
	if err != nil || len(leftOut) != 1 {
		t.Fatalf("left out: %v, %v", leftOut, err)
	}
	wantStory(t, leftOut[0], "Shot 5 of CNT-9 at 2026-03-19T08:00:00Z, left out", map[string]string{
		"Packet": "Item 1 of a packet that counter CNT-9 sent.",
		"Checks": "Left out of every figure: STATISTICS never put its counter on a tool, and no override or MOLD row does (unmapped, level 4). Each build tries it again.",
	})
}

func wantStory(t *testing.T, got Story, title string, texts map[string]string) {
	t.Helper()
	if got.Title != title || len(got.Steps) != len(texts) {
		t.Errorf("story: got %q with %d steps, want %q with %d", got.Title, len(got.Steps), title, len(texts))
	}
	for _, step := range got.Steps {
		if step.Text != texts[step.Title] {
			t.Errorf("%s: got %q, want %q", step.Title, step.Text, texts[step.Title])
		}
	}
}

func checkTraceOfNothing(t *testing.T, pl *plant) {
	for _, c := range []struct {
		ref  ShotRef
		hint string
	}{
		{ShotRef{Counter: "CNT-1", Seq: 99}, "its numbers go from 1 to 8"},
		{ShotRef{Counter: "CNT-2", Seq: 1}, `did you mean "CNT-1"?`},
		{ShotRef{Tool: "MX-3", At: now}, `did you mean "MX-1"?`},
		{ShotRef{Tool: "MX-1", At: now.AddDate(-1, 0, 0)}, "its first shot is later, or no build has seen it"},
	} {
		_, err := pl.analysis.Trace(context.Background(), c.ref)
		var e *engine.Error
		if !errors.As(err, &e) || e.Code != engine.CodeUsage || e.Hint != c.hint {
			t.Errorf("%v: got %#v", c.ref, err)
		}
	}
}
