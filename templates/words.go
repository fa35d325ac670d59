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

// otherTheme goes round: the system's choice, dark, light.
func otherTheme(theme string) string {
	switch theme {
	case "":
		return "dark"
	case "dark":
		return "light"
	default:
		return "system"
	}
}

func themeWord(theme string) string {
	switch theme {
	case "dark":
		return "Dark"
	case "light":
		return "Light"
	default:
		return "As system"
	}
}
