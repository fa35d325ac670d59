package pipeline

import (
	"context"
	"fmt"

	"sprue/engine/models"
	"sprue/engine/store"
)

// model finds a model by its name.
func (b *build) model(name string) (models.Model, error) {
	for _, m := range b.models {
		if m.Name == name {
			return m, nil
		}
	}
	return models.Model{}, fmt.Errorf("no model %q", name)
}

// fill adds to a model's table what its SELECT gives for the scope of now.
func (b *build) fill(ctx context.Context, name string) error {
	m, err := b.model(name)
	if err != nil {
		return err
	}
	started := b.clock()
	rows, err := b.tx.Exec(ctx, fmt.Sprintf("INSERT INTO %s\n%s", m.Name, m.SQL))
	if err != nil {
		return fmt.Errorf("fill %s: %w", m.Name, err)
	}
	b.lastRows = rows
	count := b.count(name)
	count.RowsOut += rows
	count.Seconds += b.clock().Sub(started).Seconds()
	return nil
}

// refill empties a model's table first; a temp one is made anew, because an
// emptied table keeps its rows in memory until the end of the transaction.
func (b *build) refill(ctx context.Context, name string) error {
	m, err := b.model(name)
	if err != nil {
		return err
	}
	if m.Kind == models.Temp {
		return b.remake(ctx, name)
	}
	if err := b.exec(ctx, "empty "+name, "TRUNCATE "+name); err != nil {
		return err
	}
	return b.fill(ctx, name)
}

// fillAll fills models in that order.
func (b *build) fillAll(ctx context.Context, names ...string) error {
	for _, name := range names {
		if err := b.fill(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// refillAll refills models in that order.
func (b *build) refillAll(ctx context.Context, names ...string) error {
	for _, name := range names {
		if err := b.refill(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func (b *build) count(name string) *ModelReport {
	if b.counts[name] == nil {
		b.counts[name] = &ModelReport{Model: name}
		b.order = append(b.order, name)
	}
	return b.counts[name]
}

// exec runs a statement whose rows nobody counts; doing is for errors.
func (b *build) exec(ctx context.Context, doing, statement string, args ...any) error {
	if _, err := b.tx.Exec(ctx, statement, args...); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// queryAll reads a query of one column.
func queryAll[T any](ctx context.Context, tx *store.Tx, query string, args ...any) ([]T, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	all := []T{}
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
