package source

import "strings"

// Nearest is the candidate that a user most likely meant by name, empty if none
// is near: at most a third of its letters differ; blanks, dashes, case and what
// follows a dot aside.
func Nearest(name string, candidates []string) string {
	best, distance := "", len(name)/3+1
	for _, candidate := range candidates {
		if d := edits(plain(name), plain(candidate)); d < distance {
			best, distance = candidate, d
		}
	}
	return best
}

func plain(name string) string {
	name, _, _ = strings.Cut(name, ".")
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
}

// edits counts the letters to insert, delete or change between a and b.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
