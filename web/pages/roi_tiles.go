package pages

import (
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/roi"
	"sprue/templates"
)

// roiTiles are the kinds of loss, the largest first, what was gained, and a year.
func roiTiles(d roiData) []templates.Tile {
	total, unit := d.answer.Total, ", "+d.answer.Currency
	stops := moneyTile("Stops"+unit, total.Downtime, d.before, func(f analysis.ROIFigures) *float64 { return f.Downtime })
	stops.Note = hours(total.DowntimeUS) + " h"
	slow := moneyTile("Slow cycles"+unit, total.Loss, d.before, func(f analysis.ROIFigures) *float64 { return f.Loss })
	slow.Note = hours(total.LossUS) + " h"
	if total.Shots == 0 {
		slow.Note = total.Note()
	}
	fast := moneyTile("Fast cycles"+unit, total.Gain, d.before, func(f analysis.ROIFigures) *float64 { return f.Gain })
	if total.Shots > 0 {
		fast.Note = hours(total.GainUS) + " h gained"
	}
	tiles := []templates.Tile{stops, slow, fast}
	if orNothing(total.Loss) > orNothing(total.Downtime) {
		tiles[0], tiles[1] = slow, stops
	}
	return append(tiles, yearTile("Stops a year"+unit, total.AnnualDowntime), yearTile("Slow cycles a year"+unit, total.AnnualLoss))
}

func moneyTile(label string, now *float64, before *analysis.ROIFigures, of func(analysis.ROIFigures) *float64) templates.Tile {
	tile := templates.Tile{Label: label, Figure: rounded(now)}
	if before != nil && now != nil && of(*before) != nil {
		tile.Change = change(*now-*of(*before), 0, "")
	}
	return tile
}

// yearTile has the range of a yearly figure, or why there is none.
func yearTile(label string, a roi.Annual) templates.Tile {
	tile := templates.Tile{Label: label, Title: "if it goes on as in the range, unless annual_hours is set", Figure: rounded(a.Value)}
	if tile.Note = rangeOf(a.Low, a.High, engine.Rounded); tile.Note == "" {
		tile.Note = a.Reason
	}
	return tile
}

// rounded is money as a figure of a tile; the exact amount is its title.
func rounded(money *float64) templates.Figure {
	if money == nil {
		return templates.Figure{Text: dash}
	}
	return templates.Figure{Text: engine.Rounded(*money), Exact: exact(money, "")}
}

func orNothing(money *float64) float64 {
	if money == nil {
		return 0
	}
	return *money
}
