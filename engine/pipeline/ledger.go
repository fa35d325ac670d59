package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"sprue/engine/models"
)

// dialect names the macros, which are part of all models, among them.
const dialect = "dialect"

// ledgerModels has the hash of every model's SQL by its name, and that of the macros.
func (b *build) ledgerModels() (map[string]string, error) {
	hashes := map[string]string{}
	for _, m := range b.models {
		hashes[m.Name] = m.Hash
	}
	macros, err := models.MacrosHash()
	if err != nil {
		return nil, err
	}
	hashes[dialect] = macros
	return hashes, nil
}

// inputs are what the build was made from, beside the mirror.
func (b *build) inputs() (hashes, settings, changes string, err error) {
	hashed, err := b.ledgerModels()
	if err != nil {
		return "", "", "", err
	}
	set, err := ledgerSettings(b.cfg)
	if err != nil {
		return "", "", "", err
	}
	texts := [3]string{}
	for i, v := range []any{hashed, set, b.report.Changes} {
		text, err := json.Marshal(v)
		if err != nil {
			return "", "", "", err
		}
		texts[i] = string(text)
	}
	return texts[0], texts[1], texts[2], nil
}

// writeLedger records the build beside what it made.
func (b *build) writeLedger(ctx context.Context) error {
	hashes, settings, changes, err := b.inputs()
	if err != nil {
		return err
	}
	b.report.PeakMemory = b.memory.peak()
	err = b.exec(ctx, "record the build", `
		INSERT INTO meta.build
		SELECT ?, ?, ?, ?, json_object(
				'max_batch_id', (SELECT max(batch_id) FROM raw.data_shot),
				'watermarks', (SELECT json_group_object(source || '.' || table_name, cursor) FROM meta.watermark),
				'settings', ?::JSON, 'changes', ?::JSON),
			?::JSON, ?, ?, ?, ?`,
		b.id, b.started, b.clock().UTC(), b.report.Kind, settings, changes, hashes, settingsHash(settings), b.report.DirtyPairs, b.report.Shots, b.report.PeakMemory)
	if err != nil {
		return err
	}
	if err := b.countInputs(ctx); err != nil {
		return err
	}
	for _, name := range b.order {
		c := b.counts[name]
		err := b.exec(ctx, fmt.Sprintf("record model %q", name), "INSERT INTO meta.build_model VALUES (?, ?, ?, ?, ?)",
			b.id, c.Model, c.RowsIn, c.RowsOut, c.Seconds)
		if err != nil {
			return err
		}
		b.report.Models = append(b.report.Models, *c)
	}
	return nil
}

// countInputs tells how many rows came in where the build knows it: packets that
// were read, their items that were judged, pairs of counter and day, and rows of
// steps. Of the others nobody counted them, and a count would read their inputs
// once more.
func (b *build) countInputs(ctx context.Context) error {
	var packets, items, pairs int64
	err := b.tx.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM todo_packet), (SELECT coalesce(sum(items), 0)::BIGINT FROM dirty_pair), (SELECT count(*) FROM dirty_pair)`).
		Scan(&packets, &items, &pairs)
	if err != nil {
		return fmt.Errorf("count what came in: %w", err)
	}
	for name, rows := range map[string]int64{"core.packet": packets, "chunk_item": packets, "core.shot": items, "core.counter_day": pairs} {
		if c := b.counts[name]; c != nil {
			c.RowsIn = &rows
		}
	}
	return b.countSteps(ctx)
}

// countSteps: a model whose rows are made from steps of this build, and from
// nothing else, had their rows to read.
func (b *build) countSteps(ctx context.Context) error {
	rows, err := b.tx.Query(ctx, `
		SELECT table_name, string_agg(from_table, ' ')
		FROM meta.lineage
		WHERE column_name = '*' AND how = 'rows'
		GROUP BY table_name`)
	if err != nil {
		return fmt.Errorf("read what the models are made from: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		var name, inputs string
		if err := rows.Scan(&name, &inputs); err != nil {
			return err
		}
		if c := b.counts[name]; c != nil && c.RowsIn == nil {
			c.RowsIn = b.rowsOf(strings.Fields(inputs))
		}
	}
	return rows.Err()
}

// rowsOf is how many rows steps of this build have, nil where one is no step or
// was not made.
func (b *build) rowsOf(steps []string) *int64 {
	sum := int64(0)
	for _, step := range steps {
		c := b.counts[step]
		if c == nil || strings.Contains(step, ".") {
			return nil
		}
		sum += c.RowsOut
	}
	return &sum
}
