package templates

// LifePart is the life of a tool under its heading.
type LifePart struct {
	Section Section
	Bar     *LifeBar // nil where the used share is not known
	Tiles   []Tile
}

// LifeBar is a used share, 1 for all of it, and more.
type LifeBar struct {
	Used  float64
	Title string // what it shows, for those who do not see it
}

type lifeMark struct {
	at          float64
	text, class string
}

func lifeMarks() []lifeMark {
	return []lifeMark{{0.8, "80 %", "watch"}, {1, "100 %", "end"}}
}

// Beyond 150 % a bar is cut, so that the marks stay apart; below 110 % their names
// have room.
func (b LifeBar) scale() float64 { return max(1.1, min(b.Used, 1.5)) }

func lifeAt(b LifeBar, share float64) string { return place(share / b.scale()) }

func lifeBeyond(b LifeBar) string { return place((min(b.Used, b.scale()) - 1) / b.scale()) }
