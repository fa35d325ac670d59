package pipeline

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"sprue/engine/models"
)

// Change is a setting or a model that is another one than in the build before.
type Change struct {
	What   string   `json:"what"`            // 'setting run_rate', 'SQL of mart.stop'
	Tables []string `json:"tables"`          // made anew for it; empty where it costs nothing, or where each decision is compared
	Tools  int64    `json:"tools,omitempty"` // to which that is limited; 0 is no limit

	stale  map[string]bool // the models that read it, and those that read these
	scopes []settingRow    // entries that name the tools; nil is no limit
}

// settingRow is a row of a table of settings, by column.
type settingRow map[string]any

// before is what the ledger says of the build before; nil maps where there is none.
type before struct {
	models   map[string]string
	settings map[string][]settingRow
}

func (b *build) readBefore(ctx context.Context) (last before, err error) {
	var hashes, settings sql.NullString
	err = b.tx.QueryRow(ctx, `
		SELECT models::VARCHAR, json_extract(inputs, '$.settings')::VARCHAR
		FROM meta.build WHERE build_id = (SELECT max(build_id) FROM meta.build)`).Scan(&hashes, &settings)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (!hashes.Valid || !settings.Valid) {
		return before{}, nil
	}
	if err == nil {
		err = errors.Join(json.Unmarshal([]byte(hashes.String), &last.models), json.Unmarshal([]byte(settings.String), &last.settings))
	}
	if err != nil {
		return before{}, fmt.Errorf("read the last build: %w", err)
	}
	return last, nil
}

// findChanges compares the settings and the models with those of the build
// before, and marks what is to be made anew. A file without a build, and one in
// which packets have to be read in another way, are built in full.
func (b *build) findChanges(ctx context.Context) error {
	last, err := b.readBefore(ctx)
	if err != nil {
		return err
	}
	now, err := b.ledgerModels()
	if err != nil {
		return err
	}
	switch {
	case b.full:
	case last.models == nil:
		b.full, b.first = true, true
	case last.models[dialect] != now[dialect]:
		b.fullFor("SQL of the macros")
	}
	if b.full {
		b.shots = true
		return nil
	}
	b.sameModels = maps.Equal(last.models, now)
	settings, err := ledgerSettings(b.cfg)
	if err != nil || b.allExist() && b.sameModels && reflect.DeepEqual(last.settings, settings) {
		return err
	}
	graph, err := b.readGraph(ctx)
	if err != nil {
		return err
	}
	b.report.Changes = graph.changedModels(last.models, now, b.existing)
	b.changedSettings(graph, last.settings, settings)
	for _, c := range b.report.Changes {
		if c.scopes == nil {
			maps.Copy(b.stale, c.stale)
		}
	}
	b.full = slices.ContainsFunc(b.models, func(m models.Model) bool { return b.stale[m.Name] && isPacketModel(m) })
	b.shots = slices.ContainsFunc(b.models, func(m models.Model) bool { return b.stale[m.Name] && isShotModel(m) })
	return nil
}

// fullFor makes everything anew.
func (b *build) fullFor(what string) {
	b.full = true
	c := Change{What: what, Tables: []string{}}
	for _, m := range b.models {
		if m.Kind == models.Table {
			c.Tables = append(c.Tables, m.Name)
		}
	}
	b.report.Changes = append(b.report.Changes, c)
}

func (b *build) allExist() bool {
	return !slices.ContainsFunc(b.models, func(m models.Model) bool { return m.Kind == models.Table && !b.existing[m.Name] })
}

// modelGraph knows which models read a model or a table.
type modelGraph struct {
	models  []models.Model
	readers map[string][]models.Model
}

func (b *build) readGraph(ctx context.Context) (modelGraph, error) {
	g := modelGraph{models: b.models, readers: map[string][]models.Model{}}
	reads, err := models.References(ctx, b.tx, b.models)
	if err != nil {
		return g, err
	}
	for _, m := range b.models {
		for _, input := range reads[m.Name] {
			// What becomes of items goes back into a table of packets.
			if back, err := b.model(input); err == nil && isPacketModel(m) && !isPacketModel(back) {
				continue
			}
			g.readers[input] = append(g.readers[input], m)
		}
		for _, input := range besides()[m.Name] {
			g.readers[input] = append(g.readers[input], m)
		}
	}
	return g, nil
}

// besides are what tables hang on that their SQL does not read: engine/spc finds the
// events, weeks read cycles and pins through views, and drop_keys.sql takes keys away.
func besides() map[string][]string {
	return map[string][]string{
		"mart.process_event": {processBounds, "mart.process_day", "mart.roi_slot"},
		stretchTable:         {"mart.shot_interval", "core.setting_baseline"},
		"core.item_extra":    {"core.setting_shape"},
	}
}

