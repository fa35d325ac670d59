package analysis

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"sprue/engine"
)

// sentence of an answer: what matters, the largest loss first.
func (a *Analysis) sentence(ctx context.Context, s scope, answer Answer) (string, error) {
	l, err := a.losses(ctx, s, answer.Total)
	if err != nil {
		return "", err
	}
	return sentence(s, answer.Total, l, answer.Range), nil
}

func sentence(s scope, total Figures, l losses, data Range) string {
	stability := total.Stability()
	if stability == nil {
		return emptySentence(s, data)
	}
	subject, their := "Tools", "their"
	if len(s.tools) == 1 {
		subject, their = s.tools[0], "its"
	}
	if total.DowntimeUS == 0 && total.SpeedLossUS == 0 {
		return fmt.Sprintf("%s produced in all of %s run time.", subject, their)
	}
	return fmt.Sprintf("%s produced in %s of %s run time; %s.", subject, percent(*stability), their, largest(s, total, l))
}

// largest names the largest loss.
func largest(s scope, total Figures, l losses) string {
	if total.SpeedLossUS > total.DowntimeUS {
		return fmt.Sprintf("slow cycles cost %s, more than stops do%s", hours(total.SpeedLossUS), mostly(s, l))
	}
	switch share := part(l.top.DowntimeUS, l.stopsUS); {
	case l.stopsUS == 0:
		return "stops that began before cost " + hours(total.DowntimeUS)
	case len(s.tools) != 1 && share >= 0.1:
		return fmt.Sprintf("%s on %s are %s of the rest", plural(l.top.Kind), l.top.tool, fraction(share))
	}
	cause := l.causes[0]
	words := fmt.Sprintf("%s are %s of the rest", plural(cause.Kind), fraction(cause.Share))
	if l.tools > 1 {
		words += fmt.Sprintf(", spread over %d tools", l.tools)
	}
	return words
}

// mostly names the tool behind a good part of the slow cycles.
func mostly(s scope, l losses) string {
	if share := part(l.slowTop, l.slowUS); len(s.tools) != 1 && share >= 0.1 {
		return fmt.Sprintf("; %s of it on %s", fraction(share), l.slowTool)
	}
	return ""
}

// why is the sentence under the answer.
func why(l losses) string {
	if l.stopsUS == 0 && l.slowUS == 0 {
		return ""
	}
	slow := "slow cycles cost " + hours(l.slowUS)
	if l.stopsUS == 0 {
		return "No stops; " + slow + "."
	}
	cause := l.causes[0]
	stops := fmt.Sprintf("stops cost %s, %s of it in %s", hours(l.stopsUS), fraction(cause.Share), plural(cause.Kind))
	if l.slowUS > l.stopsUS {
		return upper(slow) + "; " + stops + "."
	}
	return upper(stops) + "; " + slow + "."
}

func emptySentence(s scope, data Range) string {
	if data.First.IsZero() {
		return "There are no data yet: nothing that fits has been mirrored and built."
	}
	return fmt.Sprintf("No data %s; there are data from %s to %s.", during(s.window),
		data.First.Format(time.DateOnly), data.Last.Format(time.DateOnly))
}

// during is a window behind a verb: 'from 2026-06-01 to 2026-06-30', 'on 2026-06-01',
// 'from 2026-06-01', 'in the last 7 days'.
func during(w engine.Window) string {
	switch text := w.String(); {
	case w.From.IsZero() != w.To.IsZero():
		return text
	case w.From.IsZero() || !w.Last.IsZero():
		return "in " + text
	case strings.Contains(text, " to "):
		return "from " + text
	default:
		return "on " + text
	}
}

func plural(kind string) string {
	return map[string]string{"gap": "gaps", "long": "long cycles", "idle": "idle stops"}[kind]
}

func hours(us int64) string { return engine.Duration(float64(us) / 1e6) }

func part(a, b int64) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// percent never rounds to all or nothing what is not.
func percent(share float64) string {
	switch {
	case share >= 1:
		return engine.Count(int64(math.Round(100*share))) + " %"
	case share >= 0.99:
		return fmt.Sprintf("%.2f %%", math.Floor(share*1e4)/100)
	case share < 0.01:
		return engine.Share(share)
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

// fraction is a share in words where a plain one is at most two points away.
func fraction(share float64) string {
	for _, f := range []struct {
		value float64
		words string
	}{
		{0.1, "a tenth"}, {0.2, "a fifth"}, {0.25, "a quarter"}, {1.0 / 3, "a third"},
		{0.5, "half"}, {2.0 / 3, "two thirds"}, {0.75, "three quarters"},
	} {
		if math.Abs(share-f.value) <= 0.02 {
			return f.words
		}
	}
	switch {
	case share == 1:
		return "all"
	case share >= 0.98:
		return "nearly all"
	}
	return percent(share)
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
