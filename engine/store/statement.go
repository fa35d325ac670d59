package store

import (
	"regexp"
	"strings"
)

// statement is a user's SQL, taken apart as far as DuckDB's own parser does
// not: its JSON form knows SELECT (which WITH, FROM, VALUES, DESCRIBE, SHOW and
// SUMMARIZE are, too), but no EXPLAIN.
//
// Nothing here is trusted to be right: what comes out of it is checked as it
// will run.
type statement struct {
	explain string // EXPLAIN with its options, or empty
	body    string // without the semicolon at its end
}

var explainPrefix = regexp.MustCompile(`(?i)^EXPLAIN\b(\s+ANALYZE\b|\s*\(\s*(ANALYZE|FORMAT\s+\w+)(\s*,\s*(ANALYZE|FORMAT\s+\w+))*\s*\))?`)

func parseStatement(sql string) statement {
	body := skipBlank(sql)
	explain := explainPrefix.FindString(body)
	body = body[len(explain):]
	end := endOfStatement(body)
	for rest := body[end:]; rest != ""; rest = skipBlank(rest[1:]) {
		if rest[0] != ';' { // a second statement: for the guard to refuse
			end = len(body)
			break
		}
	}
	return statement{explain: explain, body: strings.TrimSpace(body[:end])}
}

// keyword is the first word, in upper case, for messages.
func (s statement) keyword() string {
	word := strings.FieldsFunc(skipBlank(s.body), func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '_'
	})
	if len(word) == 0 {
		return ""
	}
	return strings.ToUpper(word[0])
}

// skipBlank skips blanks and comments.
func skipBlank(sql string) string {
	for {
		sql = strings.TrimSpace(sql)
		n := comment(sql)
		if n == 0 {
			return sql
		}
		sql = sql[n:]
	}
}

// endOfStatement is the place of the first semicolon outside of quotes and
// comments, else the end.
func endOfStatement(sql string) int {
	for i := 0; i < len(sql); {
		if sql[i] == ';' {
			return i
		}
		i += token(sql, i)
	}
	return len(sql)
}

// token is the length of the quoted text, comment or character at i.
func token(sql string, i int) int {
	rest := sql[i:]
	switch c := rest[0]; {
	case c == '\'':
		return quotedText(rest, '\'', isEscapeString(sql, i))
	case c == '"':
		return quotedText(rest, '"', false)
	case c == '$' && (i == 0 || !isWord(sql[i-1])):
		return max(dollarQuoted(rest), 1)
	}
	return max(comment(rest), 1)
}

func comment(sql string) int {
	switch {
	case strings.HasPrefix(sql, "--"):
		if end := strings.IndexByte(sql, '\n'); end >= 0 {
			return end + 1
		}
		return len(sql)
	case strings.HasPrefix(sql, "/*"):
		return blockComment(sql)
	}
	return 0
}

// blockComment may hold others.
func blockComment(sql string) int {
	depth := 0
	for i := 0; i+1 < len(sql); i++ {
		switch sql[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			depth--
			i++
		}
		if depth == 0 {
			return i + 1
		}
	}
	return len(sql)
}

func quotedText(sql string, quote byte, escapes bool) int {
	for i := 1; i < len(sql); i++ {
		switch {
		case escapes && sql[i] == '\\':
			i++
		case sql[i] == quote: // a doubled one begins the next token
			return i + 1
		}
	}
	return len(sql)
}

// isEscapeString tells E'it\'s' from 'it'.
func isEscapeString(sql string, i int) bool {
	return i > 0 && (sql[i-1] == 'e' || sql[i-1] == 'E') && (i == 1 || !isWord(sql[i-2]))
}

var dollarTag = regexp.MustCompile(`^\$(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)?\$`)

func dollarQuoted(sql string) int {
	tag := dollarTag.FindString(sql)
	if tag == "" {
		return 0
	}
	if end := strings.Index(sql[len(tag):], tag); end >= 0 {
		return end + 2*len(tag)
	}
	return len(sql)
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}
