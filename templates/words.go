package templates

import "strconv"

func low(c Column) string {
	if c.Low == "" {
		return ""
	}
	return "low-" + c.Low
}

// percent is a length for SVG, which may be an attribute where the content
// security policy forbids inline style.
func percent(share float64) string {
	return strconv.FormatFloat(100*min(max(share, 0), 1), 'f', 2, 64) + "%"
}

// NextTheme goes round: the system's choice, dark, light. It gives what the
// switch leads to, and its word for the theme in force.
func NextTheme(theme string) (next, word string) {
	switch theme {
	case "dark":
		return "light", "Dark"
	case "light":
		return "system", "Light"
	default:
		return "dark", "As system"
	}
}

func otherTheme(theme string) string {
	next, _ := NextTheme(theme)
	return next
}

func themeWord(theme string) string {
	_, word := NextTheme(theme)
	return word
}
