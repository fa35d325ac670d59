package engine

import "strings"

// Nearest gives the candidate that takes the fewest edits to become name, case
// aside; the first of them on a tie, "" without candidates.
func Nearest(name string, candidates []string) string {
	nearest, fewest := "", -1
	for _, c := range candidates {
		if n := edits(strings.ToLower(name), strings.ToLower(c)); fewest < 0 || n < fewest {
			nearest, fewest = c, n
		}
	}
	return nearest
}

// edits is the Levenshtein distance.
func edits(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			change := diagonal
			if r != s {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
