package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"sprue/engine"
	"sprue/sync/snowflaketest"
	"sprue/sync/source"
)

// loopback is where the demo's warehouse listens.
const loopback = "127.0.0.1"

// The names in the demo's warehouse. Its password keeps nobody out.
const (
	demoUser   = "SPRUE"
	demoSecret = "demo"
)

// demoWarehouse starts the server that stands for Snowflake: on the port of the
// configuration, or where there is none yet on a free one, which it then names.
func (a *app) demoWarehouse(path string, fresh bool) (*snowflaketest.Server, error) {
	settings := snowflaketest.Config{Users: []snowflaketest.User{{Name: demoUser, Password: demoSecret}}}
	if !fresh {
		settings.Addr = fmt.Sprintf("%s:%d", loopback, a.file.Sources[0].Snowflake.Port)
	}
	warehouse, err := snowflaketest.Start(settings)
	if err != nil {
		return nil, &engine.Error{Code: engine.CodeSource, Doing: "start the demo's warehouse", Message: engine.Reason(err).Error(),
			Hint: "stop what uses its port (a demo that runs?), or take another folder with --dir", Cause: err}
	}
	if !fresh {
		return warehouse, nil
	}
	err = writeDemoConfig(path, demoWarehouseYAML(warehouse))
	if err == nil {
		err = a.readConfig(path)
	}
	if err != nil {
		_ = warehouse.Close() // the first error tells
		return nil, err
	}
	return warehouse, nil
}

// demoWarehouseYAML are the settings of the source.
func demoWarehouseYAML(warehouse *snowflaketest.Server) string {
	return fmt.Sprintf("kind: snowflake              # a server on this machine that speaks its protocol, while the demo runs\n"+
		"    account: TESTORG-PLANT\n    user: %s\n    password: %s\n    database: PLANT\n    schema: PUBLIC\n    warehouse: SPRUE_WH\n    role: SPRUE_READER\n"+
		"    host: %s\n    port: %d\n    protocol: http", demoUser, demoSecret, warehouse.Host(), warehouse.Port())
}

// loadWarehouse brings the sample's tables into the warehouse.
func (a *app) loadWarehouse(ctx context.Context, warehouse *snowflaketest.Server, folder string) error {
	started := a.Clock()
	for _, table := range source.Names() {
		for _, pattern := range []string{filepath.Join(folder, table+".parquet"), filepath.Join(folder, table, "*.parquet")} {
			if files, err := filepath.Glob(pattern); err != nil || len(files) == 0 {
				continue
			}
			query := "SELECT * FROM read_parquet('" + strings.ReplaceAll(pattern, "'", "''") + "', union_by_name = true, hive_partitioning = false)"
			if err := warehouse.Load(ctx, table, query); err != nil {
				return &engine.Error{Code: engine.CodeData, Doing: "load " + table + " into the demo's warehouse", Message: engine.Reason(err).Error(), Hint: "'sprue demo --anew' makes the sample anew", Cause: err}
			}
		}
	}
	a.note("sample   in a warehouse on %s:%d (%s)", warehouse.Host(), warehouse.Port(), a.since(started))
	return nil
}
