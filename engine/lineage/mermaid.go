package lineage

import (
	"fmt"
	"slices"
	"strings"
)

// Mermaid draws hops as a flow chart from left to right: a box for each table
// with its columns, an arrow for each edge. Direct values are plain arrows, the
// others say how.
func Mermaid(hops []Hop) string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	ids := map[Source]string{}
	byTable, tables := map[string][]Source{}, []string{}
	for _, hop := range hops {
		for _, s := range []Source{hop.From, hop.Source} {
			if _, seen := ids[s]; seen || s.Table == "" {
				continue
			}
			ids[s] = fmt.Sprintf("c%d", len(ids)+1)
			if byTable[s.Table] == nil {
				tables = append(tables, s.Table)
			}
			byTable[s.Table] = append(byTable[s.Table], s)
		}
	}
	slices.Sort(tables)
	for i, table := range tables {
		fmt.Fprintf(&b, "    subgraph t%d[%s]\n", i+1, quoted(table))
		for _, s := range byTable[table] {
			fmt.Fprintf(&b, "        %s[%s]\n", ids[s], quoted(s.Column))
		}
		b.WriteString("    end\n")
	}
	for _, hop := range hops {
		switch hop.How {
		case Constant:
		case Direct:
			fmt.Fprintf(&b, "    %s --> %s\n", ids[hop.From], ids[hop.Source])
		default:
			fmt.Fprintf(&b, "    %s -->|%s| %s\n", ids[hop.From], hop.How, ids[hop.Source])
		}
	}
	return b.String()
}

// quoted is a label; Mermaid writes a quote as an entity.
func quoted(text string) string {
	return `"` + strings.ReplaceAll(text, `"`, "#quot;") + `"`
}
