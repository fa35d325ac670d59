package analysis

// group is those from a number, inclusive, to another, exclusive.
type group struct{ from, to int }

// groups cuts a number of tools, of so many shots each, into groups that memory has
// room for: none has more shots than are asked for at a time, but one of a single tool.
func (a *Analysis) groups(number int, shots func(int) int64) (groups []group) {
	var inLast int64
	for i := range number {
		made := shots(i)
		if inLast += made; i == 0 || inLast > a.atATime {
			groups, inLast = append(groups, group{from: i}), made
		}
		groups[len(groups)-1].to = i + 1
	}
	return groups
}
