package pages

import (
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

func nameCell(name string) templates.Cell {
	return templates.Cell{Text: orDash(name), Title: name}
}

func hoursCell(us int64) templates.Cell {
	return templates.Cell{Text: hours(us), Title: engine.Count(us) + " µs"}
}

func percentCell(share *float64) templates.Cell {
	return templates.Cell{Text: percent(share), Title: exact(share, "")}
}

func secondsCell(v *float64) templates.Cell {
	if v == nil {
		return templates.Cell{Text: dash}
	}
	return templates.Cell{Text: decimals(*v, 1), Title: exact(v, "s")}
}

func deviationCell(c analysis.Compared) templates.Cell {
	d := c.Deviation()
	if d == nil {
		return templates.Cell{Text: dash, Title: "no approved cycle time"}
	}
	return templates.Cell{Text: signed(100 * *d), Title: exact(d, "")}
}

func stabilityCell(f analysis.Figures) templates.Cell {
	cell := templates.Cell{Text: percent(f.Stability()), Doubt: doubt(f), Title: exact(f.Stability(), "")}
	if cell.Doubt != "" {
		cell.High = percent(f.StabilityHigh())
	}
	return cell
}

func (p *Pages) lastShotCell(t analysis.Tool) templates.Cell {
	if t.LastShotUTC.IsZero() {
		return templates.Cell{Text: dash, Title: "no shot is known"}
	}
	return templates.Cell{Text: p.moment(t.LastShotLocal), Title: utc(t.LastShotUTC)}
}
