package quality

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
)

//go:embed sql/doubts.sql
var doubtsSQL string

// Doubts are what there is to say of the data in a line, before anybody asks
// for a report.
type Doubts struct {
	Shots   int64    // in quarantine by themselves
	Packets int64    // in quarantine as a whole
	Overall *float64 // score of all data, 0..100; nil without data
	Status  *string
}

// FindDoubts reads them as of the last build, without asking the rules.
func FindDoubts(ctx context.Context, s *store.Store) (d Doubts, err error) {
	if err = s.QueryRow(ctx, doubtsSQL).Scan(&d.Shots, &d.Packets, &d.Overall, &d.Status); err != nil {
		err = fmt.Errorf("find what is in doubt: %w", err)
	}
	return d, err
}

// String is a sentence, "" without a doubt.
func (d Doubts) String() string {
	var clauses []string
	if d.Overall != nil && *d.Status != StatusOK {
		clauses = append(clauses, fmt.Sprintf("the data are %s: %s of 100", *d.Status, engine.Significant(*d.Overall)))
	}
	var held []string
	if d.Shots > 0 {
		held = append(held, engine.Counted(d.Shots, "shot", "shots"))
	}
	if d.Packets > 0 {
		held = append(held, engine.Counted(d.Packets, "whole packet", "whole packets"))
	}
	if len(held) > 0 {
		clauses = append(clauses, strings.Join(held, " and ")+" in quarantine, out of every figure")
	}
	return strings.Join(clauses, "; ")
}
