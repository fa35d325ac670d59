package snowflake_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sprue/sync/mirror"
	"sprue/sync/push"
	"sprue/sync/snowflake"
	"sprue/sync/snowflaketest"
)

func writeFile(tb testing.TB, text string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// writeConnection writes a connections.toml with the connection plant, and gives its
// folder.
func writeConnection(tb testing.TB, settings string) string {
	tb.Helper()
	dir := tb.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "connections.toml"), []byte("[plant]\n"+settings+"\n"), 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// writeKey writes a key that no user has.
func writeKey(tb testing.TB) string {
	tb.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		tb.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		tb.Fatal(err)
	}
	return writeFile(tb, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})))
}

// TestSecrets logs in by each way, well and badly, spoils answers with what is
// secret in them, and looks for every secret in all that is written anywhere.
func TestSecrets(t *testing.T) {
	const signed = "X-Amz-Signature=" + secret
	for _, test := range []struct {
		name, planted string
		set           func(p *plant)
	}{
		{"password", secret, func(*plant) {}},
		{"passcode", "code-" + secret, func(p *plant) { p.source.Password, p.source.Passcode = "other-"+secret, "code-"+secret }},
		{"token", "pat-" + secret, func(p *plant) { p.source.Password, p.source.TokenFile = "", writeFile(p.TB, "pat-"+secret) }},
		{"token of a connection", "pat-" + secret, func(p *plant) {
			p.source.Password, p.source.Connection, p.source.ConnectionsDir = "", "plant", writeConnection(p.TB, "token = \"pat-"+secret+"\"")
		}},
		{"oauth", "oauth-" + secret, func(p *plant) {
			p.source.Password, p.source.TokenFile, p.source.Authenticator = "", writeFile(p.TB, "oauth-"+secret), snowflake.OAuth
		}},
		{"passphrase", "phrase-" + secret, func(p *plant) {
			p.source.Password, p.source.PrivateKeyFile, p.source.PrivateKeyPassphrase = "", writeKey(p.TB), "phrase-"+secret
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			test.set(p)
			var errs error
			for _, fault := range []snowflaketest.Fault{
				{On: snowflaketest.Login, Code: "390100", Message: "refused " + test.planted + " of https://host/?" + signed, Times: -1},
				{On: snowflaketest.Query, SQL: "ORDER BY \"SHOT", Code: "000603", Message: "internal error " + test.planted + " at https://host/x?" + signed, Times: -1},
				{On: snowflaketest.Chunk, Cut: 1, Times: -1},
			} {
				p.warehouse.Inject(fault)
				if _, err := p.trySync(mirror.Options{}); err == nil {
					t.Errorf("%+v does no harm", fault)
				} else {
					errs = errors.Join(errs, err)
				}
				p.warehouse.Heal()
			}
			p.wantNoSecrets(errs)
		})
	}
}

// TestSecretsOfAStage pushes, where the warehouse tells what opens the stage of files;
// its answer is cut in the middle of that, too.
func TestSecretsOfAStage(t *testing.T) {
	p := copyOf(t)
	p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "PUT", Cut: 700, Times: -1})
	_, err := p.tryPush(push.Options{})
	if err == nil {
		t.Error("the cut does no harm")
	}
	p.warehouse.Heal()
	p.push(push.Options{})
	p.wantNoSecrets(err)
}

// wantNoSecrets looks for what is secret in the log, in errors with their causes, in
// the configuration in all ways of printing it, and in the file.
func (p *plant) wantNoSecrets(err error) {
	p.Helper()
	all := p.log.String() + causes(err)
	var printed strings.Builder
	for _, log := range []*slog.Logger{slog.New(slog.NewTextHandler(&printed, nil)), slog.New(slog.NewJSONHandler(&printed, nil))} {
		log.Info("source", "config", p.source, "pointer", &p.source)
	}
	text, failed := json.Marshal(map[string]any{"sources": []snowflake.Config{p.source}})
	if failed != nil {
		p.Fatal(failed)
	}
	all += printed.String() + string(text) + fmt.Sprintf("%v %+v %#v %s", p.source, &p.source, p.source, []snowflake.Config{p.source})
	if err := p.store.Checkpoint(context.Background()); err != nil {
		p.Fatal(err)
	}
	file, failed := os.ReadFile(p.db)
	if failed != nil {
		p.Fatal(failed)
	}
	if at := strings.Index(all, secret); at >= 0 {
		p.Errorf("a secret is told: …%s", all[max(0, at-200):at+len(secret)])
	}
	if strings.Contains(string(file), secret) {
		p.Error("a secret stands in the file")
	}
}

// causes are the texts of an error and of all beneath it.
func causes(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error() + "\n"
	switch e := err.(type) { //nolint:errorlint // each level is looked at
	case interface{ Unwrap() []error }:
		for _, cause := range e.Unwrap() {
			text += causes(cause)
		}
	case interface{ Unwrap() error }:
		text += causes(e.Unwrap())
	}
	return text
}
