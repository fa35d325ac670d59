package analysis

import "time"

// Happening is a row of History.
type Happening struct {
	AtUTC         time.Time // zero of what is known by its day alone
	AtLocal       time.Time // on the plant's clock; of such the production day
	Kind          string    // part, counter, plant, approved cycle time, order, or a drift or shift of a measure
	Before, After string    // '' where there is none
	Share         *float64  // of the change; nil where no figure changed
}

// Happenings are the rows of History.
func Happenings(t Table) []Happening {
	var all []Happening
	for n := range t.Rows {
		row := t.row(n)
		all = append(all, Happening{
			AtUTC: toldOf[time.Time](row, "at_utc"), AtLocal: toldOf[time.Time](row, "at_local"), Kind: toldOf[string](row, "kind"),
			Before: toldOf[string](row, "before"), After: toldOf[string](row, "after"), Share: row.real("change_share"),
		})
	}
	return all
}
