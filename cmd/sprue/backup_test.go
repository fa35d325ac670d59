package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"filippo.io/age"
)

// A server makes a backup while it runs; a restore asks for its end.
func TestBackupInTheServer(t *testing.T) {
	t.Parallel()
	p := snapshotPlace(t)
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	p.write("key.txt", "# a key\n"+key.String()+"\n")
	before := p.contents("core.master_shot", "")
	server, stderr := p.start("serve", "--addr", "127.0.0.1:0", "--every", "0s", "--verbose")
	waitForServer(t, p.env.Dir+"/plant.duckdb")
	for _, args := range [][]string{{"plain.duckdb"}, {"copy.age", "--encrypt-to", key.Recipient().String()}} {
		if r := p.must(append([]string{"backup"}, args...)...); !strings.Contains(r.stderr, "compared with the original") {
			t.Error(r.stderr)
		}
	}
	p.run("backup", "plain.duckdb").refused(t, 2, "it is there already", "--force")
	p.must("backup", "plain.duckdb", "--force")
	p.must("build", "--full")
	p.run("restore", "plain.duckdb").refused(t, 5, "serving http://", "stop that server")
	if err := server.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("%v; stderr:\n%s", err, stderr)
	}

	p.run("restore", "copy.age").refused(t, 2, "it is encrypted", "--identity")
	p.run("restore", "copy.age", "--identity", "sprue.yaml").refused(t, 2, "holds no secret key")
	if r := p.must("restore", "copy.age", "--identity", "key.txt", "--dry-run"); !strings.Contains(r.stderr, "nothing was changed") {
		t.Error(r.stderr)
	}
	for _, args := range [][]string{{"plain.duckdb"}, {"copy.age", "--identity", "key.txt"}} {
		r := p.must(append([]string{"restore", "--verbose"}, args...)...)
		if got := p.contents("core.master_shot", ""); got != before || !strings.Contains(r.stderr, "the file as it was is "+p.env.Dir+"/plant.duckdb.before-") {
			t.Errorf("%s, was %s\n%s", got, before, r.stderr)
		}
		if strings.Contains(r.stderr, "AGE-SECRET-KEY") {
			t.Error("a key is printed")
		}
	}
}

// A secret key that is given where a public one belongs is not repeated.
func TestASecretKeyIsNotRepeated(t *testing.T) {
	p := newPlace(t)
	p.write("sprue.duckdb", "")
	r := p.run("backup", "copy", "--encrypt-to", "AGE-SECRET-KEY-1QQQ", "--verbose")
	r.refused(t, 2, "it is no public key of age", "age-keygen")
	if strings.Contains(r.stderr, "1QQQ") {
		t.Error(r.stderr)
	}
	if _, err := os.Stat(filepath.Join(p.env.Dir, "copy")); err == nil {
		t.Error("a file was made")
	}
}
