package models

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Parse reads a model file: a header of '--' lines, then one SELECT. A line
// 'word: text' with one of the known words is a property, every other line
// explains a column: its name, then blanks, then words. A line that starts
// with blanks after the '--' goes on with the line before it.
func Parse(path, text string) (Model, error) {
	m := Model{Kind: Table, Path: path}
	rest := text
	for strings.HasPrefix(rest, "--") {
		line, after, _ := strings.Cut(rest, "\n")
		if err := m.header(strings.TrimPrefix(line, "--")); err != nil {
			return Model{}, err
		}
		rest = after
	}
	m.SQL = strings.TrimSpace(rest)
	m.Hash = hash(m.SQL)
	return m, m.check()
}

func (m *Model) header(line string) error {
	if strings.HasPrefix(line, "    ") && len(m.Columns) > 0 {
		m.Columns[len(m.Columns)-1].Comment += " " + strings.TrimSpace(line)
		return nil
	}
	line = strings.TrimSpace(line)
	if line == "" {
		return nil
	}
	if word, value, ok := strings.Cut(line, ":"); ok {
		if property := m.property(word); property != nil {
			*property = strings.TrimSpace(value)
			return nil
		}
		if word == "kind" {
			m.Kind = Kind(strings.TrimSpace(value))
			return nil
		}
	}
	name, comment, ok := strings.Cut(line, " ")
	if !ok {
		return fmt.Errorf("header line %q: neither a property nor a column with a comment", line)
	}
	m.Columns = append(m.Columns, Column{Name: name, Comment: strings.TrimSpace(comment)})
	return nil
}

func (m *Model) property(word string) *string {
	switch word {
	case "model":
		return &m.Name
	case "grain":
		return &m.Grain
	case "key":
		return &m.Key
	case "rebuild":
		return &m.Rebuild
	case "with":
		return &m.With
	}
	return nil
}

func (m *Model) check() error {
	switch {
	case m.Name == "":
		return fmt.Errorf("no '-- model:' line")
	case m.Grain == "":
		return fmt.Errorf("no '-- grain:' line")
	case m.Kind != Table && m.Kind != View && !m.IsStep():
		return fmt.Errorf("kind %q: not table, view, temp or temp view", m.Kind)
	case !m.IsStep() && !strings.Contains(m.Name, "."):
		return fmt.Errorf("model %q: no schema", m.Name)
	case m.SQL == "":
		return fmt.Errorf("no SELECT")
	case m.With != "" && !strings.Contains(m.SQL, m.place()):
		return fmt.Errorf("model %q: no %s in its SELECT", m.Name, m.place())
	}
	return nil
}

// place is where a view has the SELECT of a step.
func (m *Model) place() string { return "/* " + m.With + " */" }

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
