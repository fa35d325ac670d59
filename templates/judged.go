package templates

// JudgedPart is a tool beside its baseline.
type JudgedPart struct {
	Section Section
	Answer  string // a sentence
	Words   string // what it means, and what it rests on
	Tiles   []Tile
	Shape   Section
	Chart   *Chart // nil where there is nothing to compare
	Weeks   TablePart
}
