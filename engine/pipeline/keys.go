package pipeline

import (
	"context"
	_ "embed"
	"fmt"

	"sprue/engine"
)

// The modes in which a source's shots may change their shape; evolve is any other word.
const (
	shapeFreeze  = "freeze"
	shapeDiscard = "discard"
)

// findKeys lists the keys that came, and kinds of their values, that no build has
// taken from their source before.
//
//go:embed find_keys.sql
var findKeys string

// logKeys records these: the shape of the packets has changed.
//
//go:embed record_keys.sql
var recordKeys string

// dropKeys takes keys that are ignored out of what came.
//
//go:embed drop_keys.sql
var dropKeys string

// IgnoredKey is a key of shots that the mode of its source ignores.
type IgnoredKey struct {
	Key   string
	Shots int64 // that came with it
}

// collectKeys keeps the keys of the chunk that are not documented, or have
// values of another kind than documented.
func (b *build) collectKeys(ctx context.Context) error {
	if err := b.refill(ctx, "chunk_key"); err != nil {
		return err
	}
	return b.exec(ctx, "keep the keys of packets", "INSERT INTO came_key SELECT source, key, kind, items, packet_id FROM chunk_key")
}

// takeKeys looks at the keys that came. New ones stand in extra, or count as far
// as they can be read; a key that a figure needs is promoted in the configuration
// (shots.extra). Where the source's schema_mode is freeze they are an error, where
// it is discard they are ignored.
func (b *build) takeKeys(ctx context.Context) error {
	if err := b.exec(ctx, "find changed keys", findKeys); err != nil {
		return err
	}
	if err := b.refuseKeys(ctx); err != nil {
		return err
	}
	if err := b.ignoreKeys(ctx); err != nil {
		return err
	}
	return b.exec(ctx, "record changed packets", recordKeys)
}

func (b *build) refuseKeys(ctx context.Context) error {
	var keys, packet int64
	var key, kind, change, source string
	err := b.tx.QueryRow(ctx, `
		SELECT count(*), coalesce(min(key), ''), coalesce(arg_min(kind, key), ''), coalesce(arg_min(change, key), ''), coalesce(arg_min(source, key), ''),
			coalesce(arg_min(packet_id, key), 0)
		FROM new_key WHERE mode = ?`, shapeFreeze).Scan(&keys, &key, &kind, &change, &source, &packet)
	if err != nil || keys == 0 {
		return err
	}
	more := ""
	if keys > 1 {
		more = fmt.Sprintf(" (and %d more)", keys-1)
	}
	return &engine.Error{
		Code:    engine.CodeData,
		Doing:   "read packets of source " + source,
		Message: fmt.Sprintf("key %q of shots (%s) is %s%s, and schema_mode of DATA_SHOT is freeze", key, kind, change, more),
		Hint:    fmt.Sprintf("set schema_mode: evolve to take it, or discard to ignore it; it stands in packet %d", packet),
	}
}

func (b *build) ignoreKeys(ctx context.Context) error {
	rows, err := b.tx.Query(ctx, "SELECT key, sum(items)::BIGINT FROM ignored_key GROUP BY key ORDER BY key")
	if err != nil {
		return fmt.Errorf("count ignored keys: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		var k IgnoredKey
		if err := rows.Scan(&k.Key, &k.Shots); err != nil {
			return err
		}
		b.report.Ignored = append(b.report.Ignored, k)
	}
	if err := rows.Err(); err != nil || len(b.report.Ignored) == 0 {
		return err
	}
	return b.exec(ctx, "ignore keys", dropKeys)
}

// settingShape has the sources whose shots may not change their shape freely.
func settingShape(cfg Config) settingTable {
	return settingTable{
		name:    "core.setting_shape",
		comment: "Sources whose shots may not take new keys freely: schema_mode of DATA_SHOT",
		columns: []settingColumn{
			{"source", "VARCHAR", "Name of the source"},
			{"mode", "VARCHAR", "freeze: a new key is an error; discard: it is ignored"},
		},
		rows: cfg.shapes(shapeFreeze, shapeDiscard),
	}
}
