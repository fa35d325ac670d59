package pages

import (
	"strconv"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

func trustLine(r request, t analysis.Trust) templates.Trust {
	line := templates.Trust{Computed: definitions()}
	add := func(f templates.Fact) { line.Facts = append(line.Facts, f) }
	add(templates.Fact{Strong: engine.Count(t.Shots), After: " shots used"})
	add(leftOut(t.LeftOut))
	if t.Covered != nil {
		add(templates.Fact{Before: "data cover ", Strong: percent(t.Covered) + " %", Title: "share of the window's tool days with data"})
	}
	if t.QualityScore != nil {
		add(templates.Fact{Before: "quality score ", Strong: scored(t.QualityScore), Title: "mean of the shots' scores, of 100: what speaks against the data", URL: dataPath(r).String()})
	}
	if !t.LastShotUTC.IsZero() {
		add(templates.Fact{
			Before: "last shot ", Strong: t.LastShot.Format("2 Jan 15:04"),
			After: " plant time", Title: t.LastShotUTC.Format(time.RFC3339),
		})
	}
	add(zones(t.Zones))
	if t.BuildID != 0 {
		add(templates.Fact{
			Before: "build ", Strong: buildName(t.BuildID),
			After: " of " + t.BuiltUTC.Format("2 Jan 15:04") + " UTC", Title: strconv.FormatUint(t.BuildID, 10),
		})
	}
	return line
}

func leftOut(reasons []analysis.LeftOut) templates.Fact {
	total, words := int64(0), make([]string, 0, len(reasons))
	for _, r := range reasons {
		total += r.Count
		words = append(words, engine.Count(r.Count)+" "+strings.ReplaceAll(r.Reason, "_", " "))
	}
	fact := templates.Fact{Strong: engine.Count(total), After: " left out"}
	switch {
	case len(words) > 3:
		fact.After += ": " + strings.Join(words[:3], ", ") + " and " + plural(int64(len(words)-3), "reason", "reasons") + " more"
		fact.Title = strings.Join(words, ", ")
	case len(words) > 0:
		fact.After += ": " + strings.Join(words, ", ")
	}
	return fact
}

func zones(names []string) templates.Fact {
	switch len(names) {
	case 0:
		return templates.Fact{After: "zone not known"}
	case 1:
		return templates.Fact{After: names[0]}
	}
	return templates.Fact{After: "zone of each plant", Title: strings.Join(names, ", ")}
}

func buildName(id uint64) string { return engine.Count(int64(id)) }

func definitions() []templates.Definition {
	return []templates.Definition{
		{Term: "Run", Text: "Shots of one tool on one part without a long silence (8 h unless set otherwise). Its reference cycle time is the most frequent one, on a grid of 0.1 s, unless set otherwise."},
		{Term: "Stop", Text: "Time inside a run in which no cycle was going on: no shot came (gap), a cycle took more than twice the reference (long), or the counter reported idle (idle). Under 5 min it is a micro-stop."},
		{Term: "Efficiency", Text: "Normal shots / shots. A shot is normal within a tolerance (±5 % unless set otherwise) of the run's reference."},
		{Term: "Stability", Text: "Production time / run time. Where the numbers of the shots show that some never arrived, the downtime is doubtful, and stability is a range: with all of it as downtime, and with the doubtful part as production."},
		{Term: "MTBF, MTTR", Text: "Production time / stops, and downtime / stops."},
		{Term: "Sums", Text: "Times and shots are added up first, in whole microseconds, and divided last. Days are production days of each plant, half-open; a stop counts where it starts, its downtime where it lies."},
	}
}
