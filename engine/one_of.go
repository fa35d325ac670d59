package engine

import (
	"fmt"
	"strings"
)

// OneOf finds the word that a text names, case and outer spaces aside; empty text
// is the first. Else it is a usage error, of which message is a format for the text.
func OneOf[T ~string](text string, words []T, doing, message string) (T, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return words[0], nil
	}
	var names []string
	for _, w := range words {
		if string(w) == text {
			return w, nil
		}
		names = append(names, string(w))
	}
	return "", &Error{
		Code:    CodeUsage,
		Doing:   doing,
		Message: fmt.Sprintf(message, text),
		Hint:    DidYouMean("did you mean %s? ", text, names) + "one of " + strings.Join(names, ", "),
	}
}

// Truth reads what is true or false under a name; empty text is false.
func Truth(text, name string) (bool, error) {
	word, err := OneOf(text, []string{"false", "true"}, "read "+name, "%q is neither true nor false")
	return word == "true", err
}
