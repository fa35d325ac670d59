package lineage

import "fmt"

// node is an object of the parser's tree.
type node map[string]any

func (n node) text(key string) string {
	text, _ := n[key].(string)
	return text
}

func (n node) child(key string) node {
	child, _ := n[key].(map[string]any)
	return child
}

func (n node) list(key string) (all []node) {
	entries, _ := n[key].([]any)
	for _, entry := range entries {
		child, _ := entry.(map[string]any)
		all = append(all, child)
	}
	return all
}

func (n node) texts(key string) (all []string) {
	entries, _ := n[key].([]any)
	for _, entry := range entries {
		text, _ := entry.(string)
		all = append(all, text)
	}
	return all
}

// constant is the value of a constant, as text.
func (n node) constant() (text string, ok bool) {
	if n.text("class") != "CONSTANT" {
		return "", false
	}
	return fmt.Sprint(n.child("value")["value"]), true
}
