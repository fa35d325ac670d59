package engine

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Nearest gives the candidate that name most likely stands for, case aside, and
// "" if none is close: the one that takes the fewest edits, at most a third of
// name's letters; else the nearest that name is a part or a longer form of. The
// first of them on a tie.
func Nearest(name string, candidates []string) string {
	name = strings.ToLower(name)
	length := utf8.RuneCountInString(name)
	nearest, akin, fewest, least := "", "", max(1, length/3)+1, -1
	for _, c := range candidates {
		lower := strings.ToLower(c)
		n := edits(name, lower)
		if n < fewest && n < length {
			nearest, fewest = c, n
		}
		if isAkin(name, lower) && (least < 0 || n < least) {
			akin, least = c, n
		}
	}
	if nearest == "" {
		return akin
	}
	return nearest
}

// isAkin tells whether one of both goes on with the other, or the candidate has
// name inside; of shorter parts than three letters that says nothing.
func isAkin(name, candidate string) bool {
	const least = 3
	return len(name) >= least && strings.Contains(candidate, name) ||
		len(candidate) >= least && strings.HasPrefix(name, candidate)
}

// DidYouMean puts the nearest candidate into a sentence such as 'did you mean
// %q? ', and gives "" if none is close.
func DidYouMean(sentence, name string, candidates []string) string {
	nearest := Nearest(name, candidates)
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf(sentence, nearest)
}

// edits is the Levenshtein distance, with two neighbours in the wrong order as one
// edit (optimal string alignment).
func edits(a, b string) int {
	from, to := []rune(a), []rune(b)
	earlier, last, row := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		earlier, last, row = last, row, earlier
		row[0] = i + 1
		for j, s := range to {
			change := last[j]
			if r != s {
				change++
			}
			row[j+1] = min(change, row[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && r == to[j-1] && s == from[i-1] {
				row[j+1] = min(row[j+1], earlier[j-1]+1)
			}
		}
	}
	return row[len(to)]
}
