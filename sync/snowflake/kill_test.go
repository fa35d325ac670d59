package snowflake_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"sprue/engine/store"
	"sprue/sync/mirror"
	"sprue/sync/snowflake"
	"sprue/sync/snowflaketest"
	"sprue/sync/source"
)

const childOrder = "SPRUE_TEST_SNOWFLAKE_SYNC"

// order is the sync that a process of its own does, to be killed over it.
type order struct {
	DB     string
	Now    time.Time
	Mirror mirror.Config
	Port   int
	Batch  int
	Full   bool
	Recon  bool
}

// TestChild is that process.
func TestChild(t *testing.T) {
	var do order
	text := os.Getenv(childOrder)
	if text == "" {
		return
	}
	if err := json.Unmarshal([]byte(text), &do); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{Path: do.DB, MemoryLimitMB: 300, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	cfg := account("127.0.0.1", do.Port)
	cfg.BatchMB = do.Batch
	src, err := snowflake.New(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	m, err := mirror.New(do.Mirror, s, func() time.Time { return do.Now }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.Sync(t.Context(), []source.Source{src}, mirror.Options{Full: do.Full, Reconcile: do.Recon})
	if err := errors.Join(err, src.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
}

// killed syncs in a process of its own, which is killed where the fault strikes.
func (h *history) killed(opts mirror.Options, fault snowflaketest.Fault) error {
	h.Helper()
	if err := h.store.Close(); err != nil {
		h.Fatal(err)
	}
	text, err := json.Marshal(order{h.db, h.now, h.cfg, h.source.Port, h.source.BatchMB, opts.Full, opts.Reconcile})
	if err != nil {
		h.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestChild$")
	child.Env = append(os.Environ(), childOrder+"="+string(text))
	if err := child.Start(); err != nil {
		h.Fatal(err)
	}
	fault.Do = func(*snowflaketest.Server) error { return child.Process.Kill() }
	h.warehouse.Inject(fault) // long before it comes to ask
	err = child.Wait()
	opened, again := store.Open(context.Background(), store.Config{Path: h.db, MemoryLimitMB: 500, Threads: 1})
	if again != nil {
		h.Fatal(again)
	}
	h.store = opened
	return err
}