// reach adds a model, and all that is made from it.
func (g modelGraph) reach(name string, found map[string]bool) {
	if found[name] {
		return
	}
	found[name] = true
	for _, m := range g.readers[name] {
		g.reach(m.Name, found)
	}
}

// widen: what is read from packets takes all with it, and shots that are made anew
// all that is made of them.
func (g modelGraph) widen(stale map[string]bool) {
	has := func(is func(models.Model) bool) bool {
		return slices.ContainsFunc(g.models, func(m models.Model) bool { return stale[m.Name] && is(m) })
	}
	packets, shots := has(isPacketModel), has(isShotModel)
	for _, m := range g.models {
		if packets || shots && !isPacketModel(m) && !isPeriodModel(m) {
			stale[m.Name] = true
		}
	}
}

func (g modelGraph) change(what string, starts ...string) Change {
	c := Change{What: what, Tables: []string{}, stale: map[string]bool{}}
	for _, name := range starts {
		g.reach(name, c.stale)
	}
	g.widen(c.stale)
	for _, m := range g.models {
		if c.stale[m.Name] && m.Kind == models.Table {
			c.Tables = append(c.Tables, m.Name)
		}
	}
	return c
}

// changedModels: a table that is missing is one whose SQL is new.
func (g modelGraph) changedModels(last, now map[string]string, existing map[string]bool) (all []Change) {
	for _, m := range g.models {
		if last[m.Name] != now[m.Name] || m.Kind == models.Table && !existing[m.Name] {
			all = append(all, g.change("SQL of "+m.Name, m.Name))
		}
	}
	return all
}

// changedSettings: what the periods of counters read needs no mark, as each build
// makes them anew and compares every decision.
func (b *build) changedSettings(g modelGraph, last, now map[string][]settingRow) {
	for _, table := range slices.Sorted(maps.Keys(now)) {
		rows := changedRows(last[table], now[table])
		if len(rows) == 0 {
			continue
		}
		var starts []string
		for _, m := range g.readers[table] {
			if m.Kind != models.View && !isPeriodModel(m) && mentions(m, changedColumns(table, last[table], now[table])) {
				starts = append(starts, m.Name)
			}
		}
		c := g.change("setting "+strings.TrimPrefix(table, "core.setting_"), starts...)
		c.scopes = scopes(rows)
		b.report.Changes = append(b.report.Changes, c)
	}
}

// mentions tells whether a model has one of the columns in its SQL; nil is any.
func mentions(m models.Model, columns []string) bool {
	return columns == nil || slices.ContainsFunc(columns, func(column string) bool { return strings.Contains(m.SQL, column) })
}

// changedColumns are those in which two versions of core.setting_shots differ, whose
// one row says different things to different models; nil is any column of another one.
func changedColumns(table string, last, now []settingRow) (columns []string) {
	if table != "core.setting_shots" || len(last) != 1 || len(now) != 1 {
		return nil
	}
	for column, value := range now[0] {
		if !reflect.DeepEqual(value, last[0][column]) {
			columns = append(columns, column)
		}
	}
	return columns
}

// changedRows are the rows that only one side has. The place of an entry says
// which of several decides: where entries that both have stand in another order,
// all count as changed.
func changedRows(last, now []settingRow) []settingRow {
	lastOnly, lastBoth := apart(last, now)
	nowOnly, nowBoth := apart(now, last)
	changed := slices.Concat(lastOnly, nowOnly)
	if !slices.EqualFunc(lastBoth, nowBoth, sameRow) {
		changed = append(changed, nowBoth...)
	}
	return changed
}

func apart(rows, others []settingRow) (only, both []settingRow) {
	for _, row := range rows {
		if slices.ContainsFunc(others, func(other settingRow) bool { return sameRow(row, other) }) {
			both = append(both, row)
		} else {
			only = append(only, row)
		}
	}
	return only, both
}

func sameRow(a, b settingRow) bool {
	a, b = maps.Clone(a), maps.Clone(b)
	delete(a, "place")
	delete(b, "place")
	return reflect.DeepEqual(a, b)
}

// scopeColumns limit an entry of the settings, by the column of core.shot_context
// that they are compared with.
func scopeColumns() map[string]string {
	return map[string]string{"equipment_code": "equipment_code", "part_code": "part_code", "location_id": "location_id", "company_id": "supplier_id"}
}

// scopes are the rows if each of them is limited, else nil.
func scopes(rows []settingRow) []settingRow {
	for _, row := range rows {
		limited := false
		for column := range scopeColumns() {
			limited = limited || row[column] != nil
		}
		if !limited {
			return nil
		}
	}
	return rows
}
