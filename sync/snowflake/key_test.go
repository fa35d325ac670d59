package snowflake

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// newKey makes a key, and its PEM.
func newKey(tb testing.TB) (key *rsa.PrivateKey, text string) {
	tb.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		tb.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		tb.Fatal(err)
	}
	return key, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func keyOf(path, passphrase string) (*rsa.PrivateKey, error) {
	return Config{PrivateKeyFile: path, PrivateKeyPassphrase: passphrase}.key()
}

// TestKeys reads keys as OpenSSL writes them, encrypted in every way that it
// offers.
func TestKeys(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("no openssl in PATH")
	}
	key, text := newKey(t)
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain.p8")
	if err := os.WriteFile(plain, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if read, err := keyOf(plain, ""); err != nil || !read.Equal(key) {
		t.Errorf("a plain key: %v", err)
	}
	for _, way := range []string{"-v2 aes-256-cbc", "-v2 aes-128-cbc", "-v2 des3", "-v2 aes-192-cbc -v2prf hmacWithSHA1", "-v2 aes-256-cbc -v2prf hmacWithSHA512"} {
		path := filepath.Join(dir, "encrypted.p8")
		args := append([]string{"pkcs8", "-topk8", "-in", plain, "-out", path, "-passout", "pass:open sesame"}, strings.Fields(way)...)
		if said, err := exec.CommandContext(t.Context(), openssl, args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", way, err, said)
		}
		if read, err := keyOf(path, "open sesame"); err != nil || !read.Equal(key) {
			t.Errorf("%s: %v", way, err)
		}
		for _, wrong := range []string{"", "open says me"} {
			if _, err := keyOf(path, wrong); err == nil || (wrong != "" && strings.Contains(err.Error(), wrong)) {
				t.Errorf("%s with %q: %v", way, wrong, err)
			}
		}
	}
}

func TestNoKeys(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "another": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
		"damaged": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "encrypted junk": "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := keyOf(path, "x"); err == nil {
			t.Errorf("%s passes as a key", name)
		}
	}
	if _, err := keyOf(filepath.Join(t.TempDir(), "none"), ""); err == nil {
		t.Error("a missing file passes as a key")
	}
}
