package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"sprue/engine/store"
	"sprue/web/browsertest"
)

// asProgram makes this test binary behave as sprue itself.
const asProgram = "SPRUE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(interruptible(faultyEnv()))
	}
	os.Exit(browsertest.Main(m))
}

// start runs a command line in a process of its own.
func (p *place) start(args ...string) (*exec.Cmd, *strings.Builder) {
	p.t.Helper()
	var stderr strings.Builder
	cmd := exec.Command(os.Args[0], args...)
	cmd.Dir, cmd.Stderr = p.env.Dir, &stderr
	// The race detector would have every process sleep for a second at its end.
	cmd.Env = append(append(os.Environ(), asProgram+"=1", "GORACE=atexit_sleep_ms=0"), p.vars...)
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, &stderr
}

// waitForServer gives the server of a file once it has announced itself.
func waitForServer(t *testing.T, path string) store.Holder {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if holder, held, err := store.FindHolder(path); err == nil && held && holder.Addr != "" {
			return holder
		}
	}
	t.Fatal("no server announced itself")
	return store.Holder{}
}

func TestCtrlCEndsAServerWell(t *testing.T) {
	p := newPlace(t)
	cmd, stderr := p.start("serve", "--addr", "127.0.0.1:0")
	waitForServer(t, p.env.Dir+"/sprue.duckdb")
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v; stderr:\n%s", err, stderr)
	}
	p.leaves(0, "sprue.duckdb*") // nothing came in
	if !strings.Contains(stderr.String(), "no source is configured, so nothing new comes in: name one under 'sources' in") {
		t.Errorf("it does not say where sources are named:\n%s", stderr)
	}
}

func TestAKilledServerLeavesTheFileFree(t *testing.T) {
	p := newPlace(t)
	cmd, _ := p.start("serve", "--addr", "127.0.0.1:0")
	waitForServer(t, p.env.Dir+"/sprue.duckdb")
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed, as it should be
	p.must("query", "SELECT 1")
}

func TestCommandsRunInTheServer(t *testing.T) {
	p := newPlace(t)
	p.start("serve", "--addr", "127.0.0.1:0")
	waitForServer(t, p.env.Dir+"/sprue.duckdb")
	if r := p.must("query", "SELECT 6 * 7 AS answer", "--format", "json"); r.rows(t)[0]["answer"] != 42.0 {
		t.Errorf("stdout: %s", r.stdout)
	}
	p.env.Stdin = strings.NewReader("SELECT 'piped' AS word")
	if r := p.must("query", "-f", "-", "--format", "csv"); r.stdout != "word\npiped\n" {
		t.Errorf("stdout: %s", r.stdout)
	}
	p.run("query", "SELEC 1").refused(t, 2)
	p.run("serve", "--addr", "127.0.0.1:0").refused(t, 5, "http://127.0.0.1:", "kill")
	p.run("sync").refused(t, 2, "no source is configured")
}

// A server that was paused holds the file and says nothing.
func TestAServerThatHangsIsNamed(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	cmd, _ := p.start("serve", "--addr", "127.0.0.1:0")
	waitForServer(t, p.env.Dir+"/sprue.duckdb")
	if err := cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	pid := fmt.Sprint(cmd.Process.Pid)
	p.run("query", "SELECT 1").refused(t, 5, "process "+pid+" holds", "(pid "+pid+") and does not answer", "kill -9 "+pid)
	p.run("serve", "--addr", "127.0.0.1:0").refused(t, 5, pid)
	if err := cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	p.must("query", "SELECT 1")
}

func TestCommandsRunInARunThatGoesOn(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.sample("parquet")
	cmd, stderr := p.start("run", "--every", "1h")
	waitForServer(t, p.env.Dir+"/plant.duckdb")
	p.must("build")
	if r := p.must("query", "SELECT count(*) > 0 AS some FROM core.master_shot", "--format", "csv"); r.stdout != "some\ntrue\n" {
		t.Errorf("stdout: %s", r.stdout)
	}
	p.run("serve", "--addr", "127.0.0.1:0").refused(t, 5, "serves it already")
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if _ = cmd.Wait(); cmd.ProcessState.ExitCode() != 130 {
		t.Errorf("exit %d; stderr:\n%s", cmd.ProcessState.ExitCode(), stderr)
	}
}

func TestASecondProcessWithoutAServer(t *testing.T) {
	p := newPlace(t)
	s, err := store.Open(context.Background(), store.Config{Path: p.env.Dir + "/sprue.duckdb"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	cmd, stderr := p.start("query", "SELECT 1")
	err = cmd.Wait()
	if cmd.ProcessState.ExitCode() != 5 || !strings.Contains(stderr.String(), "holds the file") || !strings.Contains(stderr.String(), "hint: ") {
		t.Errorf("%v; stderr:\n%s", err, stderr)
	}
}
