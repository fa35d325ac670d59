package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"
)

// killer kills a command line at random moments.
type killer struct {
	place  *place
	rng    *rand.Rand
	hits   int // kills that met a running process
	missed int // kills that came too late
}

// kills runs a command until so many kills have met it running, each at a random
// moment of the time that an undisturbed run takes. A run that ended before its
// kill took less: the time is shortened, and there is work again after renew.
func (k *killer) kills(wanted int, takes time.Duration, renew func(), args ...string) {
	k.place.t.Helper()
	for tries := 0; k.hits < wanted && tries < 10*wanted; tries++ {
		before := k.missed
		k.kill(time.Duration((0.05+0.9*k.rng.Float64())*float64(takes)), args...)
		if k.missed > before {
			takes = takes * 3 / 4
			renew()
		}
	}
	k.place.t.Logf("%v: %d kills met a running process, %d came too late", args, k.hits, k.missed)
	if k.hits < wanted {
		k.place.t.Errorf("%v: only %d of %d kills met a running process", args, k.hits, wanted)
	}
}

// kill runs a command and kills it. A command that ended before must have
// ended well: what an earlier kill left behind stops nothing.
func (k *killer) kill(delay time.Duration, args ...string) {
	t := k.place.t
	t.Helper()
	cmd, stderr := k.place.start(args...)
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		k.missed++
		if err != nil {
			t.Errorf("%v after a kill: %v; stderr:\n%s", args, err, stderr)
		}
	case <-time.After(delay):
		_ = cmd.Process.Kill() // may have ended just now
		<-ended
		switch code := cmd.ProcessState.ExitCode(); code {
		case -1:
			k.hits++
		case 0:
			k.missed++
		default:
			t.Errorf("%v after a kill: exit %d; stderr:\n%s", args, code, stderr)
		}
	}
}

// undisturbed runs a command in a process of its own, and tells how long it
// took.
func (p *place) undisturbed(args ...string) time.Duration {
	p.t.Helper()
	started := time.Now()
	cmd, stderr := p.start(args...)
	if err := cmd.Wait(); err != nil {
		p.t.Fatalf("%v: %v; stderr:\n%s", args, err, stderr)
	}
	return time.Since(started)
}

// contents are all rows of a table in a number or two, without the columns that
// tell when, and by which build, they were written.
func (p *place) contents(table, without string) string {
	p.t.Helper()
	columns := "*"
	if without != "" {
		columns = fmt.Sprintf("* EXCLUDE (%s)", without)
	}
	query := fmt.Sprintf(`SELECT count(*) || ' rows, ' || bit_xor(hash(t)) || ', ' || sum(CAST(hash(t) AS HUGEINT)) AS contents
FROM (SELECT %s FROM %s) t`, columns, table)
	text, ok := p.must("query", query, "--format", "json").rows(p.t)[0]["contents"].(string)
	if !ok {
		p.t.Fatalf("%s is empty", table)
	}
	return text
}

func TestKillsLeaveNoTrace(t *testing.T) {
	clean := newPlace(t)
	clean.withSource()
	clean.must("sample", "data", "--shots", "40000", "--tools", "16", "--from", "2026-05-01", "--to", "2026-05-11",
		"--faults", "hostile", "--quiet")
	syncTakes, buildTakes := clean.undisturbed("sync"), clean.undisturbed("build")

	killed := newPlace(t)
	killed.write("sprue.yaml", fmt.Sprintf("database: plant.duckdb\nsources: [{name: plant, kind: files, path: %q}]\n", filepath.Join(clean.env.Dir, "data")))
	rng := rand.New(rand.NewPCG(1, 2))
	(&killer{place: killed, rng: rng}).kills(5, syncTakes, func() { killed.remove("plant.duckdb*") }, "sync")
	killed.undisturbed("sync")
	(&killer{place: killed, rng: rng}).kills(3, buildTakes, func() {}, "build")
	(&killer{place: killed, rng: rng}).kills(3, buildTakes, func() {}, "build", "--full")
	killed.undisturbed("build")

	for table, without := range map[string]string{
		"raw.data_shot":      "batch_id, arrived_utc",
		"core.master_shot":   "build_id",
		"core.quarantine":    "build_id, first_seen_utc, last_seen_utc",
		"mart.run":           "",
		"mart.stop":          "",
		"mart.run_rate_day":  "",
		"mart.run_rate_hour": "",
	} {
		if got, want := killed.contents(table, without), clean.contents(table, without); got != want {
			t.Errorf("%s: %s, undisturbed: %s", table, got, want)
		}
	}
}
