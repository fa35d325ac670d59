package main

import (
	"strings"
	"testing"
)

// A status outlives a full build, a snapshot and its restore, and says who set it.
func TestStatusOutlivesBuilds(t *testing.T) {
	p := newPlace(t)
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\nroi: { recommend: { efficiency_watch: 1, stability_watch: 1 } }\n")
	p.sample("parquet")
	p.must("run", "--quiet")
	found := p.run("recommend", "--format", "json").rows(t)
	if len(found) == 0 {
		t.Fatal("nothing is found")
	}
	id := found[0]["id"].(string)
	p.must("recommend", "set", id, "--status", "dismissed", "--note", "agreed", "--by", "Ana")
	p.must("snapshot", "create", "--quiet")
	p.must("recommend", "set", id, "--status", "done")
	p.must("build", "--full", "--quiet")
	status := func() string {
		for _, row := range p.run("recommend", "--format", "json").rows(t) {
			if row["id"] == id {
				return row["status"].(string)
			}
		}
		return "gone"
	}
	if got := status(); got != "done" {
		t.Errorf("after a full build it is %s", got)
	}
	created := p.run("snapshot", "list", "--format", "json").rows(t)
	p.must("snapshot", "restore", created[0]["snapshot"].(string), "--quiet")
	if got := status(); got != "dismissed" {
		t.Errorf("with the restored version it is %s", got)
	}
	if said := p.run("recommend", "history", "--format", "json").rows(t); len(said) != 1 || said[0]["note"] != "agreed" || said[0]["set_by"] != "Ana" {
		t.Errorf("history: %v", said)
	}
	p.run("recommend", "set", id, "--status", "dismissed").refused(t, 2, "without a reason")
	p.run("recommend", "set", id).refused(t, 2, "--status is missing")
	p.run("recommend", "set", "--status", "done").refused(t, 2, "ID is missing")
	p.run("recommend", "set", strings.ToLower(id)+"x", "--status", "done").refused(t, 2, "there is no finding")
	p.run("recommend", "--status", "open").refused(t, 2, "is no status")
}
