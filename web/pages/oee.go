package pages

import (
	"strings"

	"sprue/engine/analysis"
	"sprue/templates"
)

// oeeKey is the column in an address.
const oeeKey = "oee"

// oeeTiles are OEE and its factors; none where nothing was planned.
func oeeTiles(r request, f analysis.Fleet, e *analysis.Effectiveness) []templates.Tile {
	if e == nil {
		return nil
	}
	tile := func(key, label, title, note string, of func(analysis.OEE) *float64) templates.Tile {
		now := of(e.Total)
		t := templates.Tile{
			Label: label, Title: title, Note: note,
			Figure: templates.Figure{Text: percent(now), Exact: exact(now, "")},
			Spark:  oeeSpark(label, e.Days, of), URL: figurePath(r.address, key),
		}
		if r.compare && e.Before != nil {
			t.Change = shareChange(now, of(*e.Before))
		}
		return t
	}
	tiles := []templates.Tile{
		tile(oeeKey, "OEE, %", "availability × performance × quality", e.Total.Note(), analysis.OEE.Value),
		tile("availability", "Availability, %", "production time in planned time / planned time", "of "+hours(e.Total.PlannedUS)+" h planned", analysis.OEE.Availability),
		tile("performance", "Performance, %", "approved cycle times of the shots / their production time", "", analysis.OEE.Performance),
		tile("quality", "Quality, %", "good parts / all parts", "", analysis.OEE.Quality),
	}
	if e.Total.Performance() == nil {
		tiles[2].Note = "no approved cycle time"
	}
	if e.Total.Quality() == nil {
		tiles[3].Note = "no scrap is counted"
	}
	switch reason := partial(r, f); {
	case !r.compare:
	case reason != "":
		for i := range tiles {
			tiles[i].Change = uncompared(reason)
		}
	case e.Before != nil && (e.Total.Quality() == nil) != (e.Before.Quality() == nil):
		tiles[0].Change = uncompared("scrap is counted in one of the two periods only")
	}
	return tiles
}

// oeeSpark is a figure by production day; none of a single day, or where it is not known.
func oeeSpark(label string, days []analysis.OEEDay, of func(analysis.OEE) *float64) *templates.Spark {
	spark := &templates.Spark{Title: label + " by day"}
	known := 0
	for _, d := range days {
		v := of(d.OEE)
		if spark.Points = append(spark.Points, v); v != nil {
			known++
		}
	}
	if known < 2 {
		return nil
	}
	return spark
}

func oeeCell(o analysis.OEE) templates.Cell {
	cell := percentCell(o.Value())
	cell.Title = strings.Trim(cell.Title+" · "+o.Note(), " ·")
	return cell
}

func oeeDefinition() templates.Definition {
	return templates.Definition{Term: "OEE", Text: "Availability (production time in planned time / planned time) × performance (approved cycle times of the shots / their production time) × quality (good / all parts, where scrap is counted). Tools that were planned and made nothing count too. Performance above 100 % says that an approved cycle time looks too long."}
}
